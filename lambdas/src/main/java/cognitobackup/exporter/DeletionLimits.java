package cognitobackup.exporter;

import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.pool.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many records of a kind an export may find gone.
 *
 * @param newest the newest complete snapshot
 * @param counts by kind: how many records that snapshot holds
 * @param highest by kind: how many records a snapshot of the last days held at most
 * @param percent the share of a count that may be missing, 1 to 100
 */
record DeletionLimits(RunId newest, Map<RecordKind, Long> counts, Map<RecordKind, Long> highest, int percent) {
    /**
     * How far back losses are added up. It ends with the newest complete snapshot, not now: a guard that has stopped an
     * export does not give way because time passes.
     */
    static final Duration LOOKS_BACK = Duration.ofDays(7);

    /** So many records may be gone however few there are, unless they are all. */
    static final long ALWAYS_ALLOWED = 10;

    /**
     * The limits that follow from complete snapshots. Those before one whose deletions were allowed are no measure.
     *
     * @param manifests newest first, at least one
     */
    static DeletionLimits of(List<Manifest> manifests, int percent) {
        List<Manifest> measures = new ArrayList<>();
        for (Manifest manifest : manifests) {
            measures.add(manifest);
            if (manifest.allowedDeletions().isPresent()) {
                break;
            }
        }
        Map<RecordKind, Long> counts = new EnumMap<>(RecordKind.class);
        Map<RecordKind, Long> highest = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            counts.put(kind, manifests.get(0).count(kind));
            highest.put(
                    kind,
                    measures.stream()
                            .mapToLong(manifest -> manifest.count(kind))
                            .max()
                            .orElseThrow());
        }
        return new DeletionLimits(manifests.get(0).exportId(), counts, highest, percent);
    }

    /**
     * Whether an export goes beyond them. Fewer that are gone and more that are left never do where these do not.
     *
     * @param gone how many records of the newest snapshot are gone
     * @param left how many records the new snapshot would hold
     */
    boolean exceeded(RecordKind kind, long gone, long left) {
        if (gone == 0) {
            return false;
        }
        return left == 0 || tooMany(gone, counts.get(kind)) || tooMany(highest.get(kind) - left, highest.get(kind));
    }

    private boolean tooMany(long missing, long count) {
        return missing > ALWAYS_ALLOWED && missing * 100 > percent * count;
    }
}
