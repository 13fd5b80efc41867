package cognitobackup.pool;

/** One thing that is backed up, as it was read from a user pool. */
public sealed interface PoolRecord permits User, Group, Membership, ConfigurationPart {
    /** What names this record within its pool, in every version of it. */
    RecordKey key();
}
