package cognitobackup.pool;

import java.util.Arrays;
import java.util.List;

/** The four kinds of record that a backup holds. */
public enum RecordKind {
    USER,
    GROUP,
    MEMBERSHIP,
    CONFIGURATION;

    /** The kinds that a unit has records of: a shard, or {@link Shard#UNSHARDED}. */
    public static List<RecordKind> of(Shard unit) {
        return Arrays.stream(values())
                .filter(kind -> kind.sharded() != unit.equals(Shard.UNSHARDED))
                .toList();
    }

    /** Whether records of this kind are spread over sixteen shards by the sub that is in their key. */
    public boolean sharded() {
        return this == USER || this == MEMBERSHIP;
    }
}
