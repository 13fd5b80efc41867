package cognitobackup.stacks;

import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import java.util.List;
import java.util.Map;

/** Where EventBridge Scheduler leaves the starts that it could not make. */
final class ScheduleDeadLetters extends Component {
    final Queue queue;

    private final Encryption encryption;

    ScheduleDeadLetters(Site site, Encryption encryption) {
        super("ScheduleDeadLetters");
        this.encryption = encryption;
        this.queue = new Queue(
                site.name("schedules-dead-letters"),
                QueueArgs.builder()
                        .kmsMasterKeyId(encryption.keyArn)
                        .messageRetentionSeconds(ImportQueues.DEAD_LETTER_RETENTION_SECONDS)
                        .build(),
                child().build());
        registerOutputs(Map.of("url", queue.url()));
    }

    /** What the role of a schedule needs to leave a start there. */
    List<Statement> access() {
        return List.of(
                Statement.allow("sqs:SendMessage").on(queue.arn()).because(Reason.KEEPS_STARTS_THAT_FAIL),
                Statement.allow("kms:Decrypt", "kms:GenerateDataKey")
                        .on(encryption.keyArn)
                        .because(Reason.KEEPS_STARTS_THAT_FAIL));
    }
}
