package cognitobackup.backup;

import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The versions of all records of a kind in a shard, from history and items, each read once. What cannot be read is left
 * out and counted: whether a snapshot needs it is seen from the snapshot's sums.
 *
 * @param <T> what the reader keeps of a version's content
 */
final class UnitVersions<T> {
    /** The order of DynamoDB's string keys, which is not that of Java's strings. */
    private static final Comparator<String> KEY_ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final BackupTable table;
    private final RecordItems items;
    private final RecordKind kind;
    private final Shard shard;
    private final Function<PoolRecord, T> kept;
    private long unreadable;
    private Optional<String> problem = Optional.empty();

    UnitVersions(BackupTable table, RecordItems items, RecordKind kind, Shard shard, Function<PoolRecord, T> kept) {
        this.table = table;
        this.items = items;
        this.kind = kind;
        this.shard = shard;
        this.kept = kept;
    }

    /**
     * Gives on the versions of each record, in the order of the records' keys, those of history first.
     *
     * @param oldest the oldest export that is asked about: history that was valid no longer than until then is not read
     */
    void read(RunId oldest, Consumer<List<DatedVersion<T>>> records) {
        NavigableMap<String, List<DatedVersion<T>>> history = history(oldest);
        try (Stream<UnreadItem> stream = table.unread(items.partition(kind, shard))) {
            Instant now = table.now();
            for (Iterator<UnreadItem> iterator = stream.iterator(); iterator.hasNext(); ) {
                UnreadItem unread = iterator.next();
                String sortKey = unread.key().sort();
                giveOn(history.headMap(sortKey, false), records);
                List<DatedVersion<T>> versions = new ArrayList<>();
                unexpired(unread, now).ifPresent(item -> addVersions(item, versions));
                Optional.ofNullable(history.remove(sortKey)).ifPresent(versions::addAll);
                records.accept(versions);
            }
        }
        giveOn(history, records);
    }

    /** How many items and versions could not be read, whether or not a snapshot needs them. */
    long unreadable() {
        return unreadable;
    }

    /** What is wrong with the first of them; shows no content. */
    Optional<String> problem() {
        return problem;
    }

    /** Read even for the newest snapshot: in a replica, records can be ahead of the manifests. */
    private NavigableMap<String, List<DatedVersion<T>>> history(RunId oldest) {
        NavigableMap<String, List<DatedVersion<T>>> history = new TreeMap<>(KEY_ORDER);
        Instant now = table.now();
        table.unreadAfter(items.historyPartition(kind, shard), RecordItems.historySortKeysAfter(oldest))
                .flatMap(unread -> unexpired(unread, now).stream())
                .forEach(item -> readable(() -> RecordItems.readHistory(kind, item))
                        .ifPresent(entry -> history.computeIfAbsent(entry.key().sortKey(), key -> new ArrayList<>(1))
                                .add(dated(entry.version(), Optional.of(entry.validTo())))));
        return history;
    }

    /** What is past its time counts as gone, whether or not DynamoDB has removed it. */
    private Optional<Item> unexpired(UnreadItem unread, Instant now) {
        return readable(() -> Optional.of(unread.read()).filter(item -> !item.expired(now)))
                .flatMap(item -> item);
    }

    private void addVersions(Item item, List<DatedVersion<T>> versions) {
        readable(() -> RecordItems.currentValidFrom(item)).ifPresent(replaced -> {
            readable(() -> RecordItems.current(kind, item))
                    .ifPresent(version -> versions.add(dated(version, Optional.empty())));
            readable(() -> RecordItems.previous(kind, item))
                    .flatMap(previous -> previous)
                    .ifPresent(version -> versions.add(dated(version, Optional.of(replaced))));
        });
    }

    private DatedVersion<T> dated(Version version, Optional<RunId> validTo) {
        return new DatedVersion<>(
                version.validFrom(), validTo, version.content().map(kept));
    }

    private <R> Optional<R> readable(Supplier<R> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DamagedItemException | UnsupportedFormatException e) {
            unreadable++;
            problem = problem.or(() -> Optional.of(e.getMessage()));
            return Optional.empty();
        }
    }

    private static <T> void giveOn(
            NavigableMap<String, List<DatedVersion<T>>> history, Consumer<List<DatedVersion<T>>> records) {
        history.values().forEach(records);
        history.clear();
    }
}
