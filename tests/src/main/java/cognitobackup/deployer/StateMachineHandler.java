package cognitobackup.deployer;

import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;

/** State machines of Step Functions. Their logs are recorded only, but their roles must be allowed to deliver them. */
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
        Inputs inputs =
                Inputs.of(registration).recorded("name", "tracingConfiguration", "tags", "encryptionConfiguration");
        String definition = inputs.requiredText("definition");
        String role = inputs.requiredText("roleArn");
        Optional<LoggingConfiguration> logging =
                inputs.object("loggingConfiguration").map(StateMachineHandler::logging);
        String type = inputs.text("type").orElse("STANDARD");
        inputs.requireAllSeen();
        String name = String.valueOf(described.state().get("name"));
        try (SfnClient stepFunctions = target.clients(registration.region()).stepFunctions()) {
            String arn = stepFunctions
                    .createStateMachine(request -> request.name(name)
                            .definition(definition)
                            .roleArn(role)
                            .loggingConfiguration(logging.orElse(null))
                            .type(type))
                    .stateMachineArn();
            return described.withId(arn).with("arn", arn);
        }
    }

    private static LoggingConfiguration logging(Inputs inputs) {
        LoggingConfiguration logging = LoggingConfiguration.builder()
                .level(inputs.text("level").orElse("OFF"))
                .includeExecutionData(inputs.flag("includeExecutionData"))
                .destinations(LogDestination.builder()
                        .cloudWatchLogsLogGroup(group -> group.logGroupArn(inputs.requiredText("logDestination")))
                        .build())
                .build();
        inputs.requireAllSeen();
        return logging;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration)
                .recorded("name", "type", "tracingConfiguration", "tags", "encryptionConfiguration");
        String definition = inputs.requiredText("definition");
        String role = inputs.requiredText("roleArn");
        Optional<LoggingConfiguration> logging =
                inputs.object("loggingConfiguration").map(StateMachineHandler::logging);
        inputs.requireAllSeen();
        try (SfnClient stepFunctions = target.clients(registration.region()).stepFunctions()) {
            stepFunctions.updateStateMachine(request -> request.stateMachineArn(described.id())
                    .definition(definition)
                    .roleArn(role)
                    .loggingConfiguration(logging.orElse(null)));
            return described;
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (SfnClient stepFunctions = target.clients(registration.region()).stepFunctions()) {
            stepFunctions.deleteStateMachine(request -> request.stateMachineArn(existing.id()));
        }
    }
}
