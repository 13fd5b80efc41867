package cognitobackup.backup;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A record's item: its current version, and the version that the last complete export contained if that is another.
 *
 * @param key the record's key
 * @param current the newest version, maybe a tombstone
 * @param previous what the newest complete export held, where that is not {@code current}
 * @param expiresAt when a tombstone that a complete export has recorded is forgotten
 */
public record StoredRecord(RecordKey key, Version current, Optional<Version> previous, Optional<Instant> expiresAt) {

    /**
     * Whether the newest complete snapshot has the record, whatever exports that never completed have written since.
     *
     * @param newestComplete the newest complete export, if there is one
     */
    public boolean heldBy(Optional<RunId> newestComplete) {
        return current.recordedBy(newestComplete)
                ? !current.tombstone()
                : previous.filter(version -> version.recordedBy(newestComplete) && !version.tombstone())
                        .isPresent();
    }

    /**
     * What the exports after a complete one made of the record, however often they were retried: counted from the
     * items, not from what single writes returned.
     *
     * @param complete the newest complete export, if there is one
     */
    public RecordWriter.Change changeSince(Optional<RunId> complete) {
        if (current.recordedBy(complete)) {
            return RecordWriter.Change.UNCHANGED;
        }
        Optional<Version> before = previous.filter(version -> !version.tombstone());
        if (current.tombstone()) {
            return before.isPresent() ? RecordWriter.Change.DELETED : RecordWriter.Change.UNCHANGED;
        }
        if (before.isEmpty()) {
            return RecordWriter.Change.CREATED;
        }
        // An export that never completed changed it, and it has changed back since.
        return before.get().hash().equals(current.hash()) ? RecordWriter.Change.UNCHANGED : RecordWriter.Change.UPDATED;
    }

    /**
     * One state of a record.
     *
     * @param validFrom the export that wrote it
     * @param content the state; empty is a tombstone: the record was gone
     * @param hash the content hash as stored, absent on a tombstone; readers that trust nobody compute it again
     */
    public record Version(RunId validFrom, Optional<PoolRecord> content, Optional<ContentHash> hash) {
        /** Whether a complete export holds this version. */
        boolean recordedBy(Optional<RunId> newestComplete) {
            return newestComplete.filter(id -> validFrom.compareTo(id) <= 0).isPresent();
        }

        public boolean tombstone() {
            return content.isEmpty();
        }
    }
}
