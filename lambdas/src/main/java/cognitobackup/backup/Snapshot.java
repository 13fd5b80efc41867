package cognitobackup.backup;

import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.Optional;
import java.util.function.Consumer;

/** The record versions valid at one complete export, as the table of this Region holds them now. */
public interface Snapshot {
    RunId exportId();

    /**
     * Reads the snapshot's records of a kind in a shard, each once, in the order of their keys, with content hashes
     * computed anew from the content. What cannot be read is left out.
     */
    Reading read(RecordKind kind, Shard shard, Consumer<PoolRecord> records);

    /**
     * What a reading came to. A snapshot is whole where the sum is the manifest's: a record that was left out, whether
     * it is missing, has not arrived yet or cannot be read, makes it another.
     *
     * @param sum count and checksum over what was read
     * @param unreadable how many items and versions could not be read, also such as this snapshot may not need
     * @param problem what is wrong with the first of them; shows no content
     */
    record Reading(Manifest.Sum sum, long unreadable, Optional<String> problem) {}
}
