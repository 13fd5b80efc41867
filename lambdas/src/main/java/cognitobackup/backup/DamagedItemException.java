package cognitobackup.backup;

/** An item of a format version that this release reads lacks what every such item has. Its content is not quoted. */
public class DamagedItemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedItemException(String itemKind, String problem) {
        super("An item of kind " + itemKind + " is damaged: " + problem + ".");
    }
}
