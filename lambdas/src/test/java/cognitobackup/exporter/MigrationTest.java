package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Backup;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.InMemoryUserPools;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.Deadline;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import cognitobackup.retired.LocalRetiredTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Goal: what the retired architecture's table holds becomes a pool's first snapshot, whole, and the table stays as it is.
 * Method: a table as that architecture wrote it, with everything odd that is known of it; all steps in the workflow's
 * order, on the real engine.
 */
class MigrationTest {
    private static final Instant LAST = Instant.parse("2025-10-01T03:00:00Z");
    private static final Instant BEFORE = LAST.minus(Duration.ofDays(1));

    private static LocalTable table;

    private final LocalRetiredTable retired = new LocalRetiredTable(table.client());
    private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
    private final List<PoolRecord> expected = new ArrayList<>();

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

    private static SourcePools sources(String retiredTable, InMemoryUserPools living) {
        return LocalRetiredTable.sources(table.client(), ExportDriver.POOL, retiredTable, living);
    }

    private ExportDriver migration(InMemoryUserPools living) {
        var driver = new ExportDriver(table.client(), pool, sources(LocalRetiredTable.NAME, living));
        driver.keepSecret(retired.secrets());
        return driver;
    }

    private ExportDriver migrationOfALostPool() {
        return migration(new InMemoryUserPools());
    }

    private static Backup backup(ExportDriver driver) {
        return driver.backups.backups().of(ExportDriver.POOL);
    }

    private static Map<RecordKey, ContentHash> newest(ExportDriver driver) {
        Backup backup = backup(driver);
        return Snapshots.of(backup, backup.newestManifest().orElseThrow().exportId());
    }

    private Map<RecordKey, ContentHash> expected() {
        Map<RecordKey, ContentHash> hashes = new HashMap<>();
        expected.forEach(record -> hashes.put(record.key(), ContentHash.of(record)));
        return hashes;
    }

