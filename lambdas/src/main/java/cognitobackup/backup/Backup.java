package cognitobackup.backup;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Complete exports that have not expired, newest first. */
    List<Manifest> manifests();

    /**
     * Completes an export: writes the manifest, create-only, in one transaction with a check of the lock, and lets the
     * manifest before it expire after the retention. Repeating it for the same export changes nothing.
     */
    void complete(Run run, Manifest manifest);

    /** The record versions valid at a complete export. */
    Snapshot snapshot(RunId exportId);
}
