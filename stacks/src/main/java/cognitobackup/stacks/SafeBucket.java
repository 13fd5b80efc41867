package cognitobackup.stacks;

import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;

/** What every bucket of ours is: private, TLS only, encrypted with the Region's key, versioned. */
record SafeBucket(Site site, String name, BucketV2 bucket, CustomResourceOptions options) {
    /** @param name what the names of its settings begin with */
    static void make(Site site, String name, BucketV2 bucket, Output<String> keyArn, CustomResourceOptions options) {
        var safe = new SafeBucket(site, name, bucket, options);
        safe.isPrivate();
        safe.isTlsOnly();
        safe.isEncrypted(keyArn);
        safe.isVersioned();
    }

    private void isPrivate() {
        new BucketPublicAccessBlock(
                site.name(name + "-private"),
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.bucket())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                options);
        new BucketOwnershipControls(
                site.name(name + "-ownership"),
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.bucket())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                options);
    }

    private void isTlsOnly() {
        // Whoever and whatever it is: hence every principal and every action of S3.
        var withoutTls = Statement.deny("s3:*")
                .to("AWS", Output.of("*"))
                .on(List.of(bucket.arn(), Output.format("%s/*", bucket.arn())))
                .when("Bool", "aws:SecureTransport", Output.of("false"));
        new BucketPolicy(
                site.name(name + "-tls-only"),
                BucketPolicyArgs.builder()
                        .bucket(bucket.bucket())
                        .policy(Statement.policy(List.of(withoutTls)))
                        .build(),
                options);
    }

    private void isEncrypted(Output<String> keyArn) {
        new BucketServerSideEncryptionConfigurationV2(
                site.name(name + "-encryption"),
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.bucket())
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
                options);
    }

    private void isVersioned() {
        new BucketVersioningV2(
                site.name(name + "-versioning"),
                BucketVersioningV2Args.builder()
                        .bucket(bucket.bucket())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                options);
    }
}
