package cognitobackup.deployer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rules of EventBridge. */
final class EventRuleHandler implements ResourceHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 64);
        return Outputs.of(name, registration)
                .with("name", name)
                .with("arn", place.arn(registration, "events", "rule/" + name));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name", "tags");
        ObjectNode request = JSON.createObjectNode();
        request.put("Name", described.id());
        request.put("EventPattern", inputs.requiredText("eventPattern"));
        inputs.text("description").ifPresent(text -> request.put("Description", text));
        inputs.text("state").ifPresent(text -> request.put("State", text));
        inputs.requireAllSeen();
        target.region(registration.region()).eventBus().call("PutRule", request);
        return described;
    }

    /** EventBridge puts, whether it is there or not. */
    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
