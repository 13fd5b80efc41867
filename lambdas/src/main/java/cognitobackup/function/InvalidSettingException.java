package cognitobackup.function;

/** A function was configured with a value that is not allowed, or without one that it needs. It does not start. */
public class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param variable the environment variable
     * @param value what it was set to, or "not set"
     * @param allowed what it may be set to
     */
    public InvalidSettingException(String variable, String value, String allowed) {
        super("The environment variable " + variable + " is " + value + ". Allowed: " + allowed + ".");
    }
}
