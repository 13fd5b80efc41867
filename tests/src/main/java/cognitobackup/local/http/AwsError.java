package cognitobackup.local.http;

/** An error as an AWS service answers it. */
public class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status, 400 for nearly everything
     * @param code the error code, such as {@code UserNotFoundException}
     */
    public AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static AwsError badRequest(String code, String message) {
        return new AwsError(400, code, message);
    }

    /** What a service here answers to an operation of AWS that is not built. */
    public static AwsError notBuilt(String what) {
        return new AwsError(501, "NotImplementedByLocalAws", what + " is not built in this local AWS.");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
