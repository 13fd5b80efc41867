package cognitobackup.deployer;

import java.util.Locale;

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
        Inputs inputs = Inputs.of(registration).recorded("name", "description", "tags");
        String trust = inputs.requiredText("assumeRolePolicy");
        inputs.requireAllSeen();
        PolicyDocument.put(registration, () -> target.iam().putRole(target.iam().roleArn(described.id()), trust));
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.iam().deleteRole(target.iam().roleArn(existing.id()));
    }
}
