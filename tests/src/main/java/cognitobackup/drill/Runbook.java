package cognitobackup.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * What an operator does by hand in one Region, knowing nothing but the stack's outputs: starts a workflow and waits for
 * its end.
 */
public final class Runbook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final SfnClient stepFunctions;
    private final Map<String, ?> stackOutputs;

    public Runbook(SfnClient stepFunctions, Map<String, ?> stackOutputs) {
        this.stepFunctions = stepFunctions;
        this.stackOutputs = stackOutputs;
    }

    /** Starts an export; returns the execution's ARN. */
    public String startExport(Map<String, ?> input) {
        return start("exportWorkflowArn", input);
    }

    /** Starts an import; returns the execution's ARN. */
    public String startImport(Map<String, ?> input) {
        return start("importWorkflowArn", input);
    }

    private String start(String workflow, Map<String, ?> input) {
        Object arn = stackOutputs.get(workflow);
        if (arn == null) {
            throw new IllegalStateException("The stack has no output " + workflow + ", only " + stackOutputs.keySet());
        }
        return stepFunctions
                .startExecution(request -> request.stateMachineArn(arn.toString())
                        .input(JSON.valueToTree(input).toString()))
                .executionArn();
    }

    /** Stops an execution. */
    public void stop(String executionArn) {
        stepFunctions.stopExecution(request -> request.executionArn(executionArn));
    }

    /**
     * Waits for an execution's end.
     *
     * @return what it ended with
     * @throws WorkflowFailedException when it did not succeed, or not within the limit
     */
    public JsonNode await(String executionArn, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<JsonNode> output = look(executionArn);
            if (output.isPresent()) {
                return output.get();
            }
            if (System.nanoTime() > deadline) {
                throw new WorkflowFailedException(
                        "RUNNING", "too long", "not ended within " + limit.toSeconds() + " s");
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    /**
     * Looks once whether an execution has ended.
     *
     * @return what it ended with; empty while it runs
     * @throws WorkflowFailedException when it did not succeed
     */
    public Optional<JsonNode> look(String executionArn) {
        DescribeExecutionResponse execution =
                stepFunctions.describeExecution(request -> request.executionArn(executionArn));
        if (execution.status() == ExecutionStatus.SUCCEEDED) {
            return Optional.of(parse(execution.output()));
        }
        if (execution.status() == ExecutionStatus.RUNNING) {
            return Optional.empty();
        }
        throw new WorkflowFailedException(
                execution.statusAsString(),
                String.valueOf(execution.error()),
                cause(String.valueOf(execution.cause())));
    }

    /** Of a function's error without its stack trace, which the log has; any other cause as it is. */
    private static String cause(String cause) {
        try {
            String message = JSON.readTree(cause).path("errorMessage").textValue();
            return message == null ? cause : message;
        } catch (JsonProcessingException notOfAFunction) {
            return cause;
        }
    }

    private static JsonNode parse(String output) {
        try {
            return JSON.readTree(output);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The workflow's output is not JSON.", e);
        }
    }
}
