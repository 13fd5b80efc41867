package cognitobackup.deployer;

import java.util.Locale;

/** Roles of IAM: recorded only. Nothing on the local AWS asks who may do what. */
final class RoleHandler implements RecordedResource {
    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        PolicyDocument.check(registration, inputs.requiredText("assumeRolePolicy"));
        String name = place.name(registration, inputs.text("name").orElse(""), 64);
        return Outputs.of(name, registration)
                .with("name", name)
                .with("arn", place.iamArn("role/" + name))
                .with(
                        "uniqueId",
                        "AROALOCAL" + place.uuid(registration).substring(0, 8).toUpperCase(Locale.ROOT));
    }
}
