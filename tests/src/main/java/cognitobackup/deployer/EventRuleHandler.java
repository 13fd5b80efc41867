package cognitobackup.deployer;

import cognitobackup.local.events.EventBus;
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

    /** With its targets, which Pulumi deletes first. */
    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        EventBus events = target.region(registration.region()).eventBus();
        ObjectNode ofRule = JSON.createObjectNode().put("Rule", existing.id());
        ObjectNode removal = ofRule.deepCopy();
        events.call("ListTargetsByRule", ofRule).path("Targets").forEach(each -> removal.withArray("Ids")
                .add(each.path("Id").asText()));
        events.call("RemoveTargets", removal);
        events.call("DeleteRule", JSON.createObjectNode().put("Name", existing.id()));
    }

    /** EventBridge puts, whether it is there or not. */
    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }
}
