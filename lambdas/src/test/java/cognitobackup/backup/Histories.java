package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.FaultyDynamoDb.Death;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A small pool (a user, a group, a membership) and its exports into a real table, beside the simplest model of what must
 * be in it: what each complete export saw.
 */
final class Histories {
    static final Duration RETENTION = Duration.ofDays(6);

    private static final String SUB = "3f0c84488-e0e1-70ae-d2ee-991ad1a898c8";
    private static final Map<RecordKind, Shard> UNITS = new EnumMap<>(Map.of(
            RecordKind.USER, Shard.of(SUB), RecordKind.GROUP, Shard.UNSHARDED, RecordKind.MEMBERSHIP, Shard.of(SUB)));

    private final String userPoolId;
    private final Random random;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final ScriptedExecutions executions = new ScriptedExecutions();
    private final DynamoDbClient engine;
    private final boolean expiredItemsAreRemoved;
    final FaultyDynamoDb faults;
    private final LocalBackups local;
    private final Backup backup;
    private final Backup withoutHistory;
    private final Map<RecordKey, PoolRecord> live = new HashMap<>();
    private final Map<RunId, Map<RecordKey, PoolRecord>> saw = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private int started;

    Histories(DynamoDbClient engine, String userPoolId, long seed) {
        this.engine = engine;
        this.userPoolId = userPoolId;
        this.random = new Random(seed);
        this.expiredItemsAreRemoved = random.nextBoolean();
        this.faults = new FaultyDynamoDb(engine);
        this.local = new LocalBackups(faults.client(), clock, executions, RETENTION);
        this.backup = local.backups().of(userPoolId);
        this.withoutHistory = new LocalBackups(historyless(engine), clock, executions, RETENTION)
                .backups()
                .of(userPoolId);
    }

    /** How an export that was to die ended. */
    enum End {
        SURVIVED,
        DIED,
        DIED_COMPLETE
    }

    /** An export as a handler would run it: takes the lock or gets its run again, works, completes. */
    final class Export {
        final String execution = "arn:aws:states:eu-west-1:123456789012:execution:export:" + ++started;
        Run run;
        RecordWriter writer;

        /** Everything up to the manifest. */
        Map<RecordKey, PoolRecord> work(double changedInBetween) {
            run = local.acquire(userPoolId, execution);
            local.runLock().check(run);
            writer = backup.writer(run, settings());
            Map<RecordKey, PoolRecord> found = pass();
            while (random.nextDouble() < changedInBetween) {
                change();
                found = pass();
            }
            return found;
        }

        /** One look at the pool, as one worker and the reconciliation after it would do. */
        Map<RecordKey, PoolRecord> pass() {
            Map<RecordKey, PoolRecord> found = Map.copyOf(live);
            writer.store(found.values());
            for (StoredRecord stored : stored()) {
                if (!found.containsKey(stored.key()) && !stored.current().tombstone()) {
                    writer.markGone(List.of(stored));
                }
            }
            writer.expireRecordedTombstones(stored());
            return found;
        }

        void complete(Map<RecordKey, PoolRecord> found) {
            backup.complete(run, manifest(run, found));
        }

        void completely(double changedInBetween) {
            Map<RecordKey, PoolRecord> found = work(changedInBetween);
            complete(found);
            completed(run, found);
        }

        private void completed(Run run, Map<RecordKey, PoolRecord> found) {
            saw.put(run.id(), found);
            log.add("complete " + run.id() + " " + found.values());
            local.runLock().release(run);
            executions.set(execution, new Executions.State.Ended(clock.instant()));
        }

        /** Runs into the planned death; whether it had completed by then is read from the table. */
        End dies(double changedInBetween) {
            Map<RecordKey, PoolRecord> found = Map.of();
            try {
                found = work(changedInBetween);
                complete(found);
                completed(run, found);
                return End.SURVIVED;
            } catch (Death death) {
                faults.revive();
                log.add("died " + (run == null ? execution : run.id()));
                executions.set(execution, new Executions.State.Ended(clock.instant()));
                if (run != null && backup.manifest(run.id()).isPresent()) {
                    saw.put(run.id(), found);
                    log.add("had completed " + run.id() + " " + found.values());
                    // The step is tried again: it must find its manifest and leave everything as it is.
                    complete(found);
                    return End.DIED_COMPLETE;
                }
                return End.DIED;
            }
        }
    }

    void change() {
        List<PoolRecord> states = List.of(
                user("a", true), user("b", true), user("b", false), group("a"), group("b"), new Membership(SUB, "g#1"));
        PoolRecord state = states.get(random.nextInt(states.size()));
        if (random.nextInt(3) == 0) {
            live.remove(state.key());
        } else {
            live.put(state.key(), state);
        }
        log.add("live " + live.values());
    }

