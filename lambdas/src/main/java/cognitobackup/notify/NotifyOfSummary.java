package cognitobackup.notify;

import cognitobackup.function.FunctionSettings;
import cognitobackup.function.FunctionSettings.Notifications;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;

/** Tells of a run that came to its end by itself. */
@Singleton
class NotifyOfSummary {
    private static final String OUTCOME = "outcome";

    /** Every other outcome says that something is missing, and counts as an error. */
    private static final String COMPLETED = "COMPLETED";

    private final Topic topic;
    private final Notifications wanted;

    NotifyOfSummary(Topic topic, FunctionSettings settings) {
        this.topic = topic;
        this.wanted = settings.notifications();
    }

    /**
     * Sends the summary, if the deployment wants to know.
     *
     * @param workflow {@code EXPORT} or {@code IMPORT}
     * @param summary ids and numbers by name
     */
    void notifyOf(String workflow, Map<String, Object> summary) {
        String outcome = String.valueOf(summary.get(OUTCOME));
        if (wanted == Notifications.ERRORS && outcome.equals(COMPLETED)) {
            return;
        }
        var message = new StringBuilder();
        new TreeMap<>(summary)
                .forEach((name, value) ->
                        message.append(name).append(": ").append(value).append('\n'));
        topic.publish("Cognito backup: " + workflow + " " + outcome, message.toString());
    }
}
