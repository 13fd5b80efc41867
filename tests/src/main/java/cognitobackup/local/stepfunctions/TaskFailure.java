package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;

/** A Task that failed, as Step Functions sees it: the name of the error, and its cause in words or JSON. */
public final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String error;

    /** @param error what Retry and Catch match, such as {@code Lambda.TooManyRequestsException} */
    public TaskFailure(String error, String cause) {
        super(cause);
        this.error = error;
    }

    /**
     * A function that threw: the error is what it threw, the cause the whole answer.
     *
     * @param answer what Lambda answers with {@code X-Amz-Function-Error}: errorType, errorMessage, stackTrace
     */
    public static TaskFailure ofFunction(JsonNode answer) {
        return new TaskFailure(answer.path("errorType").asText("Lambda.Unknown"), Json.text(answer));
    }

    public String error() {
        return error;
    }

    /** The cause; its length is limited by Step Functions, not here. */
    public String cause() {
        return getMessage();
    }
}
