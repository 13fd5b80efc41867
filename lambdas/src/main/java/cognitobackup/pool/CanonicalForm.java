package cognitobackup.pool;

/** The canonical form of a record, over which its content hash is computed. Changing it changes stored data. */
public final class CanonicalForm {
    /** The version of the form, part of it. */
    public static final int VERSION = 1;

    private CanonicalForm() {}

    public static String of(PoolRecord record) {
        return VERSION + record.toString();
    }
}
