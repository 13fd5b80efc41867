package cognitobackup.backup;

import cognitobackup.pool.Checksum;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Says that an export is complete, and what it holds. Written last.
 *
 * @param userPoolId the pool
 * @param exportId the export
 * @param readUntil when the reading of the pool ended
 * @param sums by kind and shard: how many records the snapshot holds, and their checksum
 * @param changes by kind: how the snapshot differs from the complete one before it
 * @param missedByListing records that a listing left out and that were found when asked for by themselves
 * @param expiresAt when the snapshot may be forgotten; never while it is the newest
 * @param allowedDeletions how many deletions the export was explicitly allowed, where it was: how many records earlier
 *     snapshots held is then no measure of what is missing
 * @param listedWhole the newest export before this one that listed the users without a filter, where this one listed
 *     them in partitions; empty where it listed without a filter itself
 */
public record Manifest(
        String userPoolId,
        RunId exportId,
        Instant readUntil,
        Map<RecordKind, Map<Shard, Sum>> sums,
        Map<RecordKind, Changes> changes,
        long missedByListing,
        Optional<Instant> expiresAt,
        Optional<Long> allowedDeletions,
        Optional<RunId> listedWhole) {
    /** The manifest of an export that listed without a filter, and was not explicitly allowed any deletions. */
    public Manifest(
            String userPoolId,
            RunId exportId,
            Instant readUntil,
            Map<RecordKind, Map<Shard, Sum>> sums,
            Map<RecordKind, Changes> changes,
            long missedByListing,
            Optional<Instant> expiresAt) {
        this(
                userPoolId,
                exportId,
                readUntil,
                sums,
                changes,
                missedByListing,
                expiresAt,
                Optional.empty(),
                Optional.empty());
    }

    /** A number of records and the checksum over them. */
    public record Sum(long count, Checksum checksum) {
        public static final Sum ZERO = new Sum(0, Checksum.ZERO);

        /** The sum of one record, from its content hash, computed anew. */
        public static Sum of(PoolRecord record) {
            return new Sum(1, Checksum.ZERO.plus(ContentHash.of(record).prefix()));
        }

        public Sum plus(Sum other) {
            return new Sum(count + other.count, checksum.plus(other.checksum));
        }

        public Sum minus(Sum other) {
            return new Sum(count - other.count, checksum.minus(other.checksum));
        }
    }

    /** How many records a snapshot holds anew, holds in another state, and no longer holds. */
    public record Changes(long created, long updated, long deleted) {
        public static final Changes ZERO = new Changes(0, 0, 0);

        public Changes plus(Changes other) {
            return new Changes(created + other.created, updated + other.updated, deleted + other.deleted);
        }
    }

    /**
     * Whether a later export has completed: it lets this one expire in the very transaction that writes its own manifest.
     * Where the newest manifest here was followed, the one after it was lost, or has not arrived in this Region yet.
     */
    public boolean followed() {
        return expiresAt.isPresent();
    }

    /** The newest export that listed the users without a filter, as of this one. */
    public RunId newestListedWhole() {
        return listedWhole.orElse(exportId);
    }

    /** What the snapshot holds of a kind in a shard. */
    public Sum sum(RecordKind kind, Shard shard) {
        return sums.getOrDefault(kind, Map.of()).getOrDefault(shard, Sum.ZERO);
    }

    /** The number of records of a kind over all shards. */
    public long count(RecordKind kind) {
        return sums.getOrDefault(kind, Map.of()).values().stream()
                .mapToLong(Sum::count)
                .sum();
    }
}
