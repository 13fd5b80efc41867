package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.backup.Backup;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLockLostException;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whatever a pool loses, no restorable record is lost with it unless somebody says that so many may be. Method: all
 * steps in the workflow's order, on the real engine; after every export, stopped or not, each snapshot is read back whole
 * and must be what the pool was then.
 */
class DeletionGuardTest {
    private static LocalTable table;

    private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb(table.client());
    private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
    private final ExportDriver driver = new ExportDriver(dynamoDb.client(), pool);
    private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);
    private final Map<RunId, Map<RecordKey, ContentHash>> snapshots = new HashMap<>();
    private final List<String> subs = new ArrayList<>();
    private int exports;
    private int made;

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

    private void addUsers(int users) {
        for (int i = 0; i < users; i++) {
            subs.add(pool.addUser("user-" + made++, Map.of("name", "n")).sub());
        }
    }

    /** The oldest ones. */
    private void deleteUsers(int users) {
        subs.subList(0, users).forEach(pool::deleteUser);
        subs.subList(0, users).clear();
    }

    private void addGroups(int groups) {
        for (int i = 0; i < groups; i++) {
            pool.addGroup("group-" + i);
        }
    }

    private void deleteGroups(int groups) {
        for (int i = 0; i < groups; i++) {
            pool.deleteGroup("group-" + i);
        }
    }

    private CompleteExport.Summary completes() {
        return completes(Optional.empty());
    }

    private CompleteExport.Summary completes(long allowDeletions) {
        return completes(Optional.of(allowDeletions));
    }

    private CompleteExport.Summary completes(Optional<Long> allowDeletions) {
        driver.clock.advance(Duration.ofDays(1));
        CompleteExport.Summary summary = next(allowDeletions).toTheEnd();
        snapshots.put(new RunId(summary.exportId()), Snapshots.of(pool));
        checkSnapshots();
        return summary;
    }

    private String isStopped() {
        return isStopped(Optional.empty());
    }

    private String isStopped(long allowDeletions) {
        return isStopped(Optional.of(allowDeletions));
    }

    /** Returns what the operator is told. */
    private String isStopped(Optional<Long> allowDeletions) {
        driver.clock.advance(Duration.ofDays(1));
        var execution = next(allowDeletions);
        RefusedException refused = catchThrowableOfType(RefusedException.class, execution::toTheEnd);
        assertThat(refused).as("the guard stops the export").isNotNull();
        execution.giveTheLockBack();
        checkSnapshots();
        return refused.getMessage();
    }

    private ExportDriver.Execution next(Optional<Long> allowDeletions) {
        return driver.new Execution("export-" + exports++, allowDeletions);
    }

    private void checkSnapshots() {
        RunId newest = backup.newestManifest().orElseThrow().exportId();
        assertThat(snapshots.keySet()).contains(newest).allSatisfy(id -> assertThat(id)
                .isLessThanOrEqualTo(newest));
        for (Manifest manifest : backup.manifests()) {
            assertThat(Snapshots.of(backup, manifest.exportId())).isEqualTo(snapshots.get(manifest.exportId()));
        }
    }

    private Optional<Long> allowedInTheNewestManifest() {
        return backup.newestManifest().orElseThrow().allowedDeletions();
    }

    @Test
    void ofAnEmptiedPoolNothingIsDeleted() {
        addUsers(70);
        addGroups(2);
        subs.subList(0, 20).forEach(sub -> pool.join(sub, "group-0"));
        completes();
        deleteUsers(70);
        deleteGroups(2);

        driver.printed.flushed();
        String told = isStopped();

        assertThat(driver.printed.values()).containsExactly(Map.entry("DeletionGuardStops", 1.0));
        assertThat(told)
                .contains("70 of 70 users (too many)")
                .contains("2 of 2 groups (too many)")
                .contains("20 of 20 memberships (too many)")
                .contains("allowDeletions: 92.")
                .contains(backup.newestManifest().orElseThrow().exportId().value());
        assertThat(told.length()).as("a notification has room for more").isLessThan(1000);
        assertThat(pool.users()).isEmpty();
    }

    @Test
    void aPoolThatHidesItsUsersFromEveryQuestionCostsNone() {
        addUsers(120);
        completes();
        pool.hide(subs.subList(0, 50));

        assertThat(isStopped()).contains("50 of 120 users (too many)", "allowDeletions: 50.");

        pool.hideNobody();
        assertThat(completes().deleted()).isZero();
    }

    @Test
    void slowLossesAreStoppedByTheLargestSnapshotOfTheLastDays() {
        addUsers(200);
        completes();
        int lostInAll = 0;
        int stopped = 0;
        for (int day = 1; day <= 14; day++) {
            int lost = subs.size() * 9 / 100;
            deleteUsers(lost);
            lostInAll += lost;
            if (lostInAll <= 20) {
                completes();
            } else {
                assertThat(isStopped()).as("day %s", day).contains("of the largest (200 users");
                stopped++;
            }
        }
        assertThat(stopped).isEqualTo(13);
        assertThat(backup.newestManifest().orElseThrow().sums()).isNotEmpty();
        completes(200 - subs.size());
        assertThat(completes().deleted()).isZero();
    }

    @Test
    void aGuardThatHasStoppedAnExportDoesNotGiveWayBecauseTimePasses() {
        addUsers(200);
        completes();
        deleteUsers(15);
        completes();
        deleteUsers(9);
        isStopped();
        driver.clock.advance(Duration.ofDays(20));

        isStopped();
    }

    @Test
    void whatIsNormalInAPoolPasses() {
        addUsers(100);
        addGroups(3);
        subs.forEach(sub -> pool.join(sub, "group-1"));
        completes();
        for (int day = 0; day < 14; day++) {
            // A twentieth of the users leave and as many come; the pool also shrinks by one a day.
            deleteUsers(6);
            addUsers(5);
            subs.subList(subs.size() - 5, subs.size()).forEach(sub -> pool.join(sub, "group-1"));
            assertThat(completes().deleted()).isEqualTo(12);
        }
        assertThat(allowedInTheNewestManifest()).isEmpty();
    }

    @Test
    void whatFailedExportsHaveTakenForGoneIsCountedWithWhatIsGoneNow() {
        addUsers(200);
        completes();
        for (int failures = 0; failures < 2; failures++) {
            deleteUsers(9);
            driver.clock.advance(Duration.ofDays(1));
            var failing = next(Optional.empty());
            failing.upToTheManifest();
            failing.giveTheLockBack();
            checkSnapshots();
        }
        deleteUsers(9);

        assertThat(isStopped()).contains("27 of 200 users (too many)", "allowDeletions: 27.");

        pool.addUser("user-0", Map.of("name", "n"));
        assertThat(isStopped()).contains("26 of 200 users");
        CompleteExport.Summary allowed = completes(26);
        assertThat(allowed.deleted()).isEqualTo(26);
    }

    @Test
    void aPoolOfFiveMayLoseSomeButNotAll() {
        addUsers(5);
        completes();
        deleteUsers(4);
        assertThat(completes().deleted()).isEqualTo(4);
        deleteUsers(1);

        assertThat(isStopped()).contains("1 of 1 users (too many)", "allowDeletions: 1.");

        assertThat(completes(1).users()).isZero();
        assertThat(completes().users()).isZero();
    }

    @Test
    void theLastGroupIsNotDeletedButOneOfThirtyIsAndElevenAreNot() {
        addGroups(30);
        completes();
        deleteGroups(1);
        assertThat(completes().deleted()).isEqualTo(1);
        deleteGroups(12);
        assertThat(isStopped()).contains("11 of 29 groups (too many)", "allowDeletions: 11.");
        completes(11);
        deleteGroups(29);
        completes(17);
        pool.deleteGroup("group-29");

        assertThat(isStopped()).contains("1 of 1 groups (too many)");
    }

    @Test
    void membershipsAreGuardedLikeUsers() {
        addUsers(100);
        addGroups(2);
        subs.forEach(sub -> pool.join(sub, "group-0"));
        pool.join(subs.get(0), "group-1");
        completes();
        subs.subList(0, 10).forEach(sub -> pool.leave(sub, "group-0"));
        assertThat(completes().deleted()).isEqualTo(10);
        subs.subList(10, 21).forEach(sub -> pool.leave(sub, "group-0"));

        assertThat(isStopped()).contains("11 of 91 memberships (too many)", "allowDeletions: 11.");

        pool.deleteGroup("group-0");
        assertThat(isStopped())
                .contains("90 of 91 memberships (too many)", "1 of 2 groups,", "allowDeletions: 91.")
                .doesNotContain("groups (too many)");
    }

    @Test
    void onlyAsManyDeletionsAsAreAllowedAreDone() {
        addUsers(100);
        completes();
        deleteUsers(40);

        assertThat(isStopped(39)).contains("allowDeletions: 40.", "The input allowed 39.");
        assertThat(completes(40).deleted()).isEqualTo(40);
        assertThat(allowedInTheNewestManifest()).contains(40L);
        deleteUsers(30);
        assertThat(completes(1000).deleted()).isEqualTo(30);
        assertThat(allowedInTheNewestManifest()).contains(1000L);
    }

    @Test
    void afterDeletionsThatWereAllowedTheNextExportsPass() {
        addUsers(100);
        completes();
        deleteUsers(60);
        completes(60);

        completes();
        deleteUsers(6);
        assertThat(completes().deleted()).isEqualTo(6);
        assertThat(allowedInTheNewestManifest()).isEmpty();
        deleteUsers(5);
        assertThat(isStopped())
                .as("losses are added up again from there")
                .contains("5 of 34 users", "of the largest (40 users, of which 29 would be left)");
    }

    @Test
    void anAllowanceThatIsNotNeededIsNotInTheManifest() {
        addUsers(100);
        completes();
        deleteUsers(9);

        completes(500);

        assertThat(allowedInTheNewestManifest()).isEmpty();
    }

    @Test
    void aStoppedExportThatIsRetriedOrRedrivenStaysStopped() {
        addUsers(100);
        completes();
        deleteUsers(50);
        driver.clock.advance(Duration.ofDays(1));
        var execution = next(Optional.empty());
        assertThatThrownBy(execution::toTheEnd).isInstanceOf(RefusedException.class);

        assertThatThrownBy(execution::toTheEnd)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("allowDeletions: 50.");

        execution.giveTheLockBack();
        assertThatThrownBy(execution::toTheEnd).isInstanceOf(RunLockLostException.class);
        checkSnapshots();
    }

    @Test
    void invocationsWithoutTimeToSpareComeToTheSameNumbers() {
        addUsers(900);
        addGroups(3);
        subs.subList(0, 400).forEach(sub -> pool.join(sub, "group-2"));
        completes();
        deleteUsers(300);
        driver.clock.advance(Duration.ofDays(1));
        var execution = next(Optional.empty());
        execution.upToTheGuard();
        int invocations = execution.invocations();
        driver.setDeadline(() -> new Deadline(() -> 0, Duration.ofSeconds(1)));

        assertThatThrownBy(execution::takeStage)
                .hasMessageContaining("300 of 900 users")
                .hasMessageContaining("300 of 400 memberships")
                .hasMessageContaining("allowDeletions: 600.");

        assertThat(execution.invocations() - invocations).isEqualTo(32);
        assertThat(driver.largestProgress()).isLessThan(16_384);
    }

    /** All it asks the table for is whether it still has the lock. */
    @Test
    void whatTheSearchForSuspectsFoundRightIsNotReadAgain() {
        addUsers(60);
        addGroups(2);
        subs.forEach(sub -> pool.join(sub, "group-1"));
        var execution = next(Optional.empty());
        execution.upToTheGuard();
        execution.takeStage();
        long calls = dynamoDb.calls();

        execution.takeStage();

        assertThat(dynamoDb.calls() - calls).isEqualTo(1);
        execution.toTheEnd();
        assertThat(Snapshots.of(backup, execution.run().id())).isEqualTo(Snapshots.of(pool));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void whereTheSuspectsAreFewNothingMoreIsReadThanTheLockAndManifests(int lost) {
        addUsers(60);
        completes();
        deleteUsers(lost);
        driver.clock.advance(Duration.ofDays(1));
        var execution = next(Optional.empty());
        execution.upToTheGuard();
        long calls = dynamoDb.calls();

        execution.takeStage();

        assertThat(dynamoDb.calls() - calls).isLessThanOrEqualTo(lost == 0 ? 1 : 4);
    }

    /** A guard that is tighter or looser than ten percent is the same guard. */
    @Test
    void theShareIsASetting() {
        var manifest = new Manifest(
                ExportDriver.POOL,
                new RunId("2026-11-21T23:22:05.120Z"),
                driver.clock.instant(),
                Map.of(RecordKind.USER, Map.of(Shard.of("a"), new Manifest.Sum(1000, Checksum.ZERO))),
                Map.of(),
                0,
                Optional.empty());
        for (int percent : List.of(1, 10, 50, 100)) {
            DeletionLimits limits = DeletionLimits.of(List.of(manifest), percent);
            int most = Math.max(10, percent * 10);
            assertThat(limits.exceeded(RecordKind.USER, most, 1001 - most)).isFalse();
            assertThat(limits.exceeded(RecordKind.USER, most + 1, 1000 - most - 1))
                    .isTrue();
        }
    }

    @Test
    void randomLossesNeverCostARestorableRecord() {
        long seed = System.nanoTime();
        System.out.println("DeletionGuardTest: seed " + seed);
        var random = new Random(seed);
        int stopped = 0;
        for (int life = 0; life < 4; life++) {
            table.clear();
            var one = new DeletionGuardTest();
            stopped += one.liveAtRandom(random);
        }
        assertThat(stopped).isPositive();
    }

    /** Returns how many exports the guard stopped. */
    private int liveAtRandom(Random random) {
        addUsers(1 + random.nextInt(40));
        addGroups(1 + random.nextInt(15));
        int stopped = 0;
        boolean first = true;
        for (int day = 0; day < 6; day++) {
            if (!first) {
                lose(random);
            }
            driver.clock.advance(Duration.ofDays(1));
            var execution = next(Optional.empty());
            Set<RecordKey> gone = new HashSet<>(newest().keySet());
            gone.removeAll(Snapshots.of(pool).keySet());
            try {
                if (random.nextInt(4) == 0 && !first) {
                    execution.upToTheManifest();
                    execution.giveTheLockBack();
                } else {
                    execution.toTheEnd();
                    snapshots.put(execution.run().id(), Snapshots.of(pool));
                    first = false;
                }
            } catch (RefusedException e) {
                stopped++;
                execution.giveTheLockBack();
                assertThat(e).hasMessageContaining("allowDeletions: " + gone.size() + ".");
                checkSnapshots();
                if (random.nextBoolean()) {
                    completes(gone.size());
                }
            }
            checkSnapshots();
        }
        return stopped;
    }

    private Map<RecordKey, ContentHash> newest() {
        return backup.newestManifest()
                .map(manifest -> Snapshots.of(backup, manifest.exportId()))
                .orElse(Map.of());
    }

    private void lose(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> deleteUsers(subs.size());
            case 1 -> deleteUsers(random.nextInt(subs.size() + 1));
            case 2 -> deleteGroups(random.nextInt(15));
            case 3 -> pool.groups().forEach(group -> subs.forEach(sub -> pool.leave(sub, group.name())));
            case 4 -> addGroups(random.nextInt(15));
            default -> deleteUsers(Math.min(subs.size(), random.nextInt(4)));
        }
        addUsers(random.nextInt(10));
        pool.groups().forEach(group -> subs.stream()
                .filter(sub -> random.nextInt(3) == 0)
                .forEach(sub -> pool.join(sub, group.name())));
    }
}
