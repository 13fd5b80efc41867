package cognitobackup.local.lambda;

/** Lambda refuses or fails to invoke a function: an error of the service, not of the function. */
public final class LambdaServiceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code such as {@code ResourceNotFoundException} or {@code TooManyRequestsException} */
    LambdaServiceException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static LambdaServiceException invalid(String message) {
        return new LambdaServiceException(400, "InvalidParameterValueException", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
