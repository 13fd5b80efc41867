package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A state machine as it was created.
 *
 * @param text the definition as it came
 * @param settings logging, tracing and encryption, as they came: they change nothing here
 */
record StateMachine(
        String arn,
        String name,
        String text,
        Definition definition,
        String roleArn,
        Instant created,
        JsonNode settings) {
    String executionArn(String execution) {
        return arn.replace(":stateMachine:", ":execution:") + ":" + execution;
    }
}
