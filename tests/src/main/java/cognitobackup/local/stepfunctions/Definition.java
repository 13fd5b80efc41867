package cognitobackup.local.stepfunctions;

/**
 * A valid definition of a state machine.
 *
 * @param timeoutSeconds of a whole execution, or null: none
 */
record Definition(State.Flow flow, Long timeoutSeconds) {}
