package cognitobackup.cognito;

/**
 * IAM does not let the function call Cognito. That is no matter of one user or group: whoever goes on meets it again at
 * every one of them.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html">Common
 *     errors of the user pools API</a>
 */
public class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String ERROR_CODE = "AccessDeniedException";

    /** @param operation the Cognito operation, such as {@code AdminCreateUser} */
    public AccessDeniedException(String operation) {
        super("IAM does not allow " + operation + ": the function's role lacks the permission, or a service control"
                + " policy or permissions boundary denies it. Deploy the stack anew, or lift the denial; then start the"
                + " workflow again.");
    }
}
