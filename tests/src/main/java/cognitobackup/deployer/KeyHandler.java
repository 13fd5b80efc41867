package cognitobackup.deployer;

/** Keys of KMS. Nothing on the local AWS is encrypted, but who may use a key is asked. */
final class KeyHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String id = place.uuid(registration);
        return Outputs.of(id, registration).with("keyId", id).with("arn", place.arn(registration, "kms", "key/" + id));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration)
                .recorded("description", "enableKeyRotation", "rotationPeriodInDays", "deletionWindowInDays", "tags");
        String policy = inputs.requiredText("policy");
        inputs.requireAllSeen();
        PolicyDocument.put(registration, () -> target.iam()
                .putResourcePolicy(String.valueOf(described.state().get("arn")), policy));
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.iam().deleteResource(String.valueOf(existing.state().get("arn")));
    }
}
