package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.RecordedTable.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What a replica in another Region may hold of a history's writes.
 *
 * <p>DynamoDB replicates each item whole and in the order of its own writes, and promises no order between items; not
 * even the writes of one transaction arrive together
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html). So when only some
 * items lag behind a manifest, its snapshot cannot be whole, whatever the format. What can be promised, and is tested:
 *
 * <ul>
 *   <li>From items alone: where every record's item has arrived at least as it was when export E completed, and none is
 *       beyond the completion of the next export, E is whole, however many exports have failed since and whatever of
 *       history and of other manifests has arrived.
 *   <li>With history: where every record's item has arrived at least as it was when E completed, each as far as it may
 *       be, and the history that was written before what arrived of the record's item, E is whole while it lives.
 *   <li>In any state whatever: what reads as whole is what the export saw.
 * </ul>
 */
final class Replicas {
    private final PoolHistory history;
    private final Random random;
    private final NavigableMap<RunId, Integer> completed = new TreeMap<>();
    private int whole;
    private int notWhole;

    Replicas(PoolHistory history, Random random) {
        this.history = history;
        this.random = random;
        history.saw()
                .keySet()
                .forEach(id -> completed.put(
                        id,
                        history.table()
                                .streams()
                                .get(ManifestItems.key(history.userPoolId(), id))
                                .get(0)
                                .write()));
    }

    /** How many snapshots were whole among those in replicas without any order. */
    int whole() {
        return whole;
    }

    int notWhole() {
        return notWhole;
    }

    void check(int replicas) {
        for (int replica = 0; replica < replicas && !completed.isEmpty(); replica++) {
            int until = random.nextInt(history.table().writes());
            List<RunId> alive = aliveAt(until);
            if (!alive.isEmpty()) {
                RunId export = alive.get(random.nextInt(alive.size()));
                readableFromItemsAlone(export, until);
                readableWithHistory(export, until);
            }
            neverDamaged(until);
        }
    }

    /** The complete exports within their life at that write. */
    private List<RunId> aliveAt(int write) {
        Instant now = history.table().timeOf(write);
        return completed.keySet().stream()
                .filter(id -> completed.get(id) <= write)
                .filter(id -> Optional.ofNullable(completed.higherEntry(id))
                        .filter(next -> next.getValue() <= write)
                        .filter(next -> !next.getKey()
                                .instant()
                                .plus(PoolHistory.RETENTION)
                                .isAfter(now))
                        .isEmpty())
                .toList();
    }

    private void readableFromItemsAlone(RunId export, int until) {
        int from = completed.get(export);
        int to = Optional.ofNullable(completed.higherEntry(export))
                .map(next -> Math.min(next.getValue(), until))
                .orElse(until);
        double historyArrived = random.nextInt(3) / 2.0;
        TableImage replica = replica((key, stream) -> {
            if (PoolHistory.isHistory(key)) {
                return random.nextDouble() < historyArrived ? cut(stream, -1, until) : -1;
            }
            return isManifest(key, export) || !isManifest(key)
                    ? cut(stream, from, isManifest(key) ? until : to)
                    : cut(stream, -1, until);
        });
        assertWhole(replica, export, until, "from items alone, " + export);
    }

    private void readableWithHistory(RunId export, int until) {
        int from = completed.get(export);
        Map<ItemKey, Integer> arrived =
                new TreeMap<>(java.util.Comparator.comparing(ItemKey::partition).thenComparing(ItemKey::sort));
        history.table().streams().forEach((key, stream) -> {
            if (!PoolHistory.isHistory(key) && !isManifest(key)) {
                int index = cut(stream, from, until);
                arrived.put(key, index < 0 ? -1 : stream.get(index).write());
            }
        });
        TableImage replica = replica((key, stream) -> {
            if (PoolHistory.isHistory(key)) {
                return cut(stream, arrived.getOrDefault(recordOf(key), -1), until);
            }
            return isManifest(key)
                    ? cut(stream, isManifest(key, export) ? from : -1, until)
                    : index(stream, arrived.get(key));
        });
        assertWhole(replica, export, until, "with history, " + export);
    }

    private void neverDamaged(int until) {
        Backup backup = at(until, replica((key, stream) -> cut(stream, -1, until)));
        for (Manifest manifest : backup.manifests()) {
            var reading = PoolHistory.Reading.of(backup, manifest);
            if (reading.differing().isEmpty()) {
                whole++;
                assertThat(reading.records())
                        .as("a replica whose sums say that %s is whole", manifest.exportId())
                        .isEqualTo(history.saw().get(manifest.exportId()));
            } else {
                notWhole++;
            }
        }
    }

    private void assertWhole(TableImage replica, RunId export, int until, String what) {
        Backup backup = at(until, replica);
        Optional<Manifest> manifest = backup.manifest(export);
        assertThat(manifest).as("manifest %s", what).isPresent();
        history.assertWhole(backup, manifest.get(), "replica " + what);
    }

    private Backup at(int write, TableImage replica) {
        return history.reading(replica, Clock.fixed(history.table().timeOf(write), ZoneOffset.UTC));
    }

    private TableImage replica(BiFunction<ItemKey, List<State>, Integer> lastArrived) {
        TableImage replica = new TableImage();
        history.table().streams().forEach((key, stream) -> {
            int index = lastArrived.apply(key, stream);
            if (index >= 0) {
                replica.set(key, stream.get(index).item());
            }
        });
        return replica;
    }

    /** A random place in an item's stream: at least what it was after one write, at most what it was after the other. */
    private int cut(List<State> stream, int from, int to) {
        int least = index(stream, from);
        int most = index(stream, to);
        return least + random.nextInt(most - least + 1);
    }

    private static int index(List<State> stream, int write) {
        int index = -1;
        while (index + 1 < stream.size() && stream.get(index + 1).write() <= write) {
            index++;
        }
        return index;
    }

    private static ItemKey recordOf(ItemKey key) {
        return new ItemKey(
                key.partition().replace("-HISTORY#", "#"),
                key.sort().substring(key.sort().indexOf('#') + 1));
    }

    private static boolean isManifest(ItemKey key) {
        return key.kind().equals("EXPORT");
    }

    private static boolean isManifest(ItemKey key, RunId export) {
        return isManifest(key) && key.sort().equals(export.value());
    }
}
