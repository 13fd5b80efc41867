package cognitobackup.deployer;

import software.amazon.awssdk.services.iam.IamClient;

/** Policies of roles. */
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
        try (IamClient iam = target.clients(registration.region()).iam()) {
            iam.putRolePolicy(request ->
                    request.roleName(role).policyName(name(described)).policyDocument(policy));
            return described;
        }
    }

    private static String name(Outputs described) {
        return String.valueOf(described.state().get("name"));
    }

    /** IAM puts, whether it is there or not. */
    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        String role = Inputs.of(registration).requiredText("role");
        try (IamClient iam = target.clients(registration.region()).iam()) {
            iam.deleteRolePolicy(request -> request.roleName(role).policyName(name(existing)));
        }
    }
}
