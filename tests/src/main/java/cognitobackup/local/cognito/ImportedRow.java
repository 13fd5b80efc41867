package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One row of an import file, on its way into the pool. */
final class ImportedRow {
    static final String USERNAME = "cognito:username";
    static final String MFA_ENABLED = "cognito:mfa_enabled";
    static final String PASSWORD_HASH = "password_hash";

    private static final DateTimeFormatter BIRTHDATE =
            DateTimeFormatter.ofPattern("MM/dd/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
    private static final int LONGEST_VALUE = 2048;

    private final Map<String, String> cells = new LinkedHashMap<>();

    /** How many rows there are of a kind, and what the log says of each. */
    enum Outcome {
        SUCCEEDED("The import succeeded."),
        SKIPPED("The user already exists."),
        FAILED("");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    /** @param words without a value of the row: the log says nothing of users */
    record Result(Outcome outcome, String words) {
        static Result of(Outcome outcome) {
            return new Result(outcome, outcome.words);
        }

        /** As the log of the job has it. */
        String logLine(int lineNumber) {
            return "[" + outcome + "] Line Number " + lineNumber + " - " + words;
        }
    }

    /** A blank cell is no value. */
    private ImportedRow(List<String> columns, List<String> values) {
        for (int i = 0; i < columns.size(); i++) {
            if (!values.get(i).isEmpty()) {
                cells.put(columns.get(i), values.get(i));
            }
        }
    }

    /** Puts a user into the pool, or says why not. */
    static Result add(Pool pool, List<String> columns, String line, Enrolment enrolment, Instant now) {
        return ImportFile.cells(line)
                .filter(values -> values.size() == columns.size())
                .map(values -> new ImportedRow(columns, values).add(pool, enrolment, now))
                .orElseGet(() -> failed("The line does not have the columns of the header."));
    }

    private static Result failed(String reason) {
        return new Result(Outcome.FAILED, reason);
    }

    private Result add(Pool pool, Enrolment enrolment, Instant now) {
        return problem(pool.configuration()).map(ImportedRow::failed).orElseGet(() -> {
            try {
                String username = cells.get(USERNAME);
                User user = enrolment.prepare(pool, username, attributes(), UserStatus.RESET_REQUIRED, false, now);
                if (pool.configuration().letsSignInWithoutPassword(user)) {
                    user.changeStatus(UserStatus.CONFIRMED, now);
                }
                switchSmsOn(pool.configuration(), user, now);
                Enrolment.requireFree(pool, user, taken(), attribute -> attributeTaken(pool, attribute));
                pool.users().add(user);
                pool.created(username);
                return Result.of(Outcome.SUCCEEDED);
            } catch (AwsError e) {
                return e.code().equals(taken().code()) ? Result.of(Outcome.SKIPPED) : failed(e.getMessage());
            }
        });
    }

    /** The one factor that a file can switch on is the oldest; a blank cell stands for what the pool demands. */
    private void switchSmsOn(PoolConfiguration configuration, User user, Instant now) {
        boolean wanted = isTrue(MFA_ENABLED)
                || (!cells.containsKey(MFA_ENABLED) && configuration.mfa().equals("ON"));
        if (wanted && configuration.offers(MfaFactor.SMS_MFA) && MfaFactor.SMS_MFA.canReach(user)) {
            user.changeMfa(new UserMfa(Set.of(MfaFactor.SMS_MFA), Optional.empty(), false, 0), now);
        }
    }

    private static AwsError taken() {
        return CognitoErrors.usernameExists("User account already exists");
    }

    /** In a pool with username attributes the address is the user; an alias is somebody else's. */
    private static AwsError attributeTaken(Pool pool, String attribute) {
        return pool.signIn().withUsernameAttributes() ? taken() : CognitoErrors.aliasExists(attribute);
    }

    private Optional<String> problem(PoolConfiguration configuration) {
        return Stream.<Optional<String>>of(
                        check(
                                NAME.matcher(cells.getOrDefault(USERNAME, "")).matches(),
                                "The user name is missing or malformed."),
                        check(
                                cells.values().stream().noneMatch(value -> value.length() > LONGEST_VALUE),
                                "A value is too long."),
                        check(
                                isFlag("email_verified") && isFlag("phone_number_verified") && isFlag(MFA_ENABLED),
                                "A value is neither true nor false."),
                        check(
                                Stream.of("email", "phone_number")
                                        .anyMatch(address -> configuration.verifiesAutomatically(address)
                                                && isTrue(address + "_verified")),
                                "The User Record does not set any of the auto verified attributes to true."
                                        + " (Example: email_verified to true)."),
                        check(birthdateIsADay(), "The birthdate is not of the form mm/dd/yyyy."),
                        check(mfaFits(configuration.mfa()), "The MFA setting contradicts the user pool's."),
                        check(!cells.containsKey(PASSWORD_HASH), "The job has no password hashing algorithm."))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> check(boolean right, String problem) {
        return right ? Optional.empty() : Optional.of(problem);
    }

    private boolean isFlag(String column) {
        return !cells.containsKey(column) || isTrue(column) || cells.get(column).equalsIgnoreCase("false");
    }

    private boolean isTrue(String column) {
        return cells.getOrDefault(column, "").equalsIgnoreCase("true");
    }

    private boolean mfaFits(String poolSetting) {
        return !cells.containsKey(MFA_ENABLED)
                || switch (poolSetting) {
                    case "ON" -> isTrue(MFA_ENABLED);
                    case "OFF" -> !isTrue(MFA_ENABLED);
                    default -> true;
                };
    }

    private boolean birthdateIsADay() {
        try {
            return birthdate().isEmpty() || birthdate().get().getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private Optional<LocalDate> birthdate() {
        return Optional.ofNullable(cells.get("birthdate")).map(value -> LocalDate.parse(value, BIRTHDATE));
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>(cells);
        attributes.remove(USERNAME);
        attributes.remove(MFA_ENABLED);
        birthdate().ifPresent(day -> attributes.put("birthdate", day.toString()));
        return attributes;
    }
}
