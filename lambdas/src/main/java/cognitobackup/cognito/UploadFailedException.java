package cognitobackup.cognito;

/** The file of an import job could not be uploaded. Names neither the address, which is a secret, nor its answer. */
public class UploadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason the kind of failure, or the status of the answer */
    public UploadFailedException(String reason) {
        super("The file of an import job could not be uploaded: " + reason + ".");
    }
}
