package cognitobackup.backup;

/** Fewer seen parts can be read than the workers of the export say they wrote; nothing may be concluded from absence. */
public class IncompleteSeenPartsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompleteSeenPartsException(String message) {
        super(message);
    }
}
