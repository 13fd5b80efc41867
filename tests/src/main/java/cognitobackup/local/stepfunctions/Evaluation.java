package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the expressions of one state see: {@code $states} and the variables, as they were when the state was entered. */
final class Evaluation {
    private final String state;
    private final long enteredEvent;
    private final Map<String, Object> variables;
    private final Map<String, Object> states;

    private Evaluation(String state, long enteredEvent, Map<String, Object> variables, Map<String, Object> states) {
        this.state = state;
        this.enteredEvent = enteredEvent;
        this.variables = variables;
        this.states = states;
    }

    /** @param enteredEvent the id of the event that says that the state was entered */
    static Evaluation of(String state, long enteredEvent, JsonNode input, Scope scope) {
        Map<String, Object> variables = new LinkedHashMap<>();
        scope.visible().forEach((name, value) -> variables.put(name, JsonataValues.of(value)));
        return new Evaluation(state, enteredEvent, variables, Map.of("input", JsonataValues.of(input)));
    }

    Evaluation withContext(ObjectNode context) {
        return with("context", context);
    }

    Evaluation withResult(JsonNode result) {
        return with("result", result);
    }

    Evaluation withErrorOutput(ObjectNode errorOutput) {
        return with("errorOutput", errorOutput);
    }

    private Evaluation with(String member, JsonNode value) {
        Map<String, Object> more = new LinkedHashMap<>(states);
        more.put(member, JsonataValues.of(value));
        return new Evaluation(state, enteredEvent, variables, more);
    }

    Map<String, Object> bindings() {
        Map<String, Object> bindings = new LinkedHashMap<>(variables);
        bindings.put("states", states);
        return bindings;
    }

    /** @param location the field of the state that could not be evaluated */
    StateFailure failure(String cause, String location) {
        return StateFailure.evaluation(explained(cause), location);
    }

    /** The words that AWS puts before what goes wrong inside a state. */
    String explained(String cause) {
        return "An error occurred while executing the state '" + state + "' (entered at the event id #" + enteredEvent
                + "). " + cause;
    }
}
