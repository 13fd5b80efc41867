package cognitobackup.backup;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Writes what one export finds different from what is stored, and nothing else. Safe to repeat and to kill anywhere. Each
 * method first checks that the run still holds the lock.
 */
public interface RecordWriter {
    /**
     * Stores the live state of records where it differs from the stored one. Every write is conditional on what was
     * read; on a conflict the record is read and compared again.
     *
     * @param live any number of records of the pool, each key once
     * @return by key what had to be done; a record that cannot be stored (its item would outgrow 400 KB) is {@link
     *     Change#UNSTORABLE} and its last good version stays valid
     */
    default Map<RecordKey, Change> store(Collection<? extends PoolRecord> live) {
        return store(live, (key, hash) -> {});
    }

    /**
     * The same.
     *
     * @param stored is told of each record that is now stored the content hash of what is stored. A user whose second
     *     factors nobody asked for keeps those that are stored of it, so this may be another than the live state's
     */
    Map<RecordKey, Change> store(Collection<? extends PoolRecord> live, BiConsumer<RecordKey, ContentHash> stored);

    /** Marks records as gone that are stored and were confirmed to be absent from the pool. */
    Map<RecordKey, Change> markGone(Collection<StoredRecord> stored);

    /** Lets the tombstones expire, after the retention, that a complete export has recorded and that do not expire yet. */
    void expireRecordedTombstones(Collection<StoredRecord> stored);

    /** What writing a record came to. */
    enum Change {
        UNCHANGED,
        CREATED,
        UPDATED,
        DELETED,
        UNSTORABLE
    }
}
