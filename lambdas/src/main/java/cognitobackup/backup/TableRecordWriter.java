package cognitobackup.backup;

import cognitobackup.backup.RecordItems.HistoryEntry;
import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Identity;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
    public Map<RecordKey, Change> store(
            Collection<? extends PoolRecord> live, BiConsumer<RecordKey, ContentHash> stored) {
        lock.check(run);
        Map<RecordKey, PoolRecord> byKey =
                live.stream().collect(Collectors.toMap(PoolRecord::key, Function.identity()));
        Map<RecordKey, StoredRecord> read = backup.read(byKey.keySet());
        Map<RecordKey, Written> written = parallel.all(
                byKey.keySet(), key -> write(key, Optional.of(byKey.get(key)), Optional.ofNullable(read.get(key))));
        Map<RecordKey, Change> changes = new LinkedHashMap<>();
        written.forEach((key, each) -> {
            changes.put(key, each.change());
            each.hash().ifPresent(hash -> stored.accept(key, hash));
        });
        return changes;
    }

    /**
     * What became of one record.
     *
     * @param hash of what is stored now; empty where nothing is, or not what was found
     */
    private record Written(Change change, Optional<ContentHash> hash) {}

    @Override
    public Map<RecordKey, Change> markGone(Collection<StoredRecord> stored) {
        lock.check(run);
        Map<RecordKey, StoredRecord> byKey =
                stored.stream().collect(Collectors.toMap(StoredRecord::key, Function.identity()));
        return parallel.all(byKey.keySet(), key -> write(key, Optional.empty(), Optional.of(byKey.get(key)))
                .change());
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

    private Written write(RecordKey key, Optional<PoolRecord> found, Optional<StoredRecord> stored) {
        ItemKey itemKey = items.key(key);
        if (!ItemSize.fits(itemKey)) {
            return new Written(Change.UNSTORABLE, Optional.empty());
        }
        Optional<StoredRecord> read = stored;
        for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
            refuseIfOvertaken(read);
            Optional<PoolRecord> whole = withWhatIsKept(found, read);
            Transition transition = Transition.of(key, read, whole, run.id(), newestComplete);
            var written = new Written(transition.change(), whole.map(ContentHash::of));
            if (transition.change() == Change.UNCHANGED) {
                return written;
            }
            if (transition.next().isEmpty()) {
                if (table.delete(onlyIfStill(read, itemKey))) {
                    return written;
                }
            } else {
                Map<String, AttributeValue> fields = fields(transition.next().get());
                if (!ItemSize.fits(Item.of(itemKey, fields).attributes())) {
                    return new Written(Change.UNSTORABLE, Optional.empty());
                }
                transition.history().ifPresent(this::keep);
                if (table.update(replacing(onlyIfStill(read, itemKey), fields))) {
                    return written;
                }
            }
            lock.check(run);
            read = backup.read(key);
        }
        throw new TemporaryFailure(
                "A record was changed by somebody else before each of " + MOST_CONFLICTS + " tries to write it.");
    }

    /** Listings do not show second factors: what an earlier export learned of them is no change, and is kept. */
    private static Optional<PoolRecord> withWhatIsKept(Optional<PoolRecord> found, Optional<StoredRecord> read) {
        return found.map(record -> record instanceof User user && user.mfa().isEmpty()
                ? user.with(read.flatMap(TableRecordWriter::lastContent).flatMap(TableRecordWriter::mfa))
                : record);
    }

    /** A user who was taken for gone and is back still is the user that it was. */
    private static Optional<PoolRecord> lastContent(StoredRecord stored) {
        return stored.current().content().or(() -> stored.previous().flatMap(Version::content));
    }

    private static Optional<MfaPreference> mfa(PoolRecord stored) {
        return stored instanceof User user ? user.mfa() : Optional.empty();
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
