package cognitobackup.exporter;

import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is stored and is not as it was seen.
 *
 * @param unseen stored as there, and nobody saw it
 * @param tombstones stored as gone, and nobody saw it
 * @param doubtful seen, and stored in a state that nobody saw
 */
record PageDiff(List<StoredRecord> unseen, List<StoredRecord> tombstones, List<StoredRecord> doubtful) {
    /** Of a page of what is stored. */
    static PageDiff of(List<StoredRecord> page, Seen seen) {
        PageDiff diff = new PageDiff(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (StoredRecord record : page) {
            Optional<PoolRecord> content = record.current().content();
            if (!seen.contains(record.key())) {
                (content.isPresent() ? diff.unseen : diff.tombstones).add(record);
            } else if (content.isEmpty() || !seen.contains(record.key(), ContentHash.of(content.get()))) {
                diff.doubtful.add(record);
            }
        }
        return diff;
    }

    /** Tombstones that nothing makes expire yet. */
    List<StoredRecord> lasting() {
        return tombstones.stream()
                .filter(tombstone -> tombstone.expiresAt().isEmpty())
                .toList();
    }

    /** Whether nothing is to be written for the page to be as it was seen. */
    boolean isEmpty() {
        return unseen.isEmpty() && doubtful.isEmpty() && lasting().isEmpty();
    }
}
