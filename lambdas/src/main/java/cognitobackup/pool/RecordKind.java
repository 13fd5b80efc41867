package cognitobackup.pool;

/** The four kinds of record that a backup holds. */
public enum RecordKind {
    USER,
    GROUP,
    MEMBERSHIP,
    CONFIGURATION;

    /** Whether records of this kind are spread over sixteen shards by the sub that is in their key. */
    public boolean sharded() {
        return this == USER || this == MEMBERSHIP;
    }
}
