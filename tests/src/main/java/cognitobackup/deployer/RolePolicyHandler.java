package cognitobackup.deployer;

/** Policies of roles: recorded only. Nothing on the local AWS asks who may do what. */
final class RolePolicyHandler implements RecordedResource {
    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        PolicyDocument.check(registration, inputs.requiredText("policy"));
        String name = place.name(registration, inputs.text("name").orElse(""), 128);
        return Outputs.of(inputs.requiredText("role") + ":" + name, registration)
                .with("name", name);
    }
}
