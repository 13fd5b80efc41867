package cognitobackup.backup;

import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.function.Consumer;

/** The record versions valid at one complete export, as the table of this Region holds them now. */
public interface Snapshot {
    RunId exportId();

    /**
     * Reads the snapshot's records of a kind in a shard, each once, in the order of their keys, with content hashes
     * computed anew from the content.
     *
     * @return count and checksum over what was read, to be compared with the manifest's
     */
    Manifest.Sum read(RecordKind kind, Shard shard, Consumer<PoolRecord> records);
}
