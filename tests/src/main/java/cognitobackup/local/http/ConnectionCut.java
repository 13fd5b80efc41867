package cognitobackup.local.http;

/** Thrown to break a caller's connection without an answer, as a network does when what it leads to is gone. */
public final class ConnectionCut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConnectionCut(String reason) {
        super(reason);
    }
}
