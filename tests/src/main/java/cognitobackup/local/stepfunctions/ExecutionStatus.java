package cognitobackup.local.stepfunctions;

/** Where an execution is, in AWS's words. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
