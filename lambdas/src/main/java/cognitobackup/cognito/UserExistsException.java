package cognitobackup.cognito;

/** The username, or an e-mail address or phone number that must be unique, is taken in the target pool. */
public class UserExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserExistsException() {
        super("The username, or an e-mail address or phone number that must be unique, is taken in the target pool.");
    }
}
