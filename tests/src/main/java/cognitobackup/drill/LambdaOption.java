package cognitobackup.drill;

import cognitobackup.local.LambdaMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the local AWS runs the functions. */
final class LambdaOption {
    @Option(
            names = "--lambda",
            paramLabel = "MODE",
            defaultValue = "in-process",
            converter = Converter.class,
            description = "in-process: the packaged functions in this process (default); processes: each in its own,"
                    + " under AWS's runtime interface client.")
    private LambdaMode mode;

    LambdaMode mode() {
        return mode;
    }

    static final class Converter implements ITypeConverter<LambdaMode> {
        @Override
        public LambdaMode convert(String value) {
            return switch (value) {
                case "in-process" -> LambdaMode.IN_PROCESS;
                case "processes" -> LambdaMode.PROCESSES;
                default -> throw new TypeConversionException("must be in-process or processes, not " + value);
            };
        }
    }
}
