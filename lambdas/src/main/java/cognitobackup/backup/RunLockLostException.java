package cognitobackup.backup;

/** The run lock no longer names this run: it was stopped, or redriven behind another. It must not go on. */
public class RunLockLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunLockLostException(String message) {
        super(message);
    }
}
