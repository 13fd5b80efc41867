package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Operation.Look;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The life of a pool and of its backup in a real engine, beside the simplest model of what must be in the backup: what
 * each complete export saw. After every operation all of it is compared.
 */
final class PoolHistory {
    static final Duration RETENTION = Duration.ofDays(6);

    /** The units that anything is in. */
    static final List<Shard> UNITS =
            Stream.concat(LivePool.SHARDS.stream(), Stream.of(Shard.UNSHARDED)).toList();

    private final String userPoolId;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final ScriptedExecutions states = new ScriptedExecutions();
    private final DynamoDbClient engine;
    private final RecordedTable table;
    private final LivePool live = new LivePool();
    private final List<Execution> executions = new ArrayList<>();
    private final NavigableMap<RunId, Map<RecordKey, PoolRecord>> saw = new TreeMap<>();
    private int started;

    PoolHistory(DynamoDbClient engine, String userPoolId) {
        this.engine = engine;
        this.userPoolId = userPoolId;
        this.table = new RecordedTable(engine, clock);
    }

    PoolHistory with(List<Operation> operations) {
        for (Operation operation : operations) {
            operation.in(this);
            if (!(operation instanceof Operation.Change)) {
                check();
            }
        }
        return this;
    }

    String userPoolId() {
        return userPoolId;
    }

    LivePool live() {
        return live;
    }

    RecordedTable table() {
        return table;
    }

    Instant now() {
        return clock.instant();
    }

    /** What each complete export saw. */
    NavigableMap<RunId, Map<RecordKey, PoolRecord>> saw() {
        return saw;
    }

