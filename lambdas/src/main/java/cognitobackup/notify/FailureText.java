package cognitobackup.notify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be said of a failure: our own exceptions' messages have no personal data, anybody else's words may. */
final class FailureText {
    private static final String OUR_ERRORS = "cognitobackup.";

    /** In the JSON that Lambda makes of an exception, which the workflow may have cut off anywhere. */
    private static final Pattern MESSAGE = Pattern.compile("\"errorMessage\"\\s*:\\s*\"((?:[^\"\\\\]++|\\\\.)*+)");

    private static final int LONGEST = 1500;

    private FailureText() {}

    static String of(EndedExecution execution) {
        String error = execution.error().orElse("no error");
        if (!error.startsWith(OUR_ERRORS)) {
            return cut(error);
        }
        return execution
                .cause()
                .flatMap(FailureText::message)
                .map(message -> cut(error + ": " + message))
                .orElse(error);
    }

    private static Optional<String> message(String cause) {
        Matcher matcher = MESSAGE.matcher(cause.substring(0, Math.min(cause.length(), 2 * LONGEST)));
        return matcher.find()
                ? Optional.of(matcher.group(1)
                        .replace("\\\"", "\"")
                        .replace("\\n", " ")
                        .replace("\\\\", "\\"))
                : Optional.empty();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
