package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Backup;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLockLostException;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goal: what a complete export holds is what the pool held, whatever Cognito's listings do meanwhile. Method: all steps
 * in the workflow's order, on the real engine, with a pool in memory.
 */
class ExportWorkflowTest {
    private static LocalTable table;

    private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb(table.client());
    private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
    private final ExportDriver driver = new ExportDriver(dynamoDb.client(), pool);
    private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);
    private final List<String> subs = new ArrayList<>();

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterEach
    void clear() {
        table.clear();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    /** Users in no, one and many groups, a disabled one, a group without members, names from many scripts. */
    private void populate(int users) {
        for (int i = 0; i < users; i++) {
            subs.add(pool.addUser("user-" + i, Map.of("email", "user-" + i + "@example.com", "name", "Jos\u00e9 #" + i))
                    .sub());
        }
        pool.addGroup(new Group(
                "admins#\u2603/\ud83d\ude00",
                Optional.of("a, \"b\"\n\u05d0\u05d1"),
                Optional.of(0),
                Optional.of("arn:aws:iam::123456789012:role/admins")));
        pool.addGroup("everybody");
        pool.addGroup("nobody");
        subs.forEach(sub -> pool.join(sub, "everybody"));
        pool.join(subs.get(0), "admins#\u2603/\ud83d\ude00");
        pool.join(subs.get(1), "admins#\u2603/\ud83d\ude00");
        pool.disableUser("user-1");
    }

    private Map<RecordKey, ContentHash> newest() {
        return Snapshots.of(backup, backup.newestManifest().orElseThrow().exportId());
    }

    @Test
    void aSnapshotHoldsWhatThePoolHolds() {
        populate(70);

        CompleteExport.Summary summary = driver.export("first");

        assertThat(newest()).isEqualTo(Snapshots.of(pool));
        assertThat(summary.users()).isEqualTo(70);
        assertThat(summary.groups()).isEqualTo(3);
        assertThat(summary.memberships()).isEqualTo(72);
        assertThat(summary.created()).isEqualTo(145);
        assertThat(summary.updated() + summary.deleted() + summary.missedByListing())
                .isZero();
        assertThat(summary.apiCalls()).isPositive();
        // That of all units, which one worker takes here, is the largest; an execution's state holds 256 KiB.
        assertThat(driver.largestProgress()).isLessThan(16_384);
        assertThat(driver.printed.values())
                .containsEntry("ExportsCompleted " + ExportDriver.POOL, 1.0)
                .containsEntry("Users " + ExportDriver.POOL, 70.0)
                .containsEntry("Groups " + ExportDriver.POOL, 3.0)
                .containsEntry("Memberships " + ExportDriver.POOL, 72.0)
                .containsEntry("RecordsCreated " + ExportDriver.POOL, 145.0)
                .containsEntry("RecordsUpdated " + ExportDriver.POOL, 0.0)
                .containsEntry("RecordsDeleted " + ExportDriver.POOL, 0.0)
                .containsEntry("RecordsMissedByListing " + ExportDriver.POOL, 0.0)
                .containsKey("ExportDuration " + ExportDriver.POOL);
    }

    @Test
    void aSecondExportOfAnUnchangedPoolWritesNoRecord() {
        populate(30);
        driver.export("first");
        Map<RecordKey, ContentHash> before = newest();
        List<String> keys = recordItems();

        long writes = dynamoDb.writes();
        CompleteExport.Summary summary = driver.export("second");

        // Lock taken and given back, manifest, and seen parts: users, memberships by shard, groups and configuration.
        assertThat(dynamoDb.writes() - writes).isLessThanOrEqualTo(3 + 16 * 4 + 2);
        assertThat(recordItems()).isEqualTo(keys);
        assertThat(summary.created() + summary.updated() + summary.deleted()).isZero();
        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void aDeletedUserIsGoneFromTheNextSnapshotAndPresentInTheOneBefore() {
        populate(5);
        RunId first = new RunId(driver.export("first").exportId());
        Map<RecordKey, ContentHash> before = Snapshots.of(pool);
        pool.deleteUser(subs.get(1));

        CompleteExport.Summary summary = driver.export("second");

        assertThat(summary.deleted()).isEqualTo(3);
        assertThat(summary.missedByListing()).isZero();
        assertThat(newest()).isEqualTo(Snapshots.of(pool)).doesNotContainKey(RecordKey.user(subs.get(1)));
        assertThat(Snapshots.of(backup, first)).isEqualTo(before);
    }

    @Test
    void aUserThatAListingMissesOnceIsNotDeleted() {
        populate(5);
        pool.addUser("alone", Map.of());
        driver.export("first");
        String alone = pool.users().stream()
                .filter(user -> user.username().equals("alone"))
                .findFirst()
                .orElseThrow()
                .sub();
        pool.missOnce(alone);

        CompleteExport.Summary summary = driver.export("second");

        assertThat(summary.missedByListing()).isEqualTo(1);
        assertThat(summary.deleted()).isZero();
        assertThat(newest()).isEqualTo(Snapshots.of(pool)).containsKey(RecordKey.user(alone));
    }

    @Test
    void aMemberThatTheListingOfUsersMissesIsWrittenAsAUser() {
        populate(3);
        pool.missOnce(subs.get(2));

        driver.export("first");

        assertThat(newest()).isEqualTo(Snapshots.of(pool));
    }

    @Test
    void membersAreStoredAsTheyAreThoughTheListingHasStoredMostOfThem() {
        populate(300);
        List<String> inOrder = subs.stream().sorted().toList();
        String missed = inOrder.get(250);
        String changed = inOrder.get(290);
        pool.missOnce(missed);
        var listed = new AtomicBoolean();
        pool.beforeCall(operation -> {
            if (operation.equals("ListUsersInGroup") && listed.compareAndSet(false, true)) {
                pool.setAttribute(changed, "name", "changed after the listing");
            }
        });

        driver.export("first");

        assertThat(newest()).isEqualTo(Snapshots.of(pool));
        assertThat(newest()).containsKeys(RecordKey.user(missed), RecordKey.user(changed));
        CompleteExport.Summary second = driver.export("second");
        assertThat(second.created() + second.updated() + second.deleted()).isZero();
    }

    @Test
    void manySuspectsAreListedOnceMoreAndOnlyTheGoneAreDeleted() {
        for (int i = 0; i < 400; i++) {
            subs.add(pool.addUser("user-" + i, Map.of()).sub());
        }
        driver.export("first");
        subs.subList(0, 150).forEach(pool::deleteUser);
        subs.subList(150, 300).forEach(pool::missOnce);
        long calls = pool.apiCalls().get("ListUsers");

        CompleteExport.Summary summary = driver.export("second", 150);

        assertThat(summary.deleted()).isEqualTo(150);
        assertThat(summary.missedByListing()).isEqualTo(150);
        assertThat(pool.apiCalls().get("ListUsers") - calls)
                .as("fewer requests than suspects")
                .isLessThan(300);
        assertThat(newest()).isEqualTo(Snapshots.of(pool));
    }

    @Test
    void anExpiredTokenBeginsTheListingAgainUnderTheSameExportId() {
        populate(10);
        pool.setPageSize(2);
        pool.expireTokenOnce("ListUsers");
        pool.expireTokenOnce("ListGroups");
        pool.expireTokenOnce("ListUsersInGroup");

        driver.export("first");

        assertThat(backup.manifests()).hasSize(1);
        assertThat(newest()).isEqualTo(Snapshots.of(pool));
    }

    @Test
    void anEmptyPageWithATokenIsNotTheEnd() {
        populate(10);
        pool.setPageSize(3);
        pool.emptyPageOnce("ListUsers");
        pool.emptyPageOnce("ListGroups");
        pool.emptyPageOnce("ListUsersInGroup");

        driver.export("first");

        assertThat(newest()).isEqualTo(Snapshots.of(pool));
    }

    @Test
    void aGroupThatVanishesWhileBeingListedIsADeletion() {
        populate(4);
        driver.export("first");
        var vanished = new AtomicBoolean();
        pool.beforeCall(operation -> {
            if (operation.equals("ListUsersInGroup") && vanished.compareAndSet(false, true)) {
                pool.deleteGroup("everybody");
            }
        });

        CompleteExport.Summary summary = driver.export("second");

        // The group itself was listed before it vanished; its members were not.
        assertThat(summary.deleted()).isEqualTo(4);
        driver.export("third");
        assertThat(newest()).isEqualTo(Snapshots.of(pool));
    }

    @Test
    void invocationsWithoutTimeToSpareComeToTheSameSnapshot() {
        populate(40);
        pool.setPageSize(7);
        driver.export("first");
        pool.deleteUser(subs.get(3));
        pool.deleteGroup("nobody");
        pool.leave(subs.get(0), "everybody");
        pool.setAttribute(subs.get(5), "name", "changed");
        driver.setDeadline(() -> new Deadline(() -> 0, Duration.ofSeconds(1)));

        driver.clock.advance(Duration.ofHours(1));
        var execution = driver.new Execution("second");
        CompleteExport.Summary summary = execution.toTheEnd();

        assertThat(execution.invocations()).isGreaterThan(50);
        assertThat(newest()).isEqualTo(Snapshots.of(pool));
        assertThat(summary.updated()).isEqualTo(1);
        assertThat(summary.deleted()).isEqualTo(4);
        assertThat(summary.missedByListing()).isZero();
    }

    @Test
    void aUserWithoutASubIsKeptAsAFinding() {
        populate(2);
        pool.putUser(new User(
                "", "odd", new TreeMap<>(), true, "CONFIRMED", driver.clock.instant(), driver.clock.instant()));

        driver.clock.advance(Duration.ofHours(1));
        var execution = driver.new Execution("first");
        CompleteExport.Summary summary = execution.toTheEnd();

        assertThat(summary.users()).isEqualTo(2);
        assertThat(backup.findings(execution.run(), Findings.USER_WITHOUT_SUB, Optional.empty(), 10))
                .hasSize(1);
    }

    @Test
    void aUserThatOutgrowsItsItemKeepsItsLastGoodVersion() {
        populate(2);
        pool.addUser("large", Map.of());
        String large = pool.users().stream()
                .filter(user -> user.username().equals("large"))
                .findFirst()
                .orElseThrow()
                .sub();
        driver.export("first");
        Map<RecordKey, ContentHash> before = newest();
        for (int i = 0; i < 60; i++) {
            pool.setAttribute(large, "custom:a" + i, "\u20ac".repeat(2500));
        }

        CompleteExport.Summary summary = driver.export("second");

        assertThat(newest()).isEqualTo(before);
        assertThat(summary.deleted() + summary.missedByListing()).isZero();
        String alsoLarge = pool.addUser("also-large", Map.of()).sub();
        for (int i = 0; i < 60; i++) {
            pool.setAttribute(alsoLarge, "custom:a" + i, "\u20ac".repeat(2500));
        }
        driver.export("third");
        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void anExportThatLostTheLockWritesNothingMore() {
        populate(3);
        var stopped = driver.new Execution("stopped");
        stopped.takeStage();
        driver.backups.runLock().releaseAfterDeath(ExportDriver.POOL, "stopped");
        driver.clock.advance(Duration.ofMinutes(6));
        driver.export("next");
        List<String> keys = recordItems();

        assertThatThrownBy(stopped::toTheEnd).isInstanceOf(RunLockLostException.class);

        assertThat(recordItems()).isEqualTo(keys);
    }

    @Test
    void aSecondExportAtTheSameTimeIsSkippedAndNamesTheHolder() {
        driver.new Execution("first");

        StartExport.Start second = driver.start("second");

        assertThat(second.outcome()).isEqualTo("SKIPPED");
        assertThat(second.reason()).contains("first", ExportDriver.POOL);
        assertThat(driver.printed.values()).containsExactly(Map.entry("ExportsSkipped", 1.0));
    }

    @Test
    void aPoolThatVanishesLeavesTheLastSnapshotTheNewest() {
        populate(3);
        driver.export("first");
        Map<RecordKey, ContentHash> before = newest();
        var elsewhere = new ExportDriver(dynamoDb.client(), new InMemoryUserPool("eu-west-1_Other"));
        elsewhere.clock.advance(Duration.ofHours(2));

        var execution = elsewhere.new Execution("second");
        assertThatThrownBy(execution::toTheEnd)
                .hasMessageContaining(ExportDriver.POOL)
                .hasMessageContaining("does not exist");

        assertThat(newest()).isEqualTo(before);
    }

    /** Every item that holds a record, with all that is in it. */
    private List<String> recordItems() {
        return table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                .filter(item -> item.get("pk").s().matches("(USER|GROUP|MEMBER|POOL)(-HISTORY)?#.*"))
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
