package cognitobackup.cognito;

/** A listing cannot go on because its token is too old; start it again. */
public class ExpiredTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ExpiredTokenException() {
        super("A listing cannot go on because its token is too old; start it again.");
    }
}
