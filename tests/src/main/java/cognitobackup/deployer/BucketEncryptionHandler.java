package cognitobackup.deployer;

/** What a bucket encrypts with: nothing here, but its users must be allowed to use the key. */
final class BucketEncryptionHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        return Recorded.ofBucket().describe(registration, place);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration);
        String bucket = BucketHandler.arn(inputs.requiredText("bucket"));
        for (Inputs rule : inputs.objects("rules")) {
            rule.recorded("bucketKeyEnabled");
            rule.object("applyServerSideEncryptionByDefault").ifPresent(by -> {
                by.recorded("sseAlgorithm");
                by.text("kmsMasterKeyId").ifPresent(key -> target.iam().encrypt(bucket, key));
                by.requireAllSeen();
            });
            rule.requireAllSeen();
        }
        inputs.requireAllSeen();
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
