package cognitobackup.importer;

import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;

/** What a snapshot is not whole in, in the words of outputs and refusals. */
final class Differing {
    private Differing() {}

    /** The kind of record, and where it is sharded, its shard: {@code USER a}, {@code GROUP}. */
    static String text(RecordKind kind, Shard shard) {
        return kind.sharded() ? kind + " " + shard : kind.name();
    }
}
