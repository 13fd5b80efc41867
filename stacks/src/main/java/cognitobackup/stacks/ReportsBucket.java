package cognitobackup.stacks;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.core.Output;
import java.util.Map;

/**
 * The bucket for the plans and reports of imports, which name users: private, TLS only, versioned, expiring, encrypted. It
 * outlives the stack, since only a report says which new {@code sub} somebody has, and so does what keeps it private.
 */
final class ReportsBucket extends Component {
    /** How long an overwritten or deleted object can be brought back. */
    private static final int NONCURRENT_DAYS = 30;

    final Output<String> bucketName;
    final Output<String> bucketArn;

    ReportsBucket(Site site, Output<String> keyArn, int retentionDays) {
        super("ReportsBucket");
        var bucket = new BucketV2(
                site.global("reports"),
                BucketV2Args.builder().tags(site.tags()).build(),
                child().protect(true).retainOnDelete(true).build());
        this.bucketName = bucket.bucket();
        this.bucketArn = bucket.arn();
        SafeBucket.make(
                site, "reports", bucket, keyArn, child().retainOnDelete(true).build());
        expires(site, retentionDays);
        registerOutputs(Map.of("bucketName", bucketName));
    }

    private void expires(Site site, int retentionDays) {
        new BucketLifecycleConfigurationV2(
                site.name("reports-expiry"),
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucketName)
                        .rules(BucketLifecycleConfigurationV2RuleArgs.builder()
                                .id("expire")
                                .status("Enabled")
                                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                                        .prefix("")
                                        .build())
                                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                                        .days(retentionDays)
                                        .build())
                                .noncurrentVersionExpiration(
                                        BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                                                .noncurrentDays(NONCURRENT_DAYS)
                                                .build())
                                .abortIncompleteMultipartUpload(
                                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                                .daysAfterInitiation(1)
                                                .build())
                                .build())
                        .build(),
                child().retainOnDelete(true).build());
    }
}
