package cognitobackup.stacks;

import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/** The customer managed key of the Region: for the topic, the queues, the reports and the logs. */
final class Encryption extends Component {
    final Output<String> keyArn;

    Encryption(Site site) {
        super("Encryption");
        var key = new Key(
                site.name("key"),
                KeyArgs.builder()
                        .description("Cognito backup: topic, queues, reports and logs")
                        .enableKeyRotation(true)
                        .deletionWindowInDays(30)
                        .policy(policy(site))
                        .build(),
                child().build());
        this.keyArn = key.arn();
        registerOutputs(Map.of("keyArn", keyArn));
    }

    /** In the policy of a key, "*" is that key: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html. */
    private static Output<String> policy(Site site) {
        // Who else may use the key is said in the roles' own policies.
        var account = Statement.allow("kms:*").to("AWS", site.iamArn("root")).onEverything();
        var logs = Statement.allow(
                        "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
                .to("Service", Output.format("logs.%s.%s", site.region(), site.dnsSuffix()))
                .onEverything()
                .when("ArnLike", "kms:EncryptionContext:aws:logs:arn", site.arn("logs", "log-group:*"));
        return Statement.policy(List.of(account, logs));
    }
}
