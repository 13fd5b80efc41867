package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An execution began or ended.
 *
 * @param status RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 * @param event the event that EventBridge would carry, <i>Step Functions Execution Status Change</i>, whole
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Events of Step
 *     Functions</a>
 */
public record StatusChange(String executionArn, String stateMachineArn, ExecutionStatus status, ObjectNode event) {}