    private static String sub(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** A user who signs in with its username. */
    private String user(String username, Map<String, String> attributes, Instant confirmed) {
        String sub = sub(username);
        retired.user(LocalRetiredTable.INSTALLATION, sub, username, username, attributes, true, confirmed);
        expected.add(new User(sub, username, new TreeMap<>(attributes), true, "CONFIRMED", confirmed, confirmed));
        return sub;
    }

    /** A user of a pool whose users sign in with an attribute: Cognito makes the username. */
    private void userWith(String attribute, String value) {
        String sub = sub(value);
        Map<String, String> attributes = Map.of(attribute, value);
        retired.user(LocalRetiredTable.INSTALLATION, sub, sub, value, attributes, true, LAST);
        expected.add(new User(sub, sub, new TreeMap<>(attributes), true, "CONFIRMED", LAST, LAST));
    }

    private void group(String name, Instant confirmed) {
        retired.group(name, "", -1, confirmed);
        expected.add(new Group(name, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private void member(String groupName, String sub, Instant confirmed) {
        retired.member(groupName, sub, confirmed);
        expected.add(new Membership(sub, groupName));
    }

    private void expectMadeUpConfiguration(String usernameAttributes) {
        expected.add(new ConfigurationPart("pool", ExportDriver.POOL, """
                {"Id":"eu-west-1_Source","UsernameAttributes":[%s],"UsernameConfiguration":{"CaseSensitive":false}}""".formatted(usernameAttributes)));
    }

    @Test
    void whateverIsOddInTheTableTheSnapshotHoldsWhatCanBeRestored() {
        retired.lastExport(LAST);
        String ann = user(
                "Ann, \"the\" first \ud83d\ude00", Map.of("email", "ann@example.com", "name", "J\u00f6rg, #1"), LAST);
        String bob = user("USER-bob", Map.of(), LAST);
        String vanishing = user("vanishing", Map.of("name", "v"), BEFORE);
        group("admins#\ud83d\ude00,/", LAST);
        group("MEMBER-x", LAST);
        group("vanishing-group", BEFORE);
        group("nobody", LAST);
        retired.group("described", "a, \"b\"", 0, LAST);
        expected.add(new Group("described", Optional.of("a, \"b\""), Optional.of(0), Optional.empty()));
        member("admins#\ud83d\ude00,/", ann, LAST);
        member("admins#\ud83d\ude00,/", bob, LAST);
        member("MEMBER-x", ann, LAST);
        member("vanishing-group", vanishing, BEFORE);
        // Left out: a user who is not there, a group that is not there, and what cannot be read.
        retired.member("described", sub("unknown"), LAST);
        retired.member("x", ann, LAST);
        retired.put("USER-" + sub("damaged"), "USER-1", Map.of("username", AttributeValue.fromS("damaged")));
        retired.put("GROUP_MEMBER-described", "something else", Map.of());
        retired.put("UNKNOWN-1", "USER-1", Map.of());
        expectMadeUpConfiguration("");
        List<String> items = retired.items();
        ExportDriver driver = migrationOfALostPool();

        CompleteExport.Summary summary = driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
        assertThat(summary.users()).isEqualTo(3);
        assertThat(summary.groups()).isEqualTo(5);
        assertThat(summary.memberships()).isEqualTo(4);
        assertThat(summary.findings())
                .isEqualTo(Map.of(
                        "RETIRED-VANISHING", 3L,
                        "RETIRED-MEMBER-WITHOUT-USER", 1L,
                        "RETIRED-MEMBERS-WITHOUT-GROUP", 1L,
                        "RETIRED-UNREADABLE", 2L));
        assertThat(retired.items()).as("nothing was written").isEqualTo(items);
    }

    @Test
    void findingsNameTheRecords() {
        retired.lastExport(LAST);
        user("vanishing", Map.of(), BEFORE);
        ExportDriver driver = migrationOfALostPool();
        var execution = driver.new Execution("migration");

        execution.toTheEnd();

        assertThat(backup(driver).findings(execution.run(), "RETIRED-VANISHING", Optional.empty(), 10))
                .containsExactly("USER#" + sub("vanishing"));
    }

    @Test
    void aPoolWhoseUsersSignInWithAnAttributeIsRecognised() {
        retired.lastExport(LAST);
        userWith("email", "ann@example.com");
        userWith("email", "Bob@example.com");
        userWith("phone_number", "+15550100");
        group("people", LAST);
        member("people", sub("Bob@example.com"), LAST);
        expectMadeUpConfiguration("\"email\",\"phone_number\"");
        ExportDriver driver = migrationOfALostPool();

        driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
        List<String> identities = table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                .filter(item -> item.containsKey("identity"))
                .map(item -> item.get("identity").s())
                .toList();
        assertThat(identities)
                .containsExactlyInAnyOrder(
                        ExportDriver.POOL + "#ann@example.com",
                        ExportDriver.POOL + "#bob@example.com",
                        ExportDriver.POOL + "#+15550100");
    }

    @Test
    void thePoolsOwnConfigurationCountsWhereItStillExistsAndItsUsersDoNot() {
        retired.lastExport(LAST);
        user("ann", Map.of(), LAST);
        pool.addUser("new", Map.of());
        pool.putConfiguration(new ConfigurationPart("client", "app", "{}"));
        expected.addAll(pool.configuration());
        var driver = migration(new InMemoryUserPools(pool));

        driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
    }

    @Test
    void theNextExportReadsThePoolAndWritesTheDifference() {
        retired.lastExport(LAST);
        User ann = pool.addUser("ann", Map.of("name", "Ann"));
        pool.addUser("new", Map.of());
        pool.addGroup("people");
        retired.user(LocalRetiredTable.INSTALLATION, ann.sub(), "ann", "ann", Map.of("name", "Ann"), true, LAST);
        user("left", Map.of(), LAST);
        group("people", LAST);
        var migration = migration(new InMemoryUserPools(pool));
        RunId first = new RunId(migration.export("migration").exportId());
        Map<RecordKey, ContentHash> migrated = newest(migration);
        var living = new ExportDriver(table.client(), pool);
        living.clock.advance(Duration.ofDays(1));

        CompleteExport.Summary summary = living.export("next");

        assertThat(summary.created()).isEqualTo(1);
        assertThat(summary.updated()).isZero();
        assertThat(summary.deleted()).isEqualTo(1);
        assertThat(newest(living)).isEqualTo(Snapshots.of(pool));
        assertThat(Snapshots.of(backup(living), first)).isEqualTo(migrated);
    }

    @Test
    void aPoolThatHasExportsIsNotMigratedAgain() {
        retired.lastExport(LAST);
        user("ann", Map.of(), LAST);
        ExportDriver driver = migrationOfALostPool();
        driver.export("migration");
        Map<RecordKey, ContentHash> migrated = newest(driver);
        driver.clock.advance(Duration.ofHours(1));

        assertThatThrownBy(() -> driver.start("again"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("already has exports")
                .hasMessageContaining("remove retiredTable");

        assertThat(newest(driver)).isEqualTo(migrated);
        assertThat(new ExportDriver(table.client(), pool).start("other").outcome())
                .as("the lock was not taken")
                .isEqualTo("STARTED");
    }

    /** More than a page of a scan, and more members than a page of them. */
    @Test
    void invocationsWithoutTimeToSpareComeToTheSameSnapshot() {
        retired.lastExport(LAST);
        String text = "x".repeat(2000);
        for (int i = 0; i < 600; i++) {
            user("user-" + i, Map.of("custom:text", text), LAST);
        }
        group("everybody", LAST);
        for (int i = 0; i < 250; i++) {
            member("everybody", sub("user-" + i), LAST);
        }
        expectMadeUpConfiguration("");
        ExportDriver driver = migrationOfALostPool();
        driver.setDeadline(() -> new Deadline(() -> 0, Duration.ofSeconds(1)));

        driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
        assertThat(driver.largestProgress()).isLessThan(4096);
    }

    @Test
    void aTableThatNoExportEverCompletedIsMigratedAndTheSummarySaysSo() {
        String ann = user("ann", Map.of(), LAST);
        group("people", LAST);
        member("people", ann, LAST);
        expectMadeUpConfiguration("");
        ExportDriver driver = migrationOfALostPool();

        CompleteExport.Summary summary = driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
        assertThat(summary.findings()).isEqualTo(Map.of("RETIRED-NEVER-COMPLETED", 1L));
    }

    @Test
    void ofTwoInstallationsInOneTableTheLaterExportCounts() {
        retired.lastExport(LAST);
        String ann = user("ann", Map.of("name", "new"), LAST);
        retired.user("other", ann, "ann", "ann", Map.of("name", "old"), false, BEFORE);
        expectMadeUpConfiguration("");
        ExportDriver driver = migrationOfALostPool();

        CompleteExport.Summary summary = driver.export("migration");

        assertThat(newest(driver)).isEqualTo(expected());
        assertThat(summary.findings()).isNull();
    }

    @Test
    void disabledUsersStayDisabledAndTheOldExportIsTheirOnlyDate() {
        retired.lastExport(LAST);
        retired.user(LocalRetiredTable.INSTALLATION, sub("ann"), "ann", "ann", Map.of(), false, LAST);
        ExportDriver driver = migrationOfALostPool();

        driver.export("migration");

        List<PoolRecord> users = new ArrayList<>();
        Backup backup = backup(driver);
        RunId exportId = backup.newestManifest().orElseThrow().exportId();
        Shard.all().forEach(shard -> backup.snapshot(exportId).read(RecordKind.USER, shard, users::add));
        assertThat(users).singleElement().isInstanceOfSatisfying(User.class, user -> {
            assertThat(user.enabled()).isFalse();
            assertThat(user.created()).isEqualTo(LAST);
        });
    }

    @Test
    void anotherTableIsRefused() {
        for (String name : List.of("none-such", LocalTable.NAME)) {
            var driver = new ExportDriver(table.client(), pool, sources(name, new InMemoryUserPools(pool)));
            var execution = driver.new Execution("migration from " + name);

            assertThatThrownBy(execution::toTheEnd)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("Allowed as retiredTable");
            execution.giveTheLockBack();
        }
    }
}
