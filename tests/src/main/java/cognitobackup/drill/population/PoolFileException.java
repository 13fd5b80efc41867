package cognitobackup.drill.population;

/** A population file that cannot be used; the message says where it is wrong and what is allowed. */
public class PoolFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PoolFileException(String message) {
        super(message);
    }
}
