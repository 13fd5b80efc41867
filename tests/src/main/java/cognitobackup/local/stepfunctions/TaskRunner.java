package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a Task once: invokes its function, and waits for the answer as long as the Task allows. */
final class TaskRunner {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Of {@code lambda:invoke}, those that are built. */
    static final Set<String> ARGUMENTS = Set.of("FunctionName", "Payload");

    /** What a Task without TimeoutSeconds may take. */
    private static final long NO_LIMIT_SECONDS = Limits.COUNT;

    private final History history;
    private final Surroundings surroundings;

    TaskRunner(History history, Surroundings surroundings) {
        this.history = history;
        this.surroundings = surroundings;
    }

    /** @throws StateFailure if the function fails, or does not answer in time, or too much */
    JsonNode run(State.Task task, Branch branch, Evaluation evaluation) {
        JsonNode arguments =
                task.arguments() == null ? branch.input() : task.arguments().evaluate(evaluation, "Arguments");
        Evaluations.limit(arguments, task.name());
        Optional<Long> timeout = Evaluations.whole(task.timeoutSeconds(), evaluation, "TimeoutSeconds", 1);
        Call call = task.isOptimized() ? optimized(arguments) : new Call(task.resource(), arguments, false);
        scheduled(call, arguments, timeout, branch);
        JsonNode answer = answer(call, timeout.orElse(NO_LIMIT_SECONDS), branch);
        JsonNode result = call.optimized ? invocation(answer) : answer;
        if (Json.bytes(result) > Limits.PAYLOAD_BYTES) {
            StateFailure failure = StateFailure.dataLimitExceeded(task.resource());
            failed(call, failure, branch);
            throw failure;
        }
        ObjectNode details = call.details();
        details.put("output", Json.text(result));
        details.putObject("outputDetails").put("truncated", false);
        record(call, "Succeeded", details, branch);
        return result;
    }

    private static Call optimized(JsonNode arguments) {
        arguments.fieldNames().forEachRemaining(name -> {
            if (!ARGUMENTS.contains(name)) {
                throw StateFailure.runtime(
                        "The argument " + name + " of lambda:invoke is not built in this local AWS.");
            }
        });
        if (!arguments.path("FunctionName").isTextual()) {
            throw StateFailure.runtime("The field 'FunctionName' is required but was missing.");
        }
        JsonNode payload = arguments.get("Payload");
        return new Call(arguments.get("FunctionName").textValue(), payload == null ? NODES.nullNode() : payload, true);
    }

    private void scheduled(Call call, JsonNode arguments, Optional<Long> timeout, Branch branch) {
        ObjectNode details = call.details();
        if (call.optimized) {
            details.put("region", surroundings.region());
            details.put("parameters", Json.text(arguments));
        } else {
            details.put("resource", call.function);
            details.put("input", Json.text(arguments));
            details.putObject("inputDetails").put("truncated", false);
        }
        timeout.ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        record(call, "Scheduled", details, branch);
        record(call, "Started", call.optimized ? call.details() : null, branch);
    }

    private JsonNode answer(Call call, long seconds, Branch branch) {
        Future<JsonNode> answer = surroundings
                .threads()
                .submit(() -> surroundings.tasks().invoke(call.function, call.payload, Duration.ofSeconds(seconds)));
        try {
            return answer.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            StateFailure failure = StateFailure.timeout();
            ObjectNode details = call.details();
            details.put("error", failure.error());
            record(call, "TimedOut", details, branch);
            throw failure;
        } catch (InterruptedException e) {
            throw new Cancelled();
        } catch (ExecutionException e) {
            StateFailure failure = e.getCause() instanceof TaskFailure task
                    ? new StateFailure(task.error(), task.cause())
                    : new StateFailure("Lambda.SdkClientException", String.valueOf(e.getCause()));
            failed(call, failure, branch);
            throw failure;
        }
    }

    private void failed(Call call, StateFailure failure, Branch branch) {
        ObjectNode details = call.details();
        details.put("error", failure.error());
        details.put("cause", failure.cause());
        record(call, "Failed", details, branch);
    }

    private void record(Call call, String what, ObjectNode details, Branch branch) {
        String type = (call.optimized ? "Task" : "LambdaFunction") + what;
        branch.follow(history.add(type, branch.lastEvent(), History.detailsOf(type), details));
    }

    /** What {@code lambda:invoke} gives around the function's answer; it counts towards the payload limit. */
    private static JsonNode invocation(JsonNode answer) {
        String request = UUID.randomUUID().toString();
        ObjectNode result = NODES.objectNode();
        result.put("ExecutedVersion", "$LATEST");
        result.set("Payload", answer);
        ObjectNode http = result.putObject("SdkHttpMetadata");
        ObjectNode headers = http.putObject("HttpHeaders");
        headers.put("Connection", "keep-alive");
        headers.put("Content-Length", String.valueOf(Json.bytes(answer)));
        headers.put("Content-Type", "application/json");
        headers.put("X-Amz-Executed-Version", "$LATEST");
        headers.put("x-amzn-RequestId", request);
        ObjectNode allHeaders = NODES.objectNode();
        headers.properties()
                .forEach(header -> allHeaders.putArray(header.getKey()).add(header.getValue()));
        http.set("AllHttpHeaders", allHeaders);
        http.put("HttpStatusCode", 200);
        result.putObject("SdkResponseMetadata").put("RequestId", request);
        result.put("StatusCode", 200);
        return result;
    }

    /** @param optimized whether by {@code lambda:invoke}, and not by the function's own ARN */
    private record Call(String function, JsonNode payload, boolean optimized) {
        ObjectNode details() {
            ObjectNode details = NODES.objectNode();
            if (optimized) {
                details.put("resourceType", "lambda");
                details.put("resource", "invoke");
            }
            return details;
        }
    }
}
