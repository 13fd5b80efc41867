package cognitobackup.notify;

import java.util.Optional;

/**
 * An execution that failed, timed out or was stopped.
 *
 * @param arn the execution's ARN
 * @param stateMachineArn the workflow's ARN
 * @param status {@code FAILED}, {@code TIMED_OUT} or {@code ABORTED}
 * @param input the execution's input, as JSON text, where it is known
 * @param error the error's name, where there is one
 * @param cause what is said of it, where anything is
 */
record EndedExecution(
        String arn,
        String stateMachineArn,
        String status,
        Optional<String> input,
        Optional<String> error,
        Optional<String> cause) {}
