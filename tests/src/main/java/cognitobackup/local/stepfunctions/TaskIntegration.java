package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** How a Task reaches AWS Lambda. */
@FunctionalInterface
public interface TaskIntegration {
    /**
     * Invokes a function and waits for its answer. Called on a thread of its own; the answer that comes after the
     * timeout, or after the execution has ended, is ignored, but the function is not stopped, as at AWS.
     *
     * @param function the name or the ARN of the function, as the definition says it
     * @param payload what the function is given; JSON null where the definition says none
     * @param timeout how long the answer is waited for
     * @throws TaskFailure as Lambda answers it; any other exception counts as Lambda out of reach
     */
    JsonNode invoke(String function, JsonNode payload, Duration timeout) throws TaskFailure;

    /** The same for the executions of one state machine, which act as its role. */
    default TaskIntegration actingAs(String roleArn, String stateMachineArn) {
        return this;
    }
}
