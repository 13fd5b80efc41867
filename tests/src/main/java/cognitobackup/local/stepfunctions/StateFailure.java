package cognitobackup.local.stepfunctions;

import java.util.List;

/** A state that failed with an error that Retry and Catch may match. */
final class StateFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String TIMEOUT = "States.Timeout";
    private static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    private static final String QUERY_EVALUATION = "States.QueryEvaluationError";
    private static final String RUNTIME = "States.Runtime";

    private final String error;

    /** Of an evaluation that failed: which field of the state; else null. */
    private final String location;

    private StateFailure(String error, String cause, String location) {
        super(cause, null, false, false);
        this.error = error;
        this.location = location;
    }

    StateFailure(String error, String cause) {
        this(error, cause, null);
    }

    static StateFailure evaluation(String cause, String location) {
        return new StateFailure(QUERY_EVALUATION, cause, location);
    }

    static StateFailure timeout() {
        return new StateFailure(TIMEOUT, null);
    }

    static StateFailure runtime(String cause) {
        return new StateFailure(RUNTIME, cause);
    }

    /** @param what the state or task that the payload belongs to */
    static StateFailure dataLimitExceeded(String what) {
        return new StateFailure(
                DATA_LIMIT_EXCEEDED,
                "The state/task '" + what
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    String error() {
        return error;
    }

    /** In words, or null: a timeout has none. */
    String cause() {
        String cause = getMessage();
        return cause == null || cause.length() <= Limits.CAUSE_CHARACTERS
                ? cause
                : cause.substring(0, Limits.CAUSE_CHARACTERS);
    }

    String location() {
        return location;
    }

    boolean isEvaluation() {
        return location != null;
    }

    /**
     * Whether the execution fails whatever its Retry and Catch say.
     *
     * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Error names</a>
     */
    boolean isTerminal() {
        return error.equals(DATA_LIMIT_EXCEEDED) || error.equals(RUNTIME);
    }

    /** Whether one of the names of an ErrorEquals matches. */
    boolean matches(List<String> errorEquals) {
        if (isTerminal()) {
            return false;
        }
        return errorEquals.contains(error)
                || errorEquals.contains("States.ALL")
                || (errorEquals.contains("States.TaskFailed") && !error.equals(TIMEOUT));
    }
}
