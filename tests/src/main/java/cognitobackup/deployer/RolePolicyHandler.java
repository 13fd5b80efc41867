package cognitobackup.deployer;

/** Policies of roles; they go with their role. */
final class RolePolicyHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        String name = place.name(registration, inputs.text("name").orElse(""), 128);
        return Outputs.of(inputs.requiredText("role") + ":" + name, registration)
                .with("name", name);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name");
        String role = inputs.requiredText("role");
        String policy = inputs.requiredText("policy");
        inputs.requireAllSeen();
        PolicyDocument.put(registration, () -> target.iam()
                .putRolePolicy(target.iam().roleArn(role), registration.name(), policy));
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
