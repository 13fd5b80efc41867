package cognitobackup.stacks;

import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetDeadLetterConfigArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
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
                        .tags(site.tags())
                        .messageRetentionSeconds(ImportQueues.DEAD_LETTER_RETENTION_SECONDS)
                        .build(),
                child().build());
        registerOutputs(Map.of("url", queue.url()));
    }

    /**
     * What a schedule starts. A start that could not be made is left in the queue.
     *
     * @param latestStartSeconds how long after its time it is still tried
     * @param attempts how often it is tried again until then
     */
    ScheduleTargetArgs target(
            Output<String> arn, Output<String> roleArn, String input, int latestStartSeconds, int attempts) {
        return ScheduleTargetArgs.builder()
                .arn(arn)
                .roleArn(roleArn)
                .input(input)
                .retryPolicy(ScheduleTargetRetryPolicyArgs.builder()
                        .maximumEventAgeInSeconds(latestStartSeconds)
                        .maximumRetryAttempts(attempts)
                        .build())
                .deadLetterConfig(ScheduleTargetDeadLetterConfigArgs.builder()
                        .arn(queue.arn())
                        .build())
                .build();
    }

    /**
     * A role of schedules: by it they start something, or leave the start in the queue.
     *
     * @param owner what the role is a part of
     * @param name of the role
     * @param start what starts it
     */
    ServiceRole role(Component owner, Site site, String name, Statement start) {
        return ServiceRole.of(
                owner,
                site,
                name,
                Statement.trust("scheduler.amazonaws.com", site),
                List.of(
                        Statement.allow("sqs:SendMessage").on(queue.arn()),
                        Statement.allow("kms:Decrypt", "kms:GenerateDataKey").on(encryption.keyArn),
                        start));
    }
}
