package cognitobackup.backup;

/** An item of the backup table is of a format version that this release does not read, or of none. */
public class UnsupportedFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnsupportedFormatException(String message) {
        super(message);
    }

    static UnsupportedFormatException tooNew(String itemKind, long version, int newestRead) {
        return new UnsupportedFormatException("An item of kind " + itemKind + " has format version " + version
                + "; this release reads up to " + newestRead + ". Use the release that wrote it, or a newer one.");
    }

    static UnsupportedFormatException tooOld(String itemKind, long version, int oldestRead) {
        return new UnsupportedFormatException("An item of kind " + itemKind + " has format version " + version
                + "; this release reads from " + oldestRead + ". Use an older release.");
    }

    static UnsupportedFormatException missing(String itemKind) {
        return new UnsupportedFormatException("An item of kind " + itemKind
                + " has no format version, so it was not written by this product, or was damaged since.");
    }
}