    void pass(Duration time) {
        clock.advance(time);
        if (expiredItemsAreRemoved) {
            removeExpired("EXPORT#" + userPoolId);
            RecordItems items = new RecordItems(userPoolId);
            UNITS.forEach((kind, shard) -> {
                removeExpired(items.partition(kind, shard));
                removeExpired(items.historyPartition(kind, shard));
            });
        }
    }

    private void removeExpired(String partition) {
        List<Item> expired = local.table()
                .items(partition)
                .filter(item -> item.expired(clock.instant()))
                .toList();
        expired.forEach(item -> engine.deleteItem(
                delete -> delete.tableName(LocalTable.NAME).key(item.key().attributes())));
    }

    /** Days in which the pool changes and is exported, now and then by an export that dies somewhere. */
    void live(int steps) {
        Optional<Export> dead = Optional.empty();
        for (int step = 0; step < steps; step++) {
            pass(Duration.ofHours(random.nextInt(6, 72)));
            if (random.nextInt(100) < 45) {
                change();
                continue;
            }
            Export export = dead.filter(again -> random.nextBoolean()).orElseGet(Export::new);
            dead = Optional.empty();
            if (random.nextBoolean()) {
                faults.dieAtWrite(
                        random.nextInt(6),
                        random.nextBoolean() ? FaultyDynamoDb.Moment.BEFORE : FaultyDynamoDb.Moment.AFTER);
                dead = export.dies(0.3) == End.DIED ? Optional.of(export) : Optional.empty();
                faults.revive();
            } else {
                export.completely(0.3);
            }
            check();
        }
    }

    /** Every complete export that has not expired reads back as what it saw, the newest one without any history. */
    void check() {
        List<Manifest> manifests = backup.manifests();
        assertThat(manifests.stream().map(Manifest::exportId))
                .as(() -> "complete exports after " + log)
                .isSubsetOf(saw.keySet());
        for (Manifest manifest : manifests) {
            check(backup, manifest, "snapshot");
        }
        if (!manifests.isEmpty()) {
            check(withoutHistory, manifests.get(0), "newest snapshot without history");
        }
    }

    private void check(Backup from, Manifest manifest, String what) {
        Map<RecordKey, PoolRecord> read = new HashMap<>();
        Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new EnumMap<>(RecordKind.class);
        UNITS.forEach((kind, shard) -> {
            Manifest.Sum sum = from.snapshot(manifest.exportId())
                    .read(kind, shard, record -> assertThat(read.put(record.key(), record))
                            .isNull())
                    .sum();
            sums.put(kind, Map.of(shard, sum));
        });
        assertThat(read)
                .as(() -> what + " " + manifest.exportId() + " after " + log)
                .isEqualTo(saw.get(manifest.exportId()));
        assertThat(sums).as("sums of %s", manifest.exportId()).isEqualTo(manifest.sums());
    }

    int complete() {
        return saw.size();
    }

    private List<StoredRecord> stored() {
        List<StoredRecord> stored = new ArrayList<>();
        UNITS.forEach((kind, shard) -> stored.addAll(backup.list(kind, shard, Optional.empty(), 100)));
        return stored;
    }

    private Manifest manifest(Run run, Map<RecordKey, PoolRecord> found) {
        Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new EnumMap<>(RecordKind.class);
        UNITS.forEach((kind, shard) -> sums.put(
                kind,
                Map.of(
                        shard,
                        found.values().stream()
                                .filter(record -> record.key().kind() == kind)
                                .map(Manifest.Sum::of)
                                .reduce(Manifest.Sum.ZERO, Manifest.Sum::plus))));
        return new Manifest(userPoolId, run.id(), clock.instant(), sums, Map.of(), 0, Optional.empty());
    }

    private static PoolRecord user(String name, boolean enabled) {
        TreeMap<String, String> attributes = new TreeMap<>(Map.of("name", name));
        return new User(SUB, "ana", attributes, enabled, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
    }

    private static PoolRecord group(String description) {
        return new Group("g#1", Optional.of(description), Optional.empty(), Optional.empty());
    }

    private PoolSettings settings() {
        return new PoolSettings(userPoolId, Set.of(), Set.of(), true, "OFF", Set.of(), Map.of(), Set.of(), 8);
    }

    /** The table as it would be if history had not arrived. */
    private static DynamoDbClient historyless(DynamoDbClient engine) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                Histories.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, (proxy, method, arguments) -> {
                    boolean history = method.getName().equals("queryPaginator")
                            && ((QueryRequest) arguments[0])
                                    .expressionAttributeValues()
                                    .get(":partition")
                                    .s()
                                    .contains("-HISTORY#");
                    try {
                        return history
                                ? engine.queryPaginator(nothing((QueryRequest) arguments[0]))
                                : method.invoke(engine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static QueryRequest nothing(QueryRequest request) {
        Map<String, AttributeValue> values = new HashMap<>(request.expressionAttributeValues());
        values.put(":partition", AttributeValue.fromS("NOTHING"));
        return request.toBuilder().expressionAttributeValues(values).build();
    }
}
