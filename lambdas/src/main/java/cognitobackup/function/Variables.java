package cognitobackup.function;

import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The function's environment variables as Micronaut holds them. Never the environment of the process, which is not the
 * function's where several functions share one.
 */
@Singleton
public class Variables {
    private final Environment environment;

    Variables(Environment environment) {
        this.environment = environment;
    }

    /** The value, empty where the variable is not set or blank. */
    public Optional<String> find(String variable) {
        return environment
                .getProperty(variable.toLowerCase(Locale.ROOT).replace('_', '-'), String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /**
     * The value.
     *
     * @throws InvalidSettingException where it is not set
     */
    public String required(String variable, String allowed) {
        return find(variable).orElseThrow(() -> new InvalidSettingException(variable, "not set", allowed));
    }

    /**
     * The value, checked.
     *
     * @throws InvalidSettingException where it is not set or not valid
     */
    public String required(String variable, String allowed, Predicate<String> valid) {
        String value = required(variable, allowed);
        if (!valid.test(value)) {
            throw new InvalidSettingException(variable, "'" + value + "'", allowed);
        }
        return value;
    }

    /** The parts of a comma-separated list, empty where it is not set. */
    public List<String> list(String variable, String allowed, Predicate<String> valid) {
        return find(variable).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .peek(part -> {
                    if (!valid.test(part)) {
                        throw new InvalidSettingException(
                                variable, "'" + find(variable).orElseThrow() + "'", allowed);
                    }
                })
                .distinct()
                .toList();
    }

    /** Whether it is {@code true}; {@code false} where it is not set. */
    public boolean flag(String variable) {
        return find(variable)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidSettingException(variable, "'" + value + "'", "true, false");
                })
                .orElse(false);
    }

    /** One of the options; the first of them where it is not set. */
    public String oneOf(String variable, List<String> options) {
        String value = find(variable).orElse(options.get(0));
        if (!options.contains(value)) {
            throw new InvalidSettingException(variable, "'" + value + "'", String.join(", ", options));
        }
        return value;
    }

    public int integer(String variable, int fallback, int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        return find(variable)
                .map(value -> {
                    try {
                        int number = Integer.parseInt(value);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // Answered below, like a number out of range.
                    }
                    throw new InvalidSettingException(variable, "'" + value + "'", allowed);
                })
                .orElse(fallback);
    }

    /** A number above zero and not above {@code most}. */
    public Optional<Double> positive(String variable, double most) {
        return find(variable).map(value -> {
            try {
                double number = Double.parseDouble(value);
                if (number > 0 && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Answered below, like a number out of range.
            }
            throw new InvalidSettingException(variable, "'" + value + "'", "a number above 0 and up to " + most);
        });
    }
}
