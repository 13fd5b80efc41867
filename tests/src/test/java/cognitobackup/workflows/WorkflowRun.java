package cognitobackup.workflows;

import static java.nio.charset.StandardCharsets.UTF_8;

import cognitobackup.local.stepfunctions.Execution;
import cognitobackup.local.stepfunctions.ExecutionStatus;
import cognitobackup.local.stepfunctions.StepFunctions;
import cognitobackup.local.stepfunctions.TaskFailure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a workflow's real definition on the local Step Functions, with functions that answer what they are told to. A
 * function that nothing was told answers that it is done.
 */
final class WorkflowRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "{'done': true, 'progress': {'by': '%s'}}";
    private static final String UNITS_DONE = "{'done': true, 'progress': [{'by': '%s'}]}";
    private static final Set<String> OF_UNITS = Set.of("FindSuspects", "Reconcile");

    private final String definition;
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final StepFunctions stepFunctions = new StepFunctions(
            "eu-central-1",
            "123456789012",
            Clock.systemUTC(),
            this::waited,
            (function, payload, timeout) -> answer(function, payload),
            change -> {});
    private Execution execution;

    /** What a function was invoked with. */
    record Call(String function, JsonNode payload) {}

    private WorkflowRun(String definition) {
        this.definition = definition;
    }

    /** @param workflow export or import */
    static WorkflowRun of(String workflow) {
        try (var stream = WorkflowRun.class.getResourceAsStream("/cognitobackup/stacks/" + workflow + ".asl.json")) {
            var text = new String(stream.readAllBytes(), UTF_8)
                    .replace("${Partition}", "aws")
                    .replaceAll("\\$\\{(\\w+)FunctionArn}", "arn:aws:lambda:eu-central-1:123456789012:function:$1");
            return new WorkflowRun(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Tells a function its next answers, as JSON with single quotes; the last of them is repeated. */
    WorkflowRun answers(String function, String... jsons) {
        answers.computeIfAbsent(function, name -> new ArrayDeque<>()).addAll(List.of(jsons));
        return this;
    }

    /** Tells a function to fail with this type and message. */
    WorkflowRun fails(String function, String type, String message) {
        return answers(function, "!" + type + "!" + message);
    }

    WorkflowRun run() throws InterruptedException {
        var machine =
                stepFunctions.createStateMachine("workflow", definition, "arn:aws:iam::123456789012:role/workflow");
        execution = stepFunctions.startExecution(machine, "{\"userPoolId\":\"eu-central-1_Source\"}");
        execution.awaitEnd(Duration.ofSeconds(30));
        return this;
    }

    ExecutionStatus status() {
        return execution.status();
    }

    JsonNode output() {
        return execution.output();
    }

    String error() {
        return execution.error();
    }

    String cause() {
        return execution.cause();
    }

    String arn() {
        return execution.arn();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    List<String> functions() {
        return calls().stream().map(Call::function).toList();
    }

    List<JsonNode> payloads(String function) {
        return calls().stream()
                .filter(call -> call.function().equals(function))
                .map(Call::payload)
                .toList();
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private synchronized void waited(Duration duration) {
        waits.add(duration);
    }

    private synchronized JsonNode answer(String arn, JsonNode payload) throws TaskFailure {
        var function = arn.substring(arn.lastIndexOf(':') + 1);
        calls.add(new Call(function, payload));
        var told = answers.get(function);
        if (told == null) {
            return json((OF_UNITS.contains(function) ? UNITS_DONE : DONE).formatted(function));
        }
        var answer = told.size() > 1 ? told.removeFirst() : told.getFirst();
        if (answer.startsWith("!")) {
            var failure = answer.split("!", 3);
            throw TaskFailure.ofFunction(
                    JSON.createObjectNode().put("errorMessage", failure[2]).put("errorType", failure[1]));
        }
        return json(answer);
    }

    @Override
    public void close() {
        stepFunctions.close();
    }
}
