package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.RecordWriter.Change;
import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Goal: the rules of versions keep every complete snapshot readable, the newest one from the item alone. Method: many
 * random lives of one record in a table that is a few maps, with exports that die after any write, are retried or
 * followed by others, and with expiry; the real table is tried in {@link CrashedExportsTest}.
 */
class TransitionTest {
    private static final RecordKey KEY = RecordKey.group("g");
    private static final RunId FIRST = id(1);
    private static final RunId SECOND = id(2);
    private static final RunId THIRD = id(3);

    @Test
    void everyCompleteSnapshotStaysReadable() {
        long seed = System.nanoTime();
        System.out.println("TransitionTest: seed " + seed);
        int complete = 0;
        for (int life = 0; life < 4_000; life++) {
            World world = new World(new Random(seed + life));
            world.live();
            complete += world.saw.size();
        }
        assertThat(complete).isGreaterThan(4_000);
    }

    @Test
    void theSameStateIsNotWritten() {
        assertThat(Transition.of(KEY, stored(FIRST, "a"), found("a"), SECOND, Optional.of(FIRST))
                        .change())
                .isEqualTo(Change.UNCHANGED);
    }

    @Test
    void whatNobodyHasStoredAndNobodyFindsIsNotWritten() {
        assertThat(Transition.of(KEY, Optional.empty(), Optional.empty(), SECOND, Optional.of(FIRST))
                        .change())
                .isEqualTo(Change.UNCHANGED);
    }

    @Test
    void aNewStateMakesWhatACompleteExportHeldThePreviousOne() {
        Transition transition = Transition.of(KEY, stored(FIRST, "a"), found("b"), SECOND, Optional.of(FIRST));

        assertThat(transition.change()).isEqualTo(Change.UPDATED);
        assertThat(transition.history()).isEmpty();
        assertThat(transition.next().orElseThrow().current().validFrom()).isEqualTo(SECOND);
        assertThat(transition.next().orElseThrow().previous().orElseThrow().validFrom())
                .isEqualTo(FIRST);
    }

    @Test
    void aThirdStateSendsTheFirstToHistory() {
        Optional<StoredRecord> stored = Transition.of(KEY, stored(FIRST, "a"), found("b"), SECOND, Optional.of(FIRST))
                .next();

        Transition transition = Transition.of(KEY, stored, Optional.empty(), THIRD, Optional.of(SECOND));

        assertThat(transition.change()).isEqualTo(Change.DELETED);
        assertThat(transition.history().orElseThrow().validTo()).isEqualTo(SECOND);
        assertThat(transition.history().orElseThrow().version().validFrom()).isEqualTo(FIRST);
        assertThat(transition.next().orElseThrow().current().tombstone()).isTrue();
    }

    @Test
    void whatOnlyAnIncompleteExportHeldIsReplacedInPlace() {
        Optional<StoredRecord> stored = Transition.of(KEY, stored(FIRST, "a"), found("b"), SECOND, Optional.of(FIRST))
                .next();

        Transition transition = Transition.of(KEY, stored, found("c"), THIRD, Optional.of(FIRST));

        assertThat(transition.history()).isEmpty();
        assertThat(transition.next().orElseThrow().previous().orElseThrow().validFrom())
                .isEqualTo(FIRST);
    }

    @Test
    void whatOnlyAnIncompleteExportEverHeldIsRemovedWhenItIsGone() {
        Transition transition = Transition.of(KEY, stored(FIRST, "a"), Optional.empty(), SECOND, Optional.empty());

        assertThat(transition.change()).isEqualTo(Change.DELETED);
        assertThat(transition.next()).isEmpty();
    }

