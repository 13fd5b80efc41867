package cognitobackup.deployer;

/** Policies of buckets; they go with their bucket. */
final class BucketPolicyHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        return Recorded.ofBucket().describe(registration, place);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration);
        String bucket = inputs.requiredText("bucket");
        String policy = inputs.requiredText("policy");
        inputs.requireAllSeen();
        PolicyDocument.put(registration, () -> target.iam().putResourcePolicy(BucketHandler.arn(bucket), policy));
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
