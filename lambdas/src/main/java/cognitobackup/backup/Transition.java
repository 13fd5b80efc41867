package cognitobackup.backup;

import cognitobackup.backup.RecordItems.HistoryEntry;
import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import java.util.Optional;

/**
 * What an export must do to a record's item so that it holds the record as it was found: the rules of versions, without
 * a table. The last complete export's version is never given up before it is in the item or in history.
 *
 * @param change what it comes to
 * @param history a version that goes to history first
 * @param next what the item holds then; empty removes it, or leaves it absent
 */
record Transition(RecordWriter.Change change, Optional<HistoryEntry> history, Optional<StoredRecord> next) {

    /**
     * Decides.
     *
     * @param stored the record's item as it was read
     * @param found the record as the export found it; empty where it is gone
     * @param export the export that decides
     * @param newestComplete the newest complete export, this one not included
     */
    static Transition of(
            RecordKey key,
            Optional<StoredRecord> stored,
            Optional<PoolRecord> found,
            RunId export,
            Optional<RunId> newestComplete) {
        Optional<ContentHash> hash = found.map(ContentHash::of);
        // The hash of what is there now, not the one stored beside it: what was damaged is written anew.
        Optional<ContentHash> storedHash =
                stored.flatMap(record -> record.current().content()).map(ContentHash::of);
        if (hash.equals(storedHash)) {
            return new Transition(RecordWriter.Change.UNCHANGED, Optional.empty(), stored);
        }
        Version version = new Version(export, found, hash);
        RecordWriter.Change change = change(hash, storedHash);
        if (stored.isEmpty()) {
            return replace(change, key, version, Optional.empty());
        }
        StoredRecord record = stored.get();
        Version current = record.current();
        if (current.recordedBy(newestComplete)) {
            // A tombstone never goes to history: no version is as good as one.
            Optional<HistoryEntry> history = record.previous()
                    .filter(previous -> !previous.tombstone())
                    .map(previous -> new HistoryEntry(key, current.validFrom(), previous));
            return new Transition(
                    change,
                    history,
                    Optional.of(new StoredRecord(key, version, Optional.of(current), Optional.empty())));
        }
        if (record.previous().isEmpty() && version.tombstone()) {
            // Only exports that never completed have held it: nothing to keep.
            return new Transition(change, Optional.empty(), Optional.empty());
        }
        return replace(change, key, version, record.previous());
    }

    private static Transition replace(
            RecordWriter.Change change, RecordKey key, Version version, Optional<Version> previous) {
        return new Transition(
                change, Optional.empty(), Optional.of(new StoredRecord(key, version, previous, Optional.empty())));
    }

    private static RecordWriter.Change change(Optional<ContentHash> found, Optional<ContentHash> stored) {
        if (found.isEmpty()) {
            return RecordWriter.Change.DELETED;
        }
        return stored.isEmpty() ? RecordWriter.Change.CREATED : RecordWriter.Change.UPDATED;
    }
}
