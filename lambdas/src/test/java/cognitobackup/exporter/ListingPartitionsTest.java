package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Backup;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: an export that lists users in partitions stores what one without partitions would; and where a filtered listing
 * leaves somebody out, nobody who is stored is lost, and whoever is new is stored within a week. Method: all steps in the
 * workflow's order, with a pool in memory whose filtered listings lack users.
 */
class ListingPartitionsTest {
    private static final Duration ALMOST_A_WEEK = Duration.ofDays(7).minusHours(1);

    private static LocalTable table;

    private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
    private final ExportDriver driver = new ExportDriver(new FaultyDynamoDb(table.client()).client(), pool);
    private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);

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

    private List<String> addUsers(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pool.addUser(name + i, Map.of("name", name)).sub())
                .toList();
    }

    private Manifest newest() {
        return backup.newestManifest().orElseThrow();
    }

    private void assertSnapshotHoldsThePool() {
        assertThat(Snapshots.of(backup, newest().exportId())).isEqualTo(Snapshots.of(pool));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void everyDigitIsInOnePartitionAndPartitionsShareTheBudget(int count) {
        List<Listing> partitions = Listing.partitions(count);

        assertThat(partitions).hasSize(count).allMatch(partition -> partition.sharers() == count);
        assertThat(partitions.stream().map(Listing::worker)).doesNotHaveDuplicates();
        assertThat(partitions.stream().flatMap(partition -> partition.subPrefixes().stream()))
                .containsExactlyInAnyOrder("0123456789abcdef".split(""));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void anExportInPartitionsStoresWhatOneWithoutWouldStore(int count) {
        long seed = System.nanoTime();
        System.out.println("ListingPartitionsTest: seed " + seed);
        var random = new Random(seed);
        pool.setPageSize(1 + random.nextInt(9));
        List<String> before = addUsers("before", random.nextInt(200));
        pool.addGroup("some");
        driver.export("first");
        before.stream().filter(sub -> random.nextInt(4) == 0).forEach(sub -> pool.setAttribute(sub, "name", "changed"));
        before.stream().filter(sub -> random.nextInt(4) > 0).forEach(sub -> pool.join(sub, "some"));
        before.stream().filter(sub -> random.nextInt(9) == 0).limit(5).forEach(pool::deleteUser);
        addUsers("after", random.nextInt(40));
        driver.listInPartitions(count);
        if (random.nextBoolean()) {
            pool.expireTokenOnce("ListUsers");
        }
        if (random.nextBoolean()) {
            pool.emptyPageOnce("ListUsers");
        }
        if (random.nextBoolean()) {
            driver.setDeadline(() -> new Deadline(() -> 0, Duration.ofSeconds(1)));
        }

        driver.export("in partitions");

        Manifest inPartitions = newest();
        assertThat(inPartitions.listedWhole()).isPresent();
        assertSnapshotHoldsThePool();
        driver.listInPartitions(1);
        CompleteExport.Summary whole = driver.export("whole");
        assertThat(newest().listedWhole()).isEmpty();
        assertThat(newest().sums()).isEqualTo(inPartitions.sums());
        assertThat(whole.created() + whole.updated() + whole.deleted() + whole.missedByListing())
                .isZero();
    }

    @Test
    void theFirstExportAndOneAWeekListWhole() {
        addUsers("user", 5);
        driver.listInPartitions(16);

        driver.export("first");
        RunId first = newest().exportId();
        assertThat(newest().listedWhole()).isEmpty();

        driver.export("second");
        assertThat(newest().listedWhole()).contains(first);

        advanceTo(first, ALMOST_A_WEEK.minusMillis(1));
        driver.export("almost a week after the first");
        assertThat(newest().listedWhole()).contains(first);

        advanceTo(first, ALMOST_A_WEEK);
        driver.export("a week after the first");
        RunId second = newest().exportId();
        assertThat(newest().listedWhole()).isEmpty();

        driver.export("after that");
        assertThat(newest().listedWhole()).contains(second);
    }

    /** So that the next export begins so long after that one. */
    private void advanceTo(RunId export, Duration after) {
        driver.clock.advance(Duration.between(driver.clock.instant(), export.instant())
                .plus(after)
                .minusHours(1));
    }

    @Test
    void aRepeatedCheckDecidesTheSameHoweverMuchLater() {
        addUsers("user", 5);
        driver.listInPartitions(4);
        driver.export("first");
        advanceTo(newest().exportId(), ALMOST_A_WEEK.minusMinutes(1));
        driver.clock.advance(Duration.ofHours(1));
        var execution = driver.new Execution("second");

        CheckUserPool.Work once = driver.check(execution.run());
        driver.clock.advance(Duration.ofMinutes(5));
        CheckUserPool.Work again = driver.check(execution.run());

        assertThat(once.listings()).hasSize(4).isEqualTo(again.listings());
        assertThat(once.progress().listedWhole()).isEqualTo(again.progress().listedWhole());
        execution.toTheEnd();
        assertThat(newest().listedWhole()).isPresent();
    }

    @Test
    void whoeverPartitionsLeaveOutIsFoundOrListedAndOnlyTheGoneAreDeleted() {
        addUsers("user", 60);
        List<String> hidden = addUsers("hidden", 5);
        List<String> gone = addUsers("gone", 5);
        driver.export("first");
        pool.hideBySub(hidden);
        gone.forEach(pool::deleteUser);
        driver.listInPartitions(16);

        CompleteExport.Summary summary = driver.export("second");

        assertThat(newest().listedWhole()).isPresent();
        assertThat(summary.deleted()).isEqualTo(5);
        assertThat(summary.missedByListing()).isEqualTo(5);
        assertSnapshotHoldsThePool();
    }

    @Test
    void whereManyAreLeftOutUsersAreListedOnceMoreWithoutPartitions() {
        addUsers("user", 100);
        List<String> hidden = addUsers("hidden", 400);
        driver.export("first");
        pool.hideBySub(hidden);
        driver.listInPartitions(16);

        CompleteExport.Summary summary = driver.export("second");

        assertThat(newest().listedWhole()).isPresent();
        assertThat(summary.deleted()).isZero();
        assertThat(summary.missedByListing()).isEqualTo(400);
        assertSnapshotHoldsThePool();
    }

    @Test
    void someoneElseWithTheUsernameIsNotTheUser() {
        List<String> gone = addUsers("user", 3);
        driver.export("first");
        User user = pool.users().stream()
                .filter(one -> one.sub().equals(gone.get(0)))
                .findFirst()
                .orElseThrow();
        pool.deleteUser(user.sub());
        String another = "00000000-0000-4000-8000-000000000000";
        pool.putUser(new User(
                another,
                user.username(),
                user.attributes(),
                true,
                user.status(),
                driver.clock.instant(),
                driver.clock.instant()));
        driver.listInPartitions(2);

        driver.export("second");

        assertThat(Snapshots.of(backup, newest().exportId()))
                .containsKey(RecordKey.user(another))
                .doesNotContainKey(RecordKey.user(user.sub()));
        assertSnapshotHoldsThePool();
    }

    @Test
    void whoIsNewAndInNoPartitionIsStoredByTheNextListingWithoutPartitions() {
        addUsers("user", 20);
        driver.listInPartitions(16);
        driver.export("first");
        RunId first = newest().exportId();
        String hidden = pool.addUser("hidden", Map.of()).sub();
        String member = pool.addUser("hidden member", Map.of()).sub();
        pool.addGroup("some");
        pool.join(member, "some");
        pool.hideBySub(List.of(hidden, member));

        driver.export("second");
        assertThat(Snapshots.of(backup, newest().exportId()))
                .doesNotContainKey(RecordKey.user(hidden))
                .containsKey(RecordKey.user(member));

        advanceTo(first, ALMOST_A_WEEK);
        driver.export("third");
        assertThat(newest().listedWhole()).isEmpty();
        assertSnapshotHoldsThePool();
    }
}
