package cognitobackup.backup;

import cognitobackup.backup.RecordItems.HistoryEntry;
import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds for each record, among its item's versions and history, the one with the greatest {@code validFrom} that is not
 * later than the export and whose {@code validTo} is.
 */
final class TableSnapshot implements Snapshot {
    /** The order of DynamoDB's string keys, which is not that of Java's strings. */
    private static final Comparator<String> KEY_ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final BackupTable table;
    private final RecordItems items;
    private final RunId exportId;

    TableSnapshot(BackupTable table, RecordItems items, RunId exportId) {
        this.table = table;
        this.items = items;
        this.exportId = exportId;
    }

    @Override
    public RunId exportId() {
        return exportId;
    }

    @Override
    public Manifest.Sum read(RecordKind kind, Shard shard, Consumer<PoolRecord> records) {
        Reading reading = new Reading(history(kind, shard), records);
        try (Stream<Item> stream = table.items(items.partition(kind, shard))) {
            Instant now = table.now();
            for (Iterator<Item> iterator = stream.iterator(); iterator.hasNext(); ) {
                Item item = iterator.next();
                // A tombstone past its time counts as gone, whether or not DynamoDB has removed it.
                if (!item.expired(now)) {
                    reading.add(item.key().sort(), valid(RecordItems.read(kind, item)));
                }
            }
        }
        return reading.end();
    }

    /** By the records' sort keys, the version in history that was valid at the export. */
    private NavigableMap<String, Version> history(RecordKind kind, Shard shard) {
        NavigableMap<String, Version> history = new TreeMap<>(KEY_ORDER);
        Instant now = table.now();
        // Read even for the newest snapshot: in a replica, records can be ahead of the manifests.
        table.itemsAfter(items.historyPartition(kind, shard), RecordItems.historySortKeysAfter(exportId))
                .filter(item -> !item.expired(now))
                .forEach(item -> {
                    HistoryEntry entry = RecordItems.readHistory(kind, item);
                    if (startedBy(entry.version())) {
                        history.merge(entry.key().sortKey(), entry.version(), TableSnapshot::later);
                    }
                });
        return history;
    }

    private Optional<Version> valid(StoredRecord record) {
        return startedBy(record.current())
                ? Optional.of(record.current())
                : record.previous().filter(this::startedBy);
    }

    private boolean startedBy(Version version) {
        return version.validFrom().compareTo(exportId) <= 0;
    }

    private static Version later(Version one, Version other) {
        return one.validFrom().compareTo(other.validFrom()) >= 0 ? one : other;
    }

    /** Merges items and history, both in the order of keys, and sums what is given on. */
    private static final class Reading {
        private final NavigableMap<String, Version> history;
        private final Consumer<PoolRecord> records;
        private long count;
        private Checksum checksum = Checksum.ZERO;

        Reading(NavigableMap<String, Version> history, Consumer<PoolRecord> records) {
            this.history = history;
            this.records = records;
        }

        void add(String sortKey, Optional<Version> inItem) {
            giveOnHistory(history.headMap(sortKey, false));
            Optional<Version> inHistory = Optional.ofNullable(history.remove(sortKey));
            Stream.concat(inItem.stream(), inHistory.stream())
                    .reduce(TableSnapshot::later)
                    .ifPresent(this::giveOn);
        }

        Manifest.Sum end() {
            giveOnHistory(history);
            return new Manifest.Sum(count, checksum);
        }

        private void giveOnHistory(NavigableMap<String, Version> versions) {
            versions.values().forEach(this::giveOn);
            versions.clear();
        }

        private void giveOn(Version version) {
            version.content().ifPresent(record -> {
                count++;
                checksum = checksum.plus(ContentHash.of(record).prefix());
                records.accept(record);
            });
        }
    }
}
