package cognitobackup.drill.endpoint;

/** An endpoint cannot be used; the message says why. */
public final class EndpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EndpointException(String message) {
        super(message);
    }
}
