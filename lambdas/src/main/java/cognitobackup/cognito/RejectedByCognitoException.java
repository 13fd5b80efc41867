package cognitobackup.cognito;

/** Cognito refuses a request for what is in it; sending it again would not help. */
public class RejectedByCognitoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;

    /**
     * @param operation the Cognito operation, such as {@code AdminCreateUser}
     * @param errorCode Cognito's error code, such as {@code InvalidParameterException}; its message may quote personal
     *     data and is not kept
     */
    public RejectedByCognitoException(String operation, String errorCode) {
        super("Cognito refused " + operation + " with " + errorCode + ".");
        this.errorCode = errorCode;
    }

    public String errorCode() {
        return errorCode;
    }
}
