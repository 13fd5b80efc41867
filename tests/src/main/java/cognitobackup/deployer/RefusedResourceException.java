package cognitobackup.deployer;

/** A resource, or a property of one, that the deployer does not know how to create, or that AWS would not take. */
final class RefusedResourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedResourceException(Registration registration, String why) {
        super(registration + ": " + why);
    }
}