    @Test
    void aRecordThatComesBackReplacesItsTombstoneAndItsExpiry() {
        StoredRecord gone = new StoredRecord(
                KEY,
                new Version(FIRST, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.of(Instant.parse("2030-01-01T00:00:00Z")));

        Transition transition = Transition.of(KEY, Optional.of(gone), found("a"), SECOND, Optional.of(FIRST));

        assertThat(transition.change()).isEqualTo(Change.CREATED);
        assertThat(transition.next().orElseThrow().expiresAt()).isEmpty();
    }

    private static RunId id(int day) {
        return RunId.at(Instant.EPOCH.plus(day, ChronoUnit.DAYS));
    }

    private static Optional<PoolRecord> found(String description) {
        return Optional.of(new Group("g", Optional.of(description), Optional.empty(), Optional.empty()));
    }

    private static Optional<StoredRecord> stored(RunId validFrom, String description) {
        return Transition.of(KEY, Optional.empty(), found(description), validFrom, Optional.empty())
                .next();
    }

    /** A table of one record, its history and its manifests; time is in days. */
    private static final class World {
        private static final int RETENTION = 6;

        private final Random random;
        private final Map<RunId, Expiring> history = new TreeMap<>();
        private final Map<RunId, Optional<Integer>> manifests = new TreeMap<>();
        private final Map<RunId, Optional<PoolRecord>> saw = new TreeMap<>();
        private final List<String> log = new ArrayList<>();
        private Optional<PoolRecord> live = Optional.empty();
        private Optional<StoredRecord> item = Optional.empty();
        private Optional<Integer> itemExpires = Optional.empty();
        private int now;

        private record Expiring(Version version, int expires) {}

        World(Random random) {
            this.random = random;
        }

        void live() {
            Optional<RunId> dead = Optional.empty();
            int steps = random.nextInt(5, 40);
            for (int step = 0; step < steps; step++) {
                now += random.nextInt(1, 4);
                expire();
                if (random.nextInt(100) < 45) {
                    change();
                    continue;
                }
                RunId export = dead.filter(id -> random.nextBoolean()).orElse(id(now));
                boolean died = !process(export, random.nextInt(5));
                if (!died && random.nextInt(3) == 0) {
                    change();
                    process(export, Integer.MAX_VALUE);
                }
                check();
                if (died || random.nextInt(3) == 0) {
                    dead = Optional.of(export);
                } else {
                    complete(export);
                    dead = Optional.empty();
                }
                check();
            }
        }

        private void change() {
            int state = random.nextInt(4);
            live = state == 0 ? Optional.empty() : found(Integer.toString(state));
            log.add(now + " live " + live);
        }

        /** One pass of an export that dies instead of its nth write; whether it lived. */
        private boolean process(RunId export, int lastWrite) {
            int writes = 0;
            log.add(now + " export " + export + ", dies at write " + lastWrite);
            Optional<RunId> newest = newest();
            boolean recordedTombstone = item.map(StoredRecord::current)
                    .filter(version -> version.tombstone() && version.recordedBy(newest))
                    .isPresent();
            Transition transition = Transition.of(KEY, item, live, export, newest);
            if (transition.change() == Change.UNCHANGED) {
                if (recordedTombstone && itemExpires.isEmpty() && writes < lastWrite) {
                    itemExpires = Optional.of(now + RETENTION);
                }
                return true;
            }
            if (transition.history().isPresent()) {
                if (writes++ == lastWrite) {
                    return false;
                }
                RecordItems.HistoryEntry entry = transition.history().get();
                history.putIfAbsent(entry.validTo(), new Expiring(entry.version(), now + RETENTION + 1));
            }
            if (writes == lastWrite) {
                return false;
            }
            item = transition.next();
            itemExpires = Optional.empty();
            return true;
        }

        private void complete(RunId export) {
            newest().ifPresent(before -> manifests.put(before, Optional.of(day(export) + RETENTION)));
            manifests.put(export, Optional.empty());
            saw.put(export, live);
            log.add(now + " complete " + export + " with " + live);
        }

        private void expire() {
            if (itemExpires.filter(at -> at <= now).isPresent()) {
                item = Optional.empty();
                itemExpires = Optional.empty();
            }
            history.values().removeIf(entry -> entry.expires() <= now);
            manifests.values().removeIf(at -> at.filter(time -> time <= now).isPresent());
        }

        private void check() {
            manifests.keySet().forEach(export -> assertThat(read(export, true))
                    .as(() -> "snapshot " + export + " after " + log)
                    .isEqualTo(saw.get(export)));
            newest().ifPresent(export -> assertThat(read(export, false))
                    .as(() -> "newest snapshot " + export + " without history after " + log)
                    .isEqualTo(saw.get(export)));
        }

        private Optional<PoolRecord> read(RunId export, boolean withHistory) {
            List<Version> valid = new ArrayList<>();
            item.ifPresent(record -> {
                valid.add(record.current());
                record.previous()
                        .filter(version -> record.current().validFrom().compareTo(export) > 0)
                        .ifPresent(valid::add);
            });
            if (withHistory) {
                history.forEach((validTo, entry) -> {
                    if (validTo.compareTo(export) > 0) {
                        valid.add(entry.version());
                    }
                });
            }
            return valid.stream()
                    .filter(version -> version.validFrom().compareTo(export) <= 0)
                    .max(Comparator.comparing(Version::validFrom))
                    .flatMap(Version::content);
        }

        private Optional<RunId> newest() {
            return manifests.keySet().stream().max(Comparator.naturalOrder());
        }

        private static int day(RunId id) {
            return (int) ChronoUnit.DAYS.between(Instant.EPOCH, id.instant());
        }
    }
}
