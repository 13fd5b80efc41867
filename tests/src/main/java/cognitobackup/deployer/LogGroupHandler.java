package cognitobackup.deployer;

import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import java.util.List;

/**
 * Log groups: recorded. That CloudWatch Logs may use a group's key is asked, as it is when a group gets its key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html">Encrypt log data in
 *     CloudWatch Logs</a>
 */
final class LogGroupHandler implements ResourceHandler {
    private static final List<String> NEEDED_OF_KEY = List.of(
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
            "kms:GenerateDataKey",
            "kms:DescribeKey");

    @Override
    public Outputs describe(Registration registration, Place place) {
        return Recorded.named("logs", "log-group:", 512).describe(registration, place);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name", "retentionInDays", "skipDestroy", "tags");
        inputs.text("kmsKeyId").ifPresent(key -> requireUse(registration, described, key, target));
        inputs.requireAllSeen();
        return described;
    }

    private static void requireUse(Registration registration, Outputs described, String key, Target target) {
        String group = String.valueOf(described.state().get("arn"));
        try {
            NEEDED_OF_KEY.forEach(action -> target.iam()
                    .authorizeService(
                            "logs." + registration.region() + ".amazonaws.com",
                            group,
                            AccessRequest.of(action, key).with("kms:EncryptionContext:aws:logs:arn", group)));
        } catch (AccessDeniedException e) {
            throw new RefusedResourceException(
                    registration,
                    "The specified KMS key does not exist or is not allowed to be used with " + group + ": "
                            + e.getMessage());
        }
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
