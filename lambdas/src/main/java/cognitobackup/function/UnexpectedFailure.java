package cognitobackup.function;

/**
 * A failure that nobody foresaw, told without the words of whoever threw it, since those may quote personal data: the
 * type, AWS's error code and request id, and where in our code it happened.
 */
public class UnexpectedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param stackTrace where the failure came from; places in code hold no data */
    UnexpectedFailure(String message, StackTraceElement[] stackTrace) {
        super(message);
        setStackTrace(stackTrace);
    }
}
