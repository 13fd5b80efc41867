package cognitobackup.stacks;

import com.google.gson.JsonObject;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
import java.util.Map;

/** The queues that an import works off, each with its dead-letter queue. */
final class ImportQueues extends Component {
    /** SQS's longest: what an import could not do must outlast the days in which somebody looks at it. */
    static final int DEAD_LETTER_RETENTION_SECONDS = 14 * 24 * 60 * 60;

    /**
     * Users that fail are sent on singly by the workers, which count attempts themselves. This only catches what no
     * worker can even read, so it is more than a message is ever handed out in a regular import.
     */
    private static final int RECEIVES_BEFORE_DEAD = 10;

    final QueuePair newUsers;
    final QueuePair userUpdates;

    /** A queue and where its failures go. */
    record QueuePair(Queue queue, Queue deadLetters) {}

    ImportQueues(Site site, Output<String> keyArn, int functionTimeoutSeconds) {
        super("ImportQueues");
        this.newUsers = pair(site, "new-users", keyArn, functionTimeoutSeconds);
        this.userUpdates = pair(site, "user-updates", keyArn, functionTimeoutSeconds);
        registerOutputs(Map.of(
                "newUsersQueueUrl", newUsers.queue().url(),
                "userUpdatesQueueUrl", userUpdates.queue().url()));
    }

    private QueuePair pair(Site site, String name, Output<String> keyArn, int functionTimeoutSeconds) {
        var deadLetters = new Queue(
                site.name(name + "-dead-letters"),
                QueueArgs.builder()
                        .kmsMasterKeyId(keyArn)
                        .tags(site.tags())
                        .messageRetentionSeconds(DEAD_LETTER_RETENTION_SECONDS)
                        .build(),
                child().build());
        var queue = new Queue(
                site.name(name),
                QueueArgs.builder()
                        .kmsMasterKeyId(keyArn)
                        .tags(site.tags())
                        .messageRetentionSeconds(DEAD_LETTER_RETENTION_SECONDS)
                        // Nobody works on a message for longer than the call of the function that took it.
                        .visibilityTimeoutSeconds(functionTimeoutSeconds)
                        .redrivePolicy(deadLetters.arn().applyValue(ImportQueues::redrivePolicy))
                        .build(),
                child().build());
        return new QueuePair(queue, deadLetters);
    }

    private static String redrivePolicy(String deadLetterArn) {
        var policy = new JsonObject();
        policy.addProperty("deadLetterTargetArn", deadLetterArn);
        policy.addProperty("maxReceiveCount", RECEIVES_BEFORE_DEAD);
        return policy.toString();
    }
}
