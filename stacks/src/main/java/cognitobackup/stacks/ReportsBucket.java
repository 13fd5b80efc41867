package cognitobackup.stacks;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/** The bucket for the plans and reports of imports, which name users: private, TLS only, versioned, expiring, encrypted. */
final class ReportsBucket extends Component {
    /** How long an overwritten or deleted object can be brought back. */
    private static final int NONCURRENT_DAYS = 30;

    final Output<String> bucketName;
    final Output<String> bucketArn;

    ReportsBucket(Site site, Output<String> keyArn, int retentionDays) {
        super("ReportsBucket");
        var bucket = new BucketV2(site.global("reports"), BucketV2Args.builder().build(), child().build());
        this.bucketName = bucket.bucket();
        this.bucketArn = bucket.arn();
        isPrivate(site);
        isTlsOnly(site);
        isEncrypted(site, keyArn);
        isVersioned(site);
        expires(site, retentionDays);
        registerOutputs(Map.of("bucketName", bucketName));
    }

    private void isPrivate(Site site) {
        new BucketPublicAccessBlock(
                site.name("reports-private"),
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucketName)
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                child().build());
        new BucketOwnershipControls(
                site.name("reports-ownership"),
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucketName)
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                child().build());
    }

    private void isTlsOnly(Site site) {
        // Whoever and whatever it is: hence every principal and every action of S3.
        var withoutTls = Statement.deny("s3:*")
                .to("AWS", Output.of("*"))
                .on(List.of(bucketArn, Output.format("%s/*", bucketArn)))
                .when("Bool", "aws:SecureTransport", Output.of("false"));
        new BucketPolicy(
                site.name("reports-tls-only"),
                BucketPolicyArgs.builder()
                        .bucket(bucketName)
                        .policy(Statement.policy(List.of(withoutTls)))
                        .build(),
                child().build());
    }

    private void isEncrypted(Site site, Output<String> keyArn) {
        new BucketServerSideEncryptionConfigurationV2(
                site.name("reports-encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucketName)
                        .rules(BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                .applyServerSideEncryptionByDefault(
                                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                                                .builder()
                                                .sseAlgorithm("aws:kms")
                                                .kmsMasterKeyId(keyArn)
                                                .build())
                                .bucketKeyEnabled(true)
                                .build())
                        .build(),
                child().build());
    }

    private void isVersioned(Site site) {
        new BucketVersioningV2(
                site.name("reports-versioning"),
                BucketVersioningV2Args.builder()
                        .bucket(bucketName)
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                child().build());
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
                child().build());
    }
}
