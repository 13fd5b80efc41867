package cognitobackup.exporter;

import cognitobackup.backup.Manifest.Changes;
import cognitobackup.backup.Manifest.Sum;
import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ContentHash;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;

/**
 * The records of one kind in one shard after they were reconciled, and how they differ from the newest complete
 * snapshot.
 *
 * @param stored how many are stored, computed from their content as read back
 * @param storedChecksum the checksum over those
 * @param seen how many the workers saw
 * @param seenChecksum the checksum over those states that are both stored and were seen
 * @param created records that the newest complete snapshot did not have
 * @param updated records that it had in another state
 * @param deleted records that it had and that are gone
 */
@Serdeable
public record UnitSum(
        long stored, String storedChecksum, long seen, String seenChecksum, long created, long updated, long deleted) {
    static final UnitSum ZERO = new UnitSum(0, Checksum.ZERO.hex(), 0, Checksum.ZERO.hex(), 0, 0, 0);

    Sum storedSum() {
        return new Sum(stored, Checksum.fromHex(storedChecksum));
    }

    Sum seenSum() {
        return new Sum(seen, Checksum.fromHex(seenChecksum));
    }

    Changes changes() {
        return new Changes(created, updated, deleted);
    }

    /** The same, of so many records that the workers saw. */
    UnitSum ofSeen(long records) {
        return of(storedSum(), new Sum(records, seenSum().checksum()), changes());
    }

    /** With the records of a page. */
    UnitSum plus(List<StoredRecord> page, Seen allSeen, Optional<RunId> lastComplete) {
        UnitSum sum = this;
        for (StoredRecord record : page) {
            sum = sum.plus(record, allSeen, lastComplete);
        }
        return sum;
    }

    private UnitSum plus(StoredRecord record, Seen allSeen, Optional<RunId> lastComplete) {
        Sum storedSum = storedSum();
        Checksum checksumOfSeen = seenSum().checksum();
        if (record.current().content().isPresent()) {
            // The hash of what is there now, not the one stored beside it.
            ContentHash hash = ContentHash.of(record.current().content().get());
            storedSum = storedSum.plus(new Sum(1, Checksum.ZERO.plus(hash.prefix())));
            if (allSeen.contains(record.key(), hash)) {
                checksumOfSeen = checksumOfSeen.plus(hash.prefix());
            }
        }
        return of(storedSum, new Sum(seen, checksumOfSeen), changes().plus(change(record, lastComplete)));
    }

    /** How a record differs from the newest complete snapshot, whichever of the exports since then wrote it. */
    private static Changes change(StoredRecord record, Optional<RunId> lastComplete) {
        return switch (record.changeSince(lastComplete)) {
            case UNCHANGED, UNSTORABLE -> Changes.ZERO;
            case CREATED -> new Changes(1, 0, 0);
            case UPDATED -> new Changes(0, 1, 0);
            case DELETED -> new Changes(0, 0, 1);
        };
    }

    private static UnitSum of(Sum stored, Sum seen, Changes changes) {
        return new UnitSum(
                stored.count(),
                stored.checksum().hex(),
                seen.count(),
                seen.checksum().hex(),
                changes.created(),
                changes.updated(),
                changes.deleted());
    }
}
