package cognitobackup.function;

/**
 * What was asked for cannot be done: an input that is not valid, a pool that is not configured, a lock that another
 * holds. Trying again without changing something would not help, so the workflows never do.
 */
public class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message that everybody may read.
     *
     * @param message what is wrong, the value received and what is allowed; without personal data
     */
    public RefusedException(String message) {
        super(message);
    }
}
