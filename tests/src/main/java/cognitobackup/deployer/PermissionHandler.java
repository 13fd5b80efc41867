package cognitobackup.deployer;

/** Permissions of other services to invoke a function. */
final class PermissionHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        return Outputs.of(
                place.name(
                        registration,
                        Inputs.of(registration).text("statementId").orElse(""),
                        100),
                registration);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("statementId", "action");
        target.region(registration.region())
                .functions()
                .allow(
                        inputs.requiredText("function"),
                        inputs.requiredText("principal"),
                        inputs.requiredText("sourceArn"));
        inputs.requireAllSeen();
        return described;
    }
}
