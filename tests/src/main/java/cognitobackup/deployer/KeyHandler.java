package cognitobackup.deployer;

/** Keys of KMS: recorded only. Nothing on the local AWS is encrypted. */
final class KeyHandler implements RecordedResource {
    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs.of(registration).text("policy").ifPresent(policy -> PolicyDocument.check(registration, policy));
        String id = place.uuid(registration);
        return Outputs.of(id, registration).with("keyId", id).with("arn", place.arn(registration, "kms", "key/" + id));
    }
}