    /** The executions that died and may come back, the last one first. */
    List<Execution> dead() {
        return executions;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void removeExpired(int choice) {
        for (ItemKey key : table.now().keys()) {
            boolean chosen = choice == 0 || Math.floorMod(key.hashCode() * 31 + choice, 2) == 0;
            if (chosen && Item.read(table.now().find(key).orElseThrow()).expired(clock.instant())) {
                table.deleteItem(delete -> delete.tableName(LocalTable.NAME).key(key.attributes()));
            }
        }
    }

    void releaseAfterDeath() {
        executions.stream().filter(execution -> !execution.running).findFirst().ifPresent(execution -> local(table)
                .runLock()
                .releaseAfterDeath(userPoolId, execution.arn));
    }

    void export(List<Look> looks, Optional<Operation.Death> death) {
        Execution execution = new Execution(looks);
        executions.add(0, execution);
        execution.goOn(false, death);
    }

    void redrive(int back, boolean stillRunning, Optional<Operation.Death> death) {
        List<Execution> idle =
                executions.stream().filter(execution -> !execution.running).toList();
        if (back < idle.size()) {
            idle.get(back).goOn(stillRunning, death);
        }
    }

    /** One execution of the export's workflow, which may die and be taken up again. */
    final class Execution {
        private final String arn = "arn:aws:states:eu-west-1:123456789012:execution:export:" + ++started;
        private final List<Look> looks;
        private final FaultyDynamoDb faults = new FaultyDynamoDb(table);
        private final LocalBackups local = local(faults.client());
        private final Backup backup = local.backups().of(userPoolId);
        private final Map<RecordKey, PoolRecord> seen = new HashMap<>();
        private Optional<Run> run = Optional.empty();
        private Optional<RecordWriter> writer = Optional.empty();
        private int looked;
        private boolean corrected;
        private boolean running;

        Execution(List<Look> looks) {
            this.looks = new ArrayList<>(looks);
            this.looks.add(new Look(List.of(), 0));
        }

        /** From the step that it is at to its end, its death, or until it finds that it has lost the lock. */
        void goOn(boolean stillRunning, Optional<Operation.Death> death) {
            running = true;
            states.set(arn, new Executions.State.Running());
            death.ifPresent(planned -> faults.dieAtWrite(planned.write(), planned.moment()));
            boolean ended = true;
            try {
                if (run.isEmpty() && !start()) {
                    return;
                }
                work(stillRunning);
            } catch (FaultyDynamoDb.Death e) {
                ended = false;
            } catch (RunLockLostException e) {
                // The only reason that counts: redriving it again ends the same way.
                assertThat(holdsTheLock()).as("%s lost the lock", arn).isFalse();
            } finally {
                faults.revive();
                running = false;
                states.set(arn, new Executions.State.Ended(clock.instant()));
                run.map(Run::id)
                        .filter(id -> table.now()
                                .find(ManifestItems.key(userPoolId, id))
                                .isPresent())
                        .ifPresent(id -> saw.putIfAbsent(id, Map.copyOf(seen)));
                if (ended) {
                    executions.remove(this);
                }
            }
        }

        private boolean start() {
            RunLock.Attempt attempt = local.runLock().acquire(userPoolId, arn, Optional.empty());
            run = attempt instanceof RunLock.Attempt.Acquired acquired ? Optional.of(acquired.run()) : Optional.empty();
            return run.isPresent();
        }

        private void work(boolean stillRunning) {
            if (!saw.containsKey(run.orElseThrow().id())) {
                if (!stillRunning || writer.isEmpty()) {
                    local.runLock().check(run.orElseThrow());
                    writer = Optional.of(backup.writer(run.orElseThrow(), settings()));
                }
                while (looked < looks.size()) {
                    look(looks.get(looked));
                    looked++;
                }
                if (!corrected) {
                    correct();
                    corrected = true;
                }
            }
            backup.complete(run.orElseThrow(), manifest());
            local.runLock().release(run.orElseThrow());
        }

        private void look(Look look) {
            look.before().forEach(operation -> operation.in(PoolHistory.this));
            Map<RecordKey, PoolRecord> found = new HashMap<>(live.records());
            found.keySet()
                    .removeIf(key -> look.choice() != 0
                            && Math.floorMod(KeyHash.of(key).hex().hashCode() + look.choice(), 2) == 0);
            writer.orElseThrow().store(found.values());
            seen.putAll(found);
        }

        /** What is stored and was not seen is asked for by itself, and is gone if it is not there. */
        private void correct() {
            List<StoredRecord> stored = stored();
            for (StoredRecord record : stored) {
                if (!seen.containsKey(record.key()) && !record.current().tombstone()) {
                    Optional<PoolRecord> missed = live.find(record.key());
                    if (missed.isPresent()) {
                        writer.orElseThrow().store(List.of(missed.get()));
                        seen.put(record.key(), missed.get());
                    } else {
                        writer.orElseThrow().markGone(List.of(record));
                    }
                }
            }
            writer.orElseThrow().expireRecordedTombstones(stored);
        }

        private List<StoredRecord> stored() {
            List<StoredRecord> stored = new ArrayList<>();
            UNITS.forEach(unit ->
                    RecordKind.of(unit).forEach(kind -> stored.addAll(backup.list(kind, unit, Optional.empty(), 100))));
            return stored;
        }

        private Manifest manifest() {
            Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new EnumMap<>(RecordKind.class);
            seen.values().forEach(record -> sums.computeIfAbsent(record.key().kind(), kind -> new HashMap<>())
                    .merge(record.key().shard(), Manifest.Sum.of(record), Manifest.Sum::plus));
            return new Manifest(
                    userPoolId, run.orElseThrow().id(), clock.instant(), sums, Map.of(), 0, Optional.empty());
        }

        private boolean holdsTheLock() {
            return table.now()
                    .find(LockItem.key(userPoolId))
                    .map(item -> LockItem.read(Item.read(item)))
                    .filter(lock -> run.isPresent() && lock.heldBy(run.get()))
                    .isPresent();
        }
    }

    /** The complete exports within their life: the newest, and each whose successor is younger than the retention. */
    List<RunId> alive(Instant now) {
        return saw.keySet().stream()
                .filter(id -> Optional.ofNullable(saw.higherKey(id))
                        .filter(next -> !next.instant().plus(RETENTION).isAfter(now))
                        .isEmpty())
                .toList();
    }

    /** Every complete export within its life is whole, the newest one without any history, and reads as what it saw. */
    private void check() {
        Backup backup = reading(table.now());
        List<Manifest> manifests = check(backup, "in the table");
        if (!manifests.isEmpty()) {
            Manifest newest = manifests.get(0);
            assertWhole(backup, newest, "newest snapshot");
            assertWhole(reading(table.now().only(key -> !isHistory(key))), newest, "newest snapshot without history");
            checkLater(manifests);
        }
    }

    /** Where nothing is written any more the newest snapshot stays for good, and each other one to its last minute. */
    private void checkLater(List<Manifest> manifests) {
        Instant inYears = now().plus(Duration.ofDays(1000));
        assertWhole(reading(table.now(), Clock.fixed(inYears, ZoneOffset.UTC)), manifests.get(0), "in years");
        Manifest oldest = manifests.get(manifests.size() - 1);
        oldest.expiresAt()
                .map(end -> end.minusSeconds(60))
                .filter(lastMinute -> lastMinute.isAfter(now()))
                .ifPresent(lastMinute -> assertWhole(
                        reading(table.now(), Clock.fixed(lastMinute, ZoneOffset.UTC)), oldest, "in its last minute"));
    }

    /** What was read of the engine's items as they were noted is also what the engine itself gives. */
    void checkEngine() {
        Backup backup = reading(engine);
        check(backup, "in the engine").forEach(manifest -> assertWhole(backup, manifest, "snapshot in the engine"));
    }

    private List<Manifest> check(Backup backup, String where) {
        List<Manifest> manifests = backup.manifests();
        assertThat(manifests).extracting(Manifest::exportId).containsExactlyInAnyOrderElementsOf(alive(now()));
        for (Shard unit : UNITS) {
            backup.differing(unit, manifests).forEach((id, kinds) -> assertThat(kinds)
                    .as("kinds that differ in unit %s of %s %s", unit, id, where)
                    .isEmpty());
        }
        return manifests;
    }

    void assertWhole(Backup backup, Manifest manifest, String what) {
        Reading reading = Reading.of(backup, manifest);
        assertThat(reading.records()).as("%s %s", what, manifest.exportId()).isEqualTo(saw.get(manifest.exportId()));
        assertThat(reading.astray()).as("records read twice or in another unit").isEmpty();
        assertThat(reading.differing())
                .as("%s %s differs from its manifest", what, manifest.exportId())
                .isEmpty();
    }

    /**
     * What an import would read of a snapshot.
     *
     * @param astray the keys of records that are read more than once, or in another unit than their own
     * @param differing kinds and units whose sum is not the manifest's
     */
    record Reading(Map<RecordKey, PoolRecord> records, List<RecordKey> astray, List<String> differing) {
        static Reading of(Backup backup, Manifest manifest) {
            Reading reading = new Reading(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
            Snapshot snapshot = backup.snapshot(manifest.exportId());
            for (Shard unit : UNITS) {
                for (RecordKind kind : RecordKind.of(unit)) {
                    Manifest.Sum sum = snapshot.read(kind, unit, record -> reading.add(unit, record))
                            .sum();
                    if (!sum.equals(manifest.sum(kind, unit))) {
                        reading.differing.add(kind + " " + unit);
                    }
                }
            }
            return reading;
        }

        private void add(Shard unit, PoolRecord record) {
            if (records.put(record.key(), record) != null
                    || !record.key().shard().equals(unit)) {
                astray.add(record.key());
            }
        }
    }

    Backup reading(DynamoDbClient client) {
        return reading(client, clock);
    }

    Backup reading(DynamoDbClient client, Clock at) {
        return new LocalBackups(client, at, states, RETENTION).backups().of(userPoolId);
    }

    static boolean isHistory(ItemKey key) {
        return key.kind().endsWith("-HISTORY");
    }

    private LocalBackups local(DynamoDbClient client) {
        return new LocalBackups(client, clock, states, RETENTION);
    }

    private PoolSettings settings() {
        return new PoolSettings(userPoolId, Set.of(), Set.of(), true, "OFF", Set.of(), Map.of(), Set.of(), 8);
    }
}
