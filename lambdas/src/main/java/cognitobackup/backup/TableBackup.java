package cognitobackup.backup;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The backup of one pool in the {@link BackupTable}. */
final class TableBackup implements Backup {
    private final BackupTable table;
    private final RunLock lock;
    private final Duration retention;
    private final InParallel parallel;
    private final String userPoolId;
    private final RecordItems items;

    TableBackup(BackupTable table, RunLock lock, Duration retention, InParallel parallel, String userPoolId) {
        this.table = table;
        this.lock = lock;
        this.retention = retention;
        this.parallel = parallel;
        this.userPoolId = userPoolId;
        this.items = new RecordItems(userPoolId);
    }

    @Override
    public String userPoolId() {
        return userPoolId;
    }

    @Override
    public Map<RecordKey, StoredRecord> read(Collection<RecordKey> keys) {
        Map<ItemKey, RecordKey> byItemKey = new HashMap<>();
        for (RecordKey key : keys) {
            ItemKey itemKey = items.key(key);
            // What cannot be a key names no item, and DynamoDB would refuse the whole batch.
            if (ItemSize.fits(itemKey)) {
                byItemKey.put(itemKey, key);
            }
        }
        Map<RecordKey, StoredRecord> found = new HashMap<>();
        table.get(byItemKey.keySet()).forEach((itemKey, item) -> {
            RecordKey key = byItemKey.get(itemKey);
            found.put(key, RecordItems.read(key.kind(), item));
        });
        return found;
    }

    Optional<StoredRecord> read(RecordKey key) {
        return table.get(items.key(key)).map(item -> RecordItems.read(key.kind(), item));
    }

    @Override
    public List<StoredRecord> list(RecordKind kind, Shard shard, Optional<String> after, int limit) {
        return table.page(items.partition(kind, shard), after, limit).stream()
                .map(item -> RecordItems.read(kind, item))
                .toList();
    }

    @Override
    public RecordWriter writer(Run run, PoolSettings settings) {
        requireThisPool(run.userPoolId());
        return new TableRecordWriter(table, this, items, lock, run, settings, retention, parallel);
    }

    @Override
    public SeenParts seen(Run run) {
        requireThisPool(run.userPoolId());
        return new TableSeenParts(table, parallel, run);
    }

    @Override
    public void addFinding(Run run, String kind, String key) {
        findings(run).add(kind, key);
    }

    @Override
    public List<String> findings(Run run, String kind, Optional<String> afterKey, int limit) {
        return findings(run).page(kind, afterKey, limit);
    }

    private Findings findings(Run run) {
        requireThisPool(run.userPoolId());
        return new Findings(table, run, retention);
    }

    @Override
    public Optional<Manifest> newestManifest() {
        return table.itemsDescending(ManifestItems.partition(userPoolId), 1)
                .findFirst()
                .map(item -> ManifestItems.read(userPoolId, item));
    }

    @Override
    public Optional<Manifest> manifest(RunId exportId) {
        Instant now = table.now();
        return table.get(ManifestItems.key(userPoolId, exportId))
                .filter(item -> !item.expired(now))
                .map(item -> ManifestItems.read(userPoolId, item));
    }

    @Override
    public List<Manifest> manifests() {
        Instant now = table.now();
        return table.unreadDescending(ManifestItems.partition(userPoolId), 100)
                .flatMap(item -> undamaged(item).stream())
                .filter(manifest ->
                        manifest.expiresAt().filter(at -> !at.isAfter(now)).isEmpty())
                .toList();
    }

    @Override
    public List<Manifest> manifestsSince(RunId oldest) {
        Instant now = table.now();
        return table.itemsDescending(ManifestItems.partition(userPoolId), 10)
                .takeWhile(item -> item.key().sort().compareTo(oldest.value()) >= 0)
                .filter(item -> !item.expired(now))
                .map(item -> ManifestItems.read(userPoolId, item))
                .toList();
    }

    /** One damaged manifest must not keep anybody from the other snapshots. */
    private Optional<Manifest> undamaged(UnreadItem item) {
        try {
            return Optional.of(ManifestItems.read(userPoolId, item.read()));
        } catch (DamagedItemException e) {
            return Optional.empty();
        }
    }

    @Override
    public void complete(Run run, Manifest manifest) {
        requireThisPool(run.userPoolId());
        requireThisPool(manifest.userPoolId());
        if (!manifest.exportId().equals(run.id()) || manifest.expiresAt().isPresent()) {
            throw new IllegalArgumentException(
                    "Export " + run.id() + " completes with a manifest of its own, without expiry.");
        }
        if (table.get(ManifestItems.key(userPoolId, run.id())).isPresent()) {
            return;
        }
        Optional<Manifest> before = newestManifest();
        if (before.filter(newest -> newest.exportId().compareTo(run.id()) > 0).isPresent()) {
            throw new RunLockLostException("Export " + run.id() + " was overtaken by a later one of the same pool.");
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(table.createInTransaction(ManifestItems.write(manifest)));
        writes.add(table.inTransaction(LockItem.ifHeldBy(run)));
        before.ifPresent(newest -> writes.add(table.inTransaction(expiryOf(newest.exportId(), run))));
        List<Boolean> held = table.transact(writes);
        // Where the manifest is there, an earlier try of this very run wrote it: ids are given out once.
        if (held.get(0) && !held.get(1)) {
            throw LockItem.lost(run);
        }
        if (held.get(0) && held.contains(false)) {
            throw new IllegalStateException("The manifest before export " + run.id() + " changed while it completed.");
        }
    }

    /** The manifest before may be forgotten once the new one has been the newest for the retention. */
    private ConditionalWrite expiryOf(RunId before, Run run) {
        return new ConditionalWrite(ManifestItems.key(userPoolId, before))
                .ifPresent(ItemKey.PARTITION)
                .set(Item.EXPIRES_AT, Item.expiry(run.id().instant().plus(retention)));
    }

    @Override
    public Snapshot snapshot(RunId exportId) {
        return new TableSnapshot(table, items, exportId);
    }

    @Override
    public Map<RunId, List<RecordKind>> differing(Shard unit, Collection<Manifest> manifests) {
        Map<RunId, List<RecordKind>> differing = new HashMap<>();
        manifests.forEach(manifest -> {
            requireThisPool(manifest.userPoolId());
            differing.put(manifest.exportId(), new ArrayList<>());
        });
        for (RecordKind kind : RecordKind.of(unit)) {
            Map<RunId, Manifest.Sum> sums = SnapshotSums.of(table, items, kind, unit, differing.keySet());
            manifests.stream()
                    .filter(manifest -> !manifest.sum(kind, unit).equals(sums.get(manifest.exportId())))
                    .forEach(manifest -> differing.get(manifest.exportId()).add(kind));
        }
        return differing;
    }

    @Override
    public Set<String> subsOf(String identity) {
        Optional<String> attribute = items.identityAttribute(Optional.of(identity));
        return attribute.stream()
                .flatMap(value -> table.keysByIndex(RecordItems.BY_IDENTITY, RecordItems.IDENTITY, value))
                // Whoever copies items by hand may leave their attribute behind under another key.
                .filter(key -> key.equals(items.key(RecordKey.user(key.sort()))))
                .map(ItemKey::sort)
                .collect(Collectors.toSet());
    }

    private void requireThisPool(String other) {
        if (!userPoolId.equals(other)) {
            throw new IllegalArgumentException("This is the backup of " + userPoolId + ", not of " + other + ".");
        }
    }
}
