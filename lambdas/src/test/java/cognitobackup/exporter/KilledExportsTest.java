package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Executions.State;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.FaultyDynamoDb.Death;
import cognitobackup.backup.FaultyDynamoDb.Moment;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLockLostException;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.RecordKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Goal: whichever write an export is killed at, every complete snapshot is exactly what its export saw. Method: two
 * exports of a changing pool; then a third is killed at each of its writes in turn, before the write or after it, and
 * followed by a retry under the same export id, by a new export, or by a redrive of the dead one behind a new export,
 * with the pool changed in between or not. The six ways take turns over the writes and the two moments.
 */
class KilledExportsTest {
    private enum Sequel {
        RETRY,
        NEW_EXPORT,
        REDRIVE_BEHIND_A_NEW_EXPORT
    }

    private static final Map<RunId, Map<RecordKey, ContentHash>> SNAPSHOTS = new HashMap<>();

    private static LocalTable table;
    private static List<Map<String, AttributeValue>> twoExports;
    private static Instant afterTwoExports;

    @BeforeAll
    static void exportTwice() {
        table = new LocalTable();
        InMemoryUserPool pool = original();
        var driver = new ExportDriver(table.client(), pool);
        remember(driver.export("first"), pool);
        changeOnce(pool);
        remember(driver.export("second"), pool);
        twoExports = table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                .toList();
        afterTwoExports = driver.clock.instant();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    private static void remember(CompleteExport.Summary summary, InMemoryUserPool pool) {
        SNAPSHOTS.put(new RunId(summary.exportId()), Snapshots.of(pool));
    }

    private static InMemoryUserPool original() {
        var pool = new InMemoryUserPool(ExportDriver.POOL);
        for (String name : List.of("ann", "bob", "cid", "dan")) {
            pool.addUser(name, Map.of("name", name));
        }
        pool.addGroup("admins");
        pool.addGroup("guests");
        pool.join(sub(pool, "ann"), "admins");
        pool.join(sub(pool, "bob"), "admins");
        pool.join(sub(pool, "cid"), "guests");
        return pool;
    }

    private static void changeOnce(InMemoryUserPool pool) {
        pool.setAttribute(sub(pool, "ann"), "name", "ann the second");
        pool.setAttribute(sub(pool, "bob"), "name", "bob the second");
        pool.join(sub(pool, "dan"), "guests");
        pool.addGroup(new Group("admins", Optional.of("second"), Optional.empty(), Optional.empty()));
    }

    private static void changeTwice(InMemoryUserPool pool) {
        pool.setAttribute(sub(pool, "ann"), "name", "ann the third");
        pool.deleteUser(sub(pool, "bob"));
        pool.deleteGroup("guests");
        pool.addUser("eve", Map.of("name", "eve"));
        pool.join(sub(pool, "eve"), "admins");
    }

    /** While the export is dead: what it stored changes, vanishes, or comes back. */
    private static void changeInBetween(InMemoryUserPool pool) {
        pool.setAttribute(sub(pool, "ann"), "name", "ann the fourth");
        pool.deleteUser(sub(pool, "eve"));
        pool.deleteUser(sub(pool, "cid"));
        pool.addUser("bob", Map.of("name", "bob again"));
        pool.addGroup("guests");
        pool.join(sub(pool, "bob"), "guests");
    }

    private static String sub(InMemoryUserPool pool, String username) {
        return pool.users().stream()
                .filter(user -> user.username().equals(username))
                .findFirst()
                .orElseThrow()
                .sub();
    }

    @Test
    void everySnapshotSurvivesADeathAtEveryWriteOfAnExport() {
        int deaths = 0;
        boolean moreWrites = true;
        for (int write = 0; moreWrites; write++) {
            for (Moment moment : Moment.values()) {
                Sequel sequel = Sequel.values()[deaths % Sequel.values().length];
                boolean changed = deaths / Sequel.values().length % 2 == 1;
                boolean died = new Case(write, moment, sequel, changed).run();
                deaths += died ? 1 : 0;
                if (moment == Moment.BEFORE) {
                    // Only this moment tells: nobody dies after a write whose condition failed.
                    moreWrites = died;
                }
            }
        }
        System.out.println("KilledExportsTest: " + deaths + " deaths");
        assertThat(deaths).isGreaterThan(2 * 20);
    }

    /** One death and what comes after it. */
    private static final class Case {
        private final String name;
        private final int write;
        private final Moment moment;
        private final Sequel sequel;
        private final boolean changed;
        private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb(table.client());
        private final InMemoryUserPool pool = original();
        private final ExportDriver driver = new ExportDriver(dynamoDb.client(), pool);
        private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);
        private final Map<RunId, Map<RecordKey, ContentHash>> expected = new HashMap<>(SNAPSHOTS);
        private Optional<ExportDriver.Execution> execution = Optional.empty();

        Case(int write, Moment moment, Sequel sequel, boolean changed) {
            this.name = "killed " + moment + " write " + write + ", then " + sequel + (changed ? ", changed" : "");
            this.write = write;
            this.moment = moment;
            this.sequel = sequel;
            this.changed = changed;
        }

        /** Returns whether the export died: it does not where it has fewer writes. */
        boolean run() {
            table.clear();
            twoExports.forEach(item ->
                    table.client().putItem(put -> put.tableName(LocalTable.NAME).item(item)));
            driver.clock.advance(Duration.between(driver.clock.instant(), afterTwoExports.plus(Duration.ofHours(1))));
            changeOnce(pool);
            changeTwice(pool);
            dynamoDb.dieAtWrite(write, moment);
            if (!dies()) {
                return false;
            }
            dynamoDb.revive();
            Map<RecordKey, ContentHash> before = Snapshots.of(pool);
            checkSnapshots(before);
            if (changed) {
                changeInBetween(pool);
            }
            if (sequel == Sequel.RETRY) {
                retry(before);
            } else {
                newExport();
                if (sequel == Sequel.REDRIVE_BEHIND_A_NEW_EXPORT) {
                    redrive();
                }
            }
            checkSnapshots(before);
            return true;
        }

        private boolean dies() {
            try {
                execution = Optional.of(driver.new Execution("third"));
                execution.get().toTheEnd();
                assertThat(dynamoDb.planned()).as(name).isTrue();
                return false;
            } catch (Death e) {
                return true;
            }
        }

        /** What a state reads before and after its death may differ; every record is as it was at one of both times. */
        private void retry(Map<RecordKey, ContentHash> before) {
            var same = execution.orElseGet(() -> driver.new Execution("third"));
            CompleteExport.Summary summary = same.toTheEnd();
            assertThat(summary.exportId()).isEqualTo(same.run().id().value());
            Map<RecordKey, ContentHash> snapshot =
                    Snapshots.of(backup, same.run().id());
            Map<RecordKey, ContentHash> after = Snapshots.of(pool);
            Set<RecordKey> keys = new HashSet<>(snapshot.keySet());
            keys.addAll(before.keySet());
            keys.addAll(after.keySet());
            for (RecordKey key : keys) {
                assertThat(snapshot.get(key)).as("%s: %s", name, key).isIn(before.get(key), after.get(key));
            }
            expected.put(same.run().id(), snapshot);
            newExport();
        }

        private void newExport() {
            driver.executions.set("third", new State.Ended(driver.clock.instant()));
            CompleteExport.Summary summary = driver.export("fourth");
            expected.put(new RunId(summary.exportId()), Snapshots.of(pool));
        }

        private void redrive() {
            if (execution.isEmpty()) {
                assertThat(driver.start("fifth").outcome()).as(name).isEqualTo("STARTED");
            } else if (!execution.get().onlyGivesTheLockBack()) {
                assertThatThrownBy(execution.get()::toTheEnd).as(name).isInstanceOf(RunLockLostException.class);
            }
        }

        /** Of every complete export; the dead one was complete if it died after its manifest was written. */
        private void checkSnapshots(Map<RecordKey, ContentHash> sawByTheDead) {
            List<RunId> complete = new ArrayList<>();
            for (Manifest manifest : backup.manifests()) {
                complete.add(manifest.exportId());
                assertThat(Snapshots.of(backup, manifest.exportId()))
                        .as("%s: snapshot %s", name, manifest.exportId())
                        .isEqualTo(expected.getOrDefault(manifest.exportId(), sawByTheDead));
            }
            assertThat(complete).as(name).containsAll(expected.keySet());
        }
    }
}
