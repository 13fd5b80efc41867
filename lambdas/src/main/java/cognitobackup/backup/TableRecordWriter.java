package cognitobackup.backup;

import cognitobackup.backup.RecordItems.HistoryEntry;
import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.Identity;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes {@link Transition}s, several records at a time, each by conditional writes of its own. */
final class TableRecordWriter implements RecordWriter {
    /** A conflict means that a retry of the same export works on the record, too; that ends. */
    private static final int MOST_CONFLICTS = 10;

    private static final Duration HISTORY_MARGIN = Duration.ofDays(1);

    private final BackupTable table;
    private final TableBackup backup;
    private final RecordItems items;
    private final RunLock lock;
    private final Run run;
    private final PoolSettings settings;
    private final Duration retention;
    private final InParallel parallel;
    private final Optional<RunId> newestComplete;

    TableRecordWriter(
            BackupTable table,
            TableBackup backup,
            RecordItems items,
            RunLock lock,
            Run run,
            PoolSettings settings,
            Duration retention,
            InParallel parallel) {
        this.table = table;
        this.backup = backup;
        this.items = items;
        this.lock = lock;
        this.run = run;
        this.settings = settings;
        this.retention = retention;
        this.parallel = parallel;
        this.newestComplete = backup.newestManifest().map(Manifest::exportId);
        if (newestComplete.equals(Optional.of(run.id()))) {
            throw new IllegalStateException("Export " + run.id() + " is complete; nothing more may be written by it.");
        }
    }

    @Override
    public Map<RecordKey, Change> store(Collection<? extends PoolRecord> live) {
        lock.check(run);
        Map<RecordKey, PoolRecord> byKey =
                live.stream().collect(Collectors.toMap(PoolRecord::key, Function.identity()));
        Map<RecordKey, StoredRecord> stored = backup.read(byKey.keySet());
        return parallel.all(
                byKey.keySet(), key -> write(key, Optional.of(byKey.get(key)), Optional.ofNullable(stored.get(key))));
    }

    @Override
    public Map<RecordKey, Change> markGone(Collection<StoredRecord> stored) {
        lock.check(run);
        Map<RecordKey, StoredRecord> byKey =
                stored.stream().collect(Collectors.toMap(StoredRecord::key, Function.identity()));
        return parallel.all(byKey.keySet(), key -> write(key, Optional.empty(), Optional.of(byKey.get(key))));
    }

    @Override
    public void expireRecordedTombstones(Collection<StoredRecord> stored) {
        lock.check(run);
        Map<RecordKey, StoredRecord> recorded = stored.stream()
                .filter(record -> record.current().tombstone()
                        && record.expiresAt().isEmpty()
                        && record.current().recordedBy(newestComplete))
                .collect(Collectors.toMap(StoredRecord::key, Function.identity()));
        // A conflict means that the record is back, or that a retry did the same: either way nothing is left to do.
        parallel.all(
                recorded.keySet(),
                key -> table.update(onlyIfStill(Optional.of(recorded.get(key)), items.key(key))
                        .ifAbsent(Item.EXPIRES_AT)
                        .set(Item.EXPIRES_AT, Item.expiry(table.now().plus(retention)))));
    }

    private Change write(RecordKey key, Optional<PoolRecord> found, Optional<StoredRecord> stored) {
        ItemKey itemKey = items.key(key);
        if (!ItemSize.fits(itemKey)) {
            return Change.UNSTORABLE;
        }
        Optional<StoredRecord> read = stored;
        for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
            refuseIfOvertaken(read);
            Transition transition = Transition.of(key, read, found, run.id(), newestComplete);
            if (transition.change() == Change.UNCHANGED) {
                return Change.UNCHANGED;
            }
            if (transition.next().isEmpty()) {
                if (table.delete(onlyIfStill(read, itemKey))) {
                    return transition.change();
                }
            } else {
                Map<String, AttributeValue> fields = fields(transition.next().get());
                if (!ItemSize.fits(Item.of(itemKey, fields).attributes())) {
                    return Change.UNSTORABLE;
                }
                transition.history().ifPresent(this::keep);
                if (table.update(replacing(onlyIfStill(read, itemKey), fields))) {
                    return transition.change();
                }
            }
            lock.check(run);
            read = backup.read(key);
        }
        throw new TemporaryFailure(
                "A record was changed by somebody else before each of " + MOST_CONFLICTS + " tries to write it.");
    }

    /** What a later export wrote shows that this one no longer holds the lock, whatever the lock said a moment ago. */
    private void refuseIfOvertaken(Optional<StoredRecord> read) {
        if (read.filter(record -> record.current().validFrom().compareTo(run.id()) > 0)
                .isPresent()) {
            throw new RunLockLostException("Export " + run.id() + " was overtaken by a later one of the same pool.");
        }
    }

    /** Create-only: what is there under the same key is the same version, kept by an export that died since. */
    private void keep(HistoryEntry entry) {
        table.create(items.historyItem(entry, table.now().plus(retention).plus(HISTORY_MARGIN)));
    }

    private Map<String, AttributeValue> fields(StoredRecord record) {
        Map<String, AttributeValue> fields = new HashMap<>();
        fields.put(RecordItems.CURRENT, VersionCodec.write(record.current()));
        record.previous().ifPresent(version -> fields.put(RecordItems.PREVIOUS, VersionCodec.write(version)));
        record.current()
                .content()
                .flatMap(this::identity)
                .ifPresent(identity -> fields.put(RecordItems.IDENTITY, AttributeValue.fromS(identity)));
        return fields;
    }

    /** An identity too long for an index key is left out: its user cannot be found by it. */
    private Optional<String> identity(PoolRecord record) {
        Optional<String> identity = record instanceof User user ? Identity.of(user, settings) : Optional.empty();
        return items.identityAttribute(identity);
    }

    private static ConditionalWrite replacing(ConditionalWrite write, Map<String, AttributeValue> fields) {
        fields.forEach(write::set);
        if (!fields.containsKey(RecordItems.PREVIOUS)) {
            write.remove(RecordItems.PREVIOUS);
        }
        return write.remove(Item.EXPIRES_AT);
    }

    private static ConditionalWrite onlyIfStill(Optional<StoredRecord> read, ItemKey key) {
        ConditionalWrite write = new ConditionalWrite(key);
        if (read.isEmpty()) {
            return write.ifAbsent(ItemKey.PARTITION);
        }
        Version current = read.get().current();
        String hash = RecordItems.CURRENT + "." + VersionCodec.CONTENT_HASH;
        write.ifEquals(
                RecordItems.CURRENT + "." + VersionCodec.VALID_FROM,
                AttributeValue.fromS(current.validFrom().value()));
        return current.hash().isPresent()
                ? write.ifEquals(hash, AttributeValue.fromS(current.hash().get().hex()))
                : write.ifAbsent(hash);
    }
}
