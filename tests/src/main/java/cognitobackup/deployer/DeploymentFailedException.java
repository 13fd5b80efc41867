package cognitobackup.deployer;

/** The program, or a resource that it registered, failed; the message says what is wrong. */
public final class DeploymentFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    DeploymentFailedException(String message) {
        super(message);
    }

    DeploymentFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
