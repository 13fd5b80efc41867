package cognitobackup.drill;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The number of an option of the command line, which is within bounds. */
public final class NumberOption {
    /** Of a pool, by Cognito's quota. */
    public static final int MOST_GROUPS = 10_000;

    private NumberOption() {}

    /**
     * The number.
     *
     * @param option with its hyphens
     * @param given null where the option was left out
     * @throws ParameterException if it is less than the least or more than the most
     */
    public static int within(CommandLine command, String option, Integer given, int otherwise, int least, int most) {
        int value = given == null ? otherwise : given;
        if (value < least || value > most) {
            throw new ParameterException(
                    command, option + " must be from " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }
}
