package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Step Functions with functions written as lambdas, and waits that are noted and not waited for. */
final class Workbench implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::123456789012:role/workflow";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);

    final List<StatusChange> changes = new CopyOnWriteArrayList<>();
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final MutableClock clock = new MutableClock();
    private final Map<String, Function> functions = new ConcurrentHashMap<>();
    final StepFunctions stepFunctions;

    Workbench() {
        this(null);
    }

    /** @param sleeper null: waits are noted, and take no time */
    Workbench(Sleeper sleeper) {
        stepFunctions = new StepFunctions(
                "eu-central-1",
                "123456789012",
                (Clock) clock,
                sleeper == null ? waits::add : sleeper,
                this::invoke,
                changes::add);
    }

    @FunctionalInterface
    interface Function {
        JsonNode answer(JsonNode payload) throws Exception;
    }

    Workbench function(String name, Function function) {
        functions.put(name, function);
        return this;
    }

    private JsonNode invoke(String name, JsonNode payload, Duration timeout) throws TaskFailure {
        try {
            return functions.get(name.substring(name.lastIndexOf(':') + 1)).answer(payload);
        } catch (TaskFailure | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a state machine of these states, beginning with the first. */
    String machine(String states) {
        return stepFunctions.createStateMachine(UUID.randomUUID().toString(), definition(states), ROLE);
    }

    /** A definition of these states, beginning with the first; single quotes that are doubled stand for double ones. */
    static String definition(String states) {
        ObjectNode definition = JSON.createObjectNode();
        definition.put("QueryLanguage", "JSONata");
        JsonNode parsed = json("{" + states + "}");
        definition.put("StartAt", parsed.fieldNames().next());
        definition.set("States", parsed);
        return definition.toString();
    }

    Execution start(String states, String input) {
        return stepFunctions.startExecution(machine(states), input);
    }

    /** Runs to the end. */
    Execution run(String states, String input) throws InterruptedException {
        Execution execution = start(states, input);
        execution.awaitEnd(SOON);
        return execution;
    }

    static ExecutionStatus end(Execution execution) throws InterruptedException {
        return execution.awaitEnd(SOON);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The types of the events, in order. */
    static List<String> types(Execution execution) {
        return execution.history().stream()
                .map(event -> event.get("type").textValue())
                .toList();
    }

    /** A Task that invokes a function with the state's input; more fields begin with a comma. */
    static String task(String name, String function, String more) {
        return """
                "%s": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "%s", "Payload": "{%% $states.input %%}"}%s}""".formatted(name, function, more);
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
