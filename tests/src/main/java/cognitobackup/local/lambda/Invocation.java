package cognitobackup.local.lambda;

/**
 * One invocation, as the sandbox sees it.
 *
 * @param payload JSON
 * @param deadlineMillis when the sandbox will be killed, in milliseconds since 1970
 */
record Invocation(String requestId, String functionArn, String payload, long deadlineMillis) {}
