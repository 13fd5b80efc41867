package cognitobackup.deployer;

import software.amazon.awssdk.services.sfn.SfnClient;

/** State machines of Step Functions. Their roles and logs are recorded only. */
final class StateMachineHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 80);
        String arn = place.arn(registration, "states", "stateMachine:" + name);
        return Outputs.of(arn, registration).with("name", name).with("arn", arn);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration)
                .recorded("name", "loggingConfiguration", "tracingConfiguration", "tags", "encryptionConfiguration");
        String definition = inputs.requiredText("definition");
        String role = inputs.requiredText("roleArn");
        String type = inputs.text("type").orElse("STANDARD");
        inputs.requireAllSeen();
        String name = String.valueOf(described.state().get("name"));
        try (SfnClient stepFunctions = target.clients(registration.region()).stepFunctions()) {
            String arn = stepFunctions
                    .createStateMachine(request -> request.name(name)
                            .definition(definition)
                            .roleArn(role)
                            .type(type))
                    .stateMachineArn();
            return described.withId(arn).with("arn", arn);
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (SfnClient stepFunctions = target.clients(registration.region()).stepFunctions()) {
            stepFunctions.deleteStateMachine(request -> request.stateMachineArn(existing.id()));
        }
    }
}
