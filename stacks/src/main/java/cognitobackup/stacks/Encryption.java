package cognitobackup.stacks;

import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/**
 * The customer managed key of the Region: for the topic, the queues, the reports and the logs. One of the stack's own, or
 * one that is there already and whose policy is somebody else's care.
 */
final class Encryption extends Component {
    final Output<String> keyArn;

    Encryption(Site site, Settings settings) {
        super("Encryption");
        this.keyArn = settings.existingKey().map(Output::of).orElseGet(() -> ownKey(site));
        registerOutputs(Map.of("keyArn", keyArn));
    }

    private Output<String> ownKey(Site site) {
        var key = new Key(
                site.name("key"),
                KeyArgs.builder()
                        .description("Cognito backup: topic, queues, reports and logs")
                        .enableKeyRotation(true)
                        .deletionWindowInDays(30)
                        .policy(policy(site))
                        .tags(site.tags())
                        .build(),
                // What lies in the bucket for reports and in the logs is encrypted with it.
                child().protect(true).retainOnDelete(true).build());
        return key.arn();
    }

    /**
     * Who may use the key on their own account. Queues, topic and bucket ask for it with their caller's rights, so that
     * SQS, SNS, S3, EventBridge and the scheduler need none of their own. In the policy of a key, "*" is that key:
     * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html.
     */
    private static Output<String> policy(Site site) {
        // Which of our roles may use the key is said in the roles' own policies.
        var account = Statement.allow("kms:*").to("AWS", site.iamArn("root")).onEverything();
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        var logs = Statement.allow(
                        "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
                .to("Service", Output.format("logs.%s.%s", site.region(), site.dnsSuffix()))
                .onEverything()
                .when("ArnLike", "kms:EncryptionContext:aws:logs:arn", site.arn("logs", "log-group:*"));
        // Alarms publish to the topic: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
        var alarms = Statement.allow("kms:Decrypt", "kms:GenerateDataKey*")
                .to("Service", Output.of("cloudwatch.amazonaws.com"))
                .onEverything()
                .when("StringEquals", "aws:SourceAccount", site.account())
                .when("ArnLike", "aws:SourceArn", site.arn("cloudwatch", "alarm:*"));
        return Statement.policy(List.of(account, logs, alarms));
    }
}
