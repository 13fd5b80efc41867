package cognitobackup.stacks;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who is told of what. Topics and keys are of the stack's Region, where alarms and functions can reach them. */
final class TopicsReader {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    private final ConfiguredValues values;
    private final String region;

    TopicsReader(ConfiguredValues values, String region) {
        this.values = values;
        this.region = region;
    }

    Topics topics() {
        var existing = topic("existingTopic");
        return new Topics(
                existing,
                existingTopicKey(existing),
                topic("alarmTopic"),
                values.matching("notificationEmail", EMAIL, "an e-mail address"),
                values.oneOf("notifications", "all", "errors"));
    }

    /** A FIFO topic, whose name ends with .fifo, takes neither alarms nor e-mail addresses. */
    private Optional<String> topic(String key) {
        return values.matching(
                key,
                Arn.of("sns", region, "[\\w-]{1,256}"),
                "the ARN of a standard SNS topic of the stack's Region " + region + ", like arn:"
                        + Arn.partition(region) + ":sns:" + region + ":111122223333:on-call");
    }

    private Optional<String> existingTopicKey(Optional<String> existing) {
        var key = KeysReader.key(values, "existingTopicKey", region);
        if (existing.isEmpty() && key.isPresent()) {
            values.refuse("existingTopicKey", key.get(), "nothing without existingTopic, whose key it is");
        }
        return key;
    }
}
