package cognitobackup.deployer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Targets of EventBridge's rules. How often a delivery is tried again is recorded only. */
final class EventTargetHandler implements ResourceHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        String target = place.name(registration, inputs.text("targetId").orElse(""), 64);
        return Outputs.of(inputs.requiredText("rule") + "-" + target, registration)
                .with("targetId", target);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("targetId", "retryPolicy", "deadLetterConfig");
        ObjectNode request = JSON.createObjectNode();
        request.put("Rule", inputs.requiredText("rule"));
        ObjectNode element = request.putArray("Targets").addObject();
        element.put("Id", String.valueOf(described.state().get("targetId")));
        element.put("Arn", inputs.requiredText("arn"));
        inputs.text("roleArn").ifPresent(role -> element.put("RoleArn", role));
        inputs.requireAllSeen();
        target.region(registration.region()).eventBus().call("PutTargets", request);
        return described;
    }

    /** EventBridge puts, whether it is there or not. */
    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
