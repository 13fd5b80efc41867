package cognitobackup.deployer;

import java.util.Locale;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.Role;

/** Roles of IAM. */
final class RoleHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 64);
        return Outputs.of(name, registration)
                .with("name", name)
                .with("arn", place.iamArn("role/" + name))
                .with(
                        "uniqueId",
                        "AROALOCAL" + place.uuid(registration).substring(0, 8).toUpperCase(Locale.ROOT));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        String trust = trust(registration);
        try (IamClient iam = target.clients(registration.region()).iam()) {
            Role role = iam.createRole(
                            request -> request.roleName(described.id()).assumeRolePolicyDocument(trust))
                    .role();
            return described.with("arn", role.arn()).with("uniqueId", role.roleId());
        } catch (EntityAlreadyExistsException e) {
            if (e.numAttempts() == 1) {
                throw e;
            }
            // The answer to an earlier attempt was lost, and the role is ours: nobody else has its name.
            return described;
        }
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        String trust = trust(registration);
        try (IamClient iam = target.clients(registration.region()).iam()) {
            iam.updateAssumeRolePolicy(
                    request -> request.roleName(described.id()).policyDocument(trust));
            return described;
        }
    }

    private static String trust(Registration registration) {
        Inputs inputs = Inputs.of(registration).recorded("name", "description", "tags");
        String trust = inputs.requiredText("assumeRolePolicy");
        inputs.requireAllSeen();
        return trust;
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (IamClient iam = target.clients(registration.region()).iam()) {
            iam.deleteRole(request -> request.roleName(existing.id()));
        }
    }
}
