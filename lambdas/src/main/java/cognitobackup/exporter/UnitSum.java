package cognitobackup.exporter;

import cognitobackup.backup.Manifest.Changes;
import cognitobackup.backup.Manifest.Sum;
import cognitobackup.pool.Checksum;
import io.micronaut.serde.annotation.Serdeable;

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

    static UnitSum of(Sum stored, Sum seen, Changes changes) {
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
