package cognitobackup.function;

/** Something that should pass by itself, such as throttling or a lost connection: the workflows try again. */
public class TemporaryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message that everybody may read.
     *
     * @param message what failed, without personal data; foreign texts may quote some and have no place in it
     */
    public TemporaryFailure(String message) {
        super(message);
    }
}
