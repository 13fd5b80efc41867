package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Executions.State;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.FaultyDynamoDb.Death;
import cognitobackup.backup.FaultyDynamoDb.Moment;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goal: in whatever way a pool changes while it is exported, and whatever its listings leave out, every record of a
 * snapshot is as the pool had it at some moment of that export, and no snapshot changes afterwards. Method: random lives
 * of a pool, changed between and during exports, some of which die and are retried or given up.
 */
class RandomExportsTest {
    private static final int LIVES = 4;
    private static final int EXPORTS = 7;
    private static final List<String> NAMES = List.of("ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal");
    private static final List<String> GROUPS = List.of("admins", "guests", "#/\u2603");

    private static LocalTable table;

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void everySnapshotHoldsWhatThePoolHadDuringItsExport() {
        long seed = System.nanoTime();
        System.out.println("RandomExportsTest: seed " + seed);
        for (int life = 0; life < LIVES; life++) {
            table.clear();
            new Life(new Random(seed + life)).live();
        }
    }

    private static final class Life {
        private final Random random;
        private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb(table.client());
        private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
        private final ExportDriver driver = new ExportDriver(dynamoDb.client(), pool);
        private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);
        private final Map<RunId, Map<RecordKey, ContentHash>> snapshots = new HashMap<>();
        private final Map<RecordKey, Set<Optional<ContentHash>>> states = new HashMap<>();
        private boolean changing;

        Life(Random random) {
            this.random = random;
            pool.setPageSize(2);
            pool.beforeCall(operation -> {
                if (changing && random.nextInt(8) == 0) {
                    change();
                    noteStates();
                }
            });
        }

        void live() {
            for (int export = 0; export < EXPORTS; export++) {
                for (int changes = random.nextInt(6); changes > 0; changes--) {
                    change();
                }
                disturbListings();
                driver.clock.advance(Duration.ofHours(1));
                export("export-" + export);
                checkSnapshots();
            }
            assertThat(snapshots).isNotEmpty();
        }

        private void export(String name) {
            driver.listInPartitions(1 << random.nextInt(5));
            driver.setDeadline(
                    random.nextBoolean()
                            ? () -> new Deadline(() -> 300_000, Duration.ofSeconds(60))
                            : () -> new Deadline(() -> random.nextInt(3), Duration.ofMillis(1)));
            states.clear();
            noteStates();
            changing = random.nextBoolean();
            // The pool is so small that it loses all of a kind now and then.
            var execution = driver.new Execution(name, Optional.of(1000L));
            if (random.nextInt(3) == 0) {
                dynamoDb.dieAtWrite(random.nextInt(25), random.nextBoolean() ? Moment.BEFORE : Moment.AFTER);
            }
            try {
                execution.toTheEnd();
            } catch (Death e) {
                dynamoDb.revive();
                if (random.nextBoolean()) {
                    changing = false;
                    driver.executions.set(name, new State.Ended(driver.clock.instant()));
                    // Whether it was complete or not when it died: its snapshot, if there is one, must not change.
                    if (backup.manifest(execution.run().id()).isPresent()) {
                        remember(execution.run().id());
                    }
                    return;
                }
                execution.toTheEnd();
            }
            dynamoDb.revive();
            changing = false;
            remember(execution.run().id());
        }

        private void remember(RunId exportId) {
            Map<RecordKey, ContentHash> snapshot = Snapshots.of(backup, exportId);
            Set<RecordKey> keys = new HashSet<>(states.keySet());
            keys.addAll(snapshot.keySet());
            for (RecordKey key : keys) {
                Set<Optional<ContentHash>> seen = states.getOrDefault(key, Set.of());
                assertThat(seen).as("%s", key).contains(Optional.ofNullable(snapshot.get(key)));
            }
            snapshot.keySet().stream()
                    .filter(key -> key.kind() == RecordKind.MEMBERSHIP)
                    .forEach(key -> assertThat(snapshot).containsKey(RecordKey.user(key.owner())));
            snapshots.put(exportId, snapshot);
        }

        private void checkSnapshots() {
            snapshots.forEach((exportId, snapshot) -> assertThat(Snapshots.of(backup, exportId))
                    .as("%s", exportId)
                    .isEqualTo(snapshot));
        }

        /** Adds what the pool holds now to what every record was during the export; absent is a state, too. */
        private void noteStates() {
            Map<RecordKey, ContentHash> now = Snapshots.of(pool);
            boolean first = states.isEmpty();
            now.forEach((key, hash) -> states.computeIfAbsent(
                            key, added -> first ? new HashSet<>() : new HashSet<>(Set.of(Optional.empty())))
                    .add(Optional.of(hash)));
            states.forEach((key, hashes) -> {
                if (!now.containsKey(key)) {
                    hashes.add(Optional.empty());
                }
            });
        }

        /** Only a user that is stored can be missed: nobody knows of one that is new and in no listing. */
        private void disturbListings() {
            pool.missNobody();
            pool.hideNobody();
            pool.users().stream().filter(user -> stored(user.key())).forEach(user -> {
                switch (random.nextInt(8)) {
                    case 0, 1 -> pool.missOnce(user.sub());
                    case 2 -> pool.hideBySub(List.of(user.sub()));
                    default -> {}
                }
            });
            for (String listing : List.of("ListUsers", "ListGroups", "ListUsersInGroup")) {
                if (random.nextInt(4) == 0) {
                    pool.expireTokenOnce(listing);
                }
                if (random.nextInt(4) == 0) {
                    pool.emptyPageOnce(listing);
                }
            }
        }

        private boolean stored(RecordKey key) {
            return backup.read(List.of(key)).values().stream()
                    .anyMatch(record -> !record.current().tombstone());
        }

        private void change() {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            String group = GROUPS.get(random.nextInt(GROUPS.size()));
            Optional<User> user = pool.users().stream()
                    .filter(one -> one.username().equals(name))
                    .findFirst();
            boolean groupExists =
                    pool.groups().stream().anyMatch(one -> one.name().equals(group));
            if (user.isEmpty()) {
                pool.addUser(name, Map.of("name", name + random.nextInt(3)));
                return;
            }
            switch (random.nextInt(6)) {
                case 0 -> pool.deleteUser(user.get().sub());
                case 1 -> pool.setAttribute(user.get().sub(), "name", name + random.nextInt(3));
                case 2 -> {
                    if (groupExists && random.nextInt(3) == 0) {
                        pool.deleteGroup(group);
                    }
                }
                case 3 ->
                    pool.addGroup(new Group(
                            group,
                            Optional.of("description " + random.nextInt(3)),
                            Optional.of(random.nextInt(2)),
                            Optional.empty()));
                default -> {
                    if (!groupExists) {
                        pool.addGroup(group);
                    } else if (pool.members(group).contains(user.get().sub())) {
                        pool.leave(user.get().sub(), group);
                    } else {
                        pool.join(user.get().sub(), group);
                    }
                }
            }
        }
    }
}
