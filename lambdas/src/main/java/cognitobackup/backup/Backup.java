package cognitobackup.backup;

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
     * One page of the items of a kind in a shard, tombstones included, by sort key, read strongly consistently.
     *
     * @param after the sort key after which to begin
     */
    List<StoredRecord> list(RecordKind kind, Shard shard, Optional<String> after, int limit);

    /** What this export may write: opened once per invocation, after {@link RunLock#check}. */
    RecordWriter writer(Run run);

    SeenParts seen(Run run);

    /** Keeps a finding of an export: an odd record, or one that a listing missed. Repeating it changes nothing. */
    void addFinding(Run run, String kind, String key);

    /** One page of the findings of a kind, by key. */
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
