package cognitobackup.drill;

/** An execution that ended other than by success. */
public class WorkflowFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String status;
    private final String error;

    /**
     * An execution's end.
     *
     * @param status the execution's status, such as {@code FAILED}
     * @param error the error's name, {@code null} in words where there is none
     * @param cause what the execution says of it
     */
    public WorkflowFailedException(String status, String error, String cause) {
        super("The workflow's execution is " + status + ": " + error + ": " + cause);
        this.status = status;
        this.error = error;
    }

    public String status() {
        return status;
    }

    public String error() {
        return error;
    }
}
