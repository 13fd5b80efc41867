package cognitobackup.notify;

/** What Step Functions knows of executions that have ended. */
interface EndedExecutions {
    /** The execution with what the event of its end left out; unchanged where nobody can tell. */
    EndedExecution complete(EndedExecution execution);
}
