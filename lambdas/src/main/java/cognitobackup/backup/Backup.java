package cognitobackup.backup;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The backup of one pool, in the table of this Region. */
public interface Backup {
    String userPoolId();

    /** The items of these records, read strongly consistently; those without an item are absent from the answer. */
    Map<RecordKey, StoredRecord> read(Collection<RecordKey> keys);

    /**
     * At most so many items of a kind in a shard, tombstones included, by sort key, read strongly consistently; fewer
     * only where there are no more.
     *
     * @param after the sort key after which to begin
     */
    List<StoredRecord> list(RecordKind kind, Shard shard, Optional<String> after, int limit);

    /**
     * What this export may write: opened once per invocation, after {@link RunLock#check}.
     *
     * @param settings the pool's, by which the identity is computed that users are found by
     */
    RecordWriter writer(Run run, PoolSettings settings);

    SeenParts seen(Run run);

    /** Keeps a finding of an export: an odd record, or one that a listing missed. Repeating it changes nothing. */
    void addFinding(Run run, String kind, String key);

    /** At most so many findings of a kind, by key; fewer only where there are no more. */
    List<String> findings(Run run, String kind, Optional<String> afterKey, int limit);

    /** The manifest of the newest complete export. */
    Optional<Manifest> newestManifest();

    Optional<Manifest> manifest(RunId exportId);

    /** Complete exports that have not expired, newest first; those whose manifests are damaged are left out. */
    List<Manifest> manifests();

    /** Those of them with this id or a later one. */
    List<Manifest> manifestsSince(RunId oldest);

    /**
     * Completes an export: writes the manifest, create-only, in one transaction with a check of the lock, and lets the
     * manifest before it expire after the retention. Repeating it for the same export changes nothing.
     */
    void complete(Run run, Manifest manifest);

    /** The record versions valid at a complete export. */
    Snapshot snapshot(RunId exportId);

    /**
     * Which of the snapshots of many exports are whole here, found out in one pass over a unit's items and history:
     * compares what a {@link Snapshot} would read with each manifest's sums. While an export runs in this Region, a
     * version on its way from item to history can be seen in neither, so a difference is worth a second look.
     *
     * @param unit a shard, for its users and memberships; {@link Shard#UNSHARDED} for groups and configuration
     * @param manifests any number of this pool's manifests
     * @return for every export the kinds that differ from its manifest; none where the unit is whole
     */
    Map<RunId, List<RecordKind>> differing(Shard unit, Collection<Manifest> manifests);

    /**
     * The subs of the users that are or, gone since, were last known by this identity: those of one identity may be
     * several, as when somebody was deleted and signed up again. Eventually consistent. A user whose identity is too
     * long to be an index key is not found.
     *
     * @param identity as the pool computes it (see {@link cognitobackup.pool.Identity}), in lower case where it does
     */
    Set<String> subsOf(String identity);
}
