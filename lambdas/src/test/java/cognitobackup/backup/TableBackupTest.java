package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.RecordWriter.Change;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the backup of a pool keeps, in the real engine. */
class TableBackupTest {
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:export:";
    private static final String SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";

    private static LocalTable table;
    private static int pools;

    private final String pool = "eu-west-1_Backup" + ++pools;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T23:22:05.120Z"));
    private final FaultyDynamoDb dynamoDb = new FaultyDynamoDb(table.client());
    private final LocalBackups local = new LocalBackups(dynamoDb.client(), clock, new ScriptedExecutions(), RETENTION);
    private final Backup backup = local.backups().of(pool);

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void whatIsStoredIsReadBackWhateverIsInIt() {
        List<PoolRecord> records = strangeRecords();
        Run run = begin("one");

        assertThat(backup.writer(run, settings(true)).store(records).values()).containsOnly(Change.CREATED);

        assertThat(backup.read(records.stream().map(PoolRecord::key).toList()).values())
                .extracting(stored -> stored.current().content().orElseThrow())
                .containsExactlyInAnyOrderElementsOf(records);
        backup.complete(run, manifest(run));
        assertThat(snapshot(run.id())).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void storingAnUnchangedPoolWritesNothing() {
        List<PoolRecord> records = strangeRecords();
        Run first = begin("one");
        backup.writer(first, settings(true)).store(records);
        end(first);
        Run second = begin("two");
        RecordWriter writer = backup.writer(second, settings(true));
        long writesBefore = dynamoDb.writes();

        assertThat(writer.store(records).values()).containsOnly(Change.UNCHANGED);

        assertThat(dynamoDb.writes()).isEqualTo(writesBefore);
    }

    @Test
    void whatARetryFindsWrittenStillCountsAsTheExportsChange() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(user("ana", Map.of()), group("g")));
        end(first);
        Optional<RunId> complete = Optional.of(first.id());
        Run second = begin("two");
        backup.writer(second, settings(true))
                .store(List.of(user("ana", Map.of("name", "Ana")), new Membership(SUB, "g")));
        backup.writer(second, settings(true))
                .markGone(backup.list(RecordKind.GROUP, Shard.UNSHARDED, Optional.empty(), 10));

        assertThat(backup.writer(second, settings(true))
                        .store(List.of(user("ana", Map.of("name", "Ana"))))
                        .values())
                .containsOnly(Change.UNCHANGED);
        assertThat(stored(RecordKey.user(SUB)).changeSince(complete)).isEqualTo(Change.UPDATED);
        assertThat(stored(RecordKey.membership(SUB, "g")).changeSince(complete)).isEqualTo(Change.CREATED);
        assertThat(stored(RecordKey.group("g")).changeSince(complete)).isEqualTo(Change.DELETED);
        assertThat(stored(RecordKey.user(SUB)).changeSince(Optional.of(second.id())))
                .isEqualTo(Change.UNCHANGED);
    }

    @Test
    void whatADeadExportChangedAndTheNextFindsChangedBackIsNoChange() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(group("g")));
        end(first);
        Run dead = begin("dead");
        backup.writer(dead, settings(true)).store(List.of(described("g", "changed")));
        Run second = takeOver(dead, "two");
        backup.writer(second, settings(true)).store(List.of(group("g")));

        assertThat(stored(RecordKey.group("g")).changeSince(Optional.of(first.id())))
                .isEqualTo(Change.UNCHANGED);
    }

    @Test
    void aRecordThatWouldOutgrowAnItemIsLeftAsItWas() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(user("ana", Map.of("name", "x".repeat(150_000)))));
        end(first);
        Run second = begin("two");

        assertThat(backup.writer(second, settings(true))
                        .store(List.of(user("ana", Map.of("name", "€".repeat(100_000))), group("g")))
                        .values())
                .containsExactlyInAnyOrder(Change.UNSTORABLE, Change.CREATED);
        assertThat(stored(RecordKey.user(SUB)).current().validFrom()).isEqualTo(first.id());
    }

    @Test
    void textThatNoItemCanHoldIsNotStored() {
        Run run = begin("one");
        Membership strange = new Membership(SUB, "lone \ud83d surrogate");

        assertThat(backup.writer(run, settings(true))
                        .store(List.of(
                                user("ana", Map.of("name", "\ude80")), strange, new Membership(SUB, "x".repeat(1000))))
                        .values())
                .containsOnly(Change.UNSTORABLE)
                .hasSize(3);
        assertThat(backup.read(List.of(strange.key()))).isEmpty();
        backup.addFinding(run, "unstorable", strange.groupName());
        assertThat(backup.findings(run, "unstorable", Optional.empty(), 10)).containsExactly("lone ? surrogate");
    }

    @Test
    void usersAreFoundByIdentityAlsoWhenTheyAreGone() {
        Run first = begin("one");
        backup.writer(first, settings(false)).store(List.of(user("Ana", Map.of()), group("g")));
        assertThat(backup.subsOf("ana")).containsExactly(SUB);
        end(first);
        Run second = begin("two");
        backup.writer(second, settings(false)).markGone(List.of(stored(RecordKey.user(SUB))));

        assertThat(backup.subsOf("ana")).containsExactly(SUB);
        backup.writer(second, settings(false)).store(List.of(user("Eva", Map.of())));
        assertThat(backup.subsOf("ana")).isEmpty();
        assertThat(backup.subsOf("eva")).containsExactly(SUB);
    }

    @Test
    void anIdentityTooLongForTheIndexDoesNotKeepAUserFromBeingStored() {
        Run run = begin("one");

        assertThat(backup.writer(run, settings(true))
                        .store(List.of(user("x".repeat(2100), Map.of())))
                        .values())
                .containsOnly(Change.CREATED);
    }

    @Test
    void recordsAreListedPageByPageInTheOrderOfTheirKeys() {
        List<Group> groups = IntStream.range(0, 25)
                .mapToObj(i -> group(String.format("g%02d", i)))
                .toList();
        backup.writer(begin("one"), settings(true)).store(groups);

        List<StoredRecord> first = backup.list(RecordKind.GROUP, Shard.UNSHARDED, Optional.empty(), 10);
        List<StoredRecord> rest = backup.list(
                RecordKind.GROUP,
                Shard.UNSHARDED,
                Optional.of(first.get(9).key().sortKey()),
                100);

        assertThat(first).hasSize(10);
        assertThat(rest).hasSize(15);
        assertThat(rest.get(14).key()).isEqualTo(RecordKey.group("g24"));
    }

    @Test
    void anExportThatLostTheLockWritesNoRecordAndNoManifest() {
        Run dead = begin("one");
        RecordWriter writer = backup.writer(dead, settings(true));
        writer.store(List.of(group("g")));
        Run next = takeOver(dead, "two");

        assertThatThrownBy(() -> writer.store(List.of(group("h")))).isInstanceOf(RunLockLostException.class);
        assertThatThrownBy(() -> writer.markGone(List.of(stored(RecordKey.group("g")))))
                .isInstanceOf(RunLockLostException.class);
        assertThatThrownBy(() -> backup.complete(dead, manifest(dead))).isInstanceOf(RunLockLostException.class);
        assertThat(backup.manifests()).isEmpty();
        backup.complete(next, manifest(next));
        assertThat(backup.newestManifest().orElseThrow().exportId()).isEqualTo(next.id());
    }

    @Test
    void aWriteOfADeadExportThatWasUnderWayDoesNotHarmTheNext() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(group("g")));
        end(first);
        for (String name : List.of("new", "g")) {
            List<PoolRecord> seenNext = List.of(described("g", "after " + name), described("new", "after " + name));
            Run dead = begin("dead " + name);
            RecordWriter writer = backup.writer(dead, settings(true));
            dynamoDb.beforeNextWrite(() -> {
                Run next = takeOver(dead, "next " + name);
                backup.writer(next, settings(true)).store(seenNext);
                end(next);
            });

            assertThatThrownBy(() -> writer.store(List.of(described(name, "dead"))))
                    .isInstanceOf(RunLockLostException.class);

            assertThat(snapshot(backup.newestManifest().orElseThrow().exportId()))
                    .containsExactlyElementsOf(seenNext);
        }
    }

    @Test
    void completingTwiceChangesNothing() {
        Run run = begin("one");
        backup.complete(run, manifest(run));
        local.runLock().release(run);
        clock.advance(Duration.ofHours(1));

        backup.complete(run, manifest(run));

        assertThat(backup.manifests())
                .containsExactly(manifestAt(run, clock.instant().minus(Duration.ofHours(1))));
    }

    @Test
    void aCompleteExportWritesNoMoreRecords() {
        Run run = begin("one");
        backup.complete(run, manifest(run));

        assertThatThrownBy(() -> backup.writer(run, settings(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(run.id().value());
    }

    @Test
    void aManifestKeepsEverythingAndExpiresAfterTheOneThatFollowsIt() {
        Run first = begin("one");
        Manifest written = new Manifest(
                pool,
                first.id(),
                clock.instant(),
                Map.of(RecordKind.USER, Map.of(new Shard("7"), new Manifest.Sum(3, Checksum.fromHex("f".repeat(32))))),
                Map.of(RecordKind.USER, new Manifest.Changes(1, 2, 3)),
                4,
                Optional.empty());
        backup.complete(first, written);
        assertThat(backup.manifest(first.id())).contains(written);
        local.runLock().release(first);
        clock.advance(Duration.ofDays(400));
        assertThat(backup.newestManifest()).contains(written);
        Run second = begin("two");
        end(second);

        clock.advance(RETENTION.minusSeconds(1));
        assertThat(backup.manifests()).extracting(Manifest::exportId).containsExactly(second.id(), first.id());
        clock.advance(Duration.ofSeconds(2));
        assertThat(backup.manifests()).extracting(Manifest::exportId).containsExactly(second.id());
        assertThat(backup.manifest(first.id())).isEmpty();
    }

    @Test
    void aRecordedTombstoneExpiresAndOneThatComesBackDoesNot() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(group("g")));
        end(first);
        Run second = begin("two");
        RecordWriter writer = backup.writer(second, settings(true));
        writer.markGone(List.of(stored(RecordKey.group("g"))));
        writer.expireRecordedTombstones(List.of(stored(RecordKey.group("g"))));
        assertThat(stored(RecordKey.group("g")).expiresAt()).isEmpty();
        end(second);
        Run third = begin("three");

        backup.writer(third, settings(true)).expireRecordedTombstones(List.of(stored(RecordKey.group("g"))));
        assertThat(stored(RecordKey.group("g")).expiresAt().orElseThrow())
                .isBetween(
                        clock.instant().plus(RETENTION),
                        clock.instant().plus(RETENTION).plusSeconds(1));
        backup.writer(third, settings(true)).store(List.of(group("g")));
        assertThat(stored(RecordKey.group("g")).expiresAt()).isEmpty();
    }

    @Test
    void aConflictIsReadAndComparedAgain() {
        Run run = begin("one");
        RecordWriter writer = backup.writer(run, settings(true));
        writer.store(List.of(group("g")));
        StoredRecord readBefore = stored(RecordKey.group("g"));
        end(run);
        Run second = begin("two");
        backup.writer(second, settings(true)).store(List.of(described("g", "changed")));

        assertThat(backup.writer(second, settings(true))
                        .markGone(List.of(readBefore))
                        .values())
                .containsOnly(Change.DELETED);
        assertThat(stored(RecordKey.group("g")).previous().orElseThrow().validFrom())
                .isEqualTo(run.id());
    }

    @Test
    void aSnapshotSumsWhatItReads() {
        Run run = begin("one");
        backup.writer(run, settings(true)).store(List.of(group("g"), group("h")));
        end(run);

        Snapshot.Reading reading = backup.snapshot(run.id()).read(RecordKind.GROUP, Shard.UNSHARDED, record -> {});

        Checksum expected = Checksum.ZERO
                .plus(ContentHash.of(group("h")).prefix())
                .plus(ContentHash.of(group("g")).prefix());
        assertThat(reading).isEqualTo(new Snapshot.Reading(new Manifest.Sum(2, expected), 0, Optional.empty()));
    }

    @Test
    void aSnapshotGivesRecordsInTheOrderOfTheirKeysAlsoThoseFromHistory() {
        List<PoolRecord> all = new ArrayList<>();
        for (String name : List.of("a", "b", "\ud83d\ude00", "\ufb01", "c")) {
            all.add(group(name));
        }
        Run first = begin("one");
        backup.writer(first, settings(true)).store(all);
        end(first);
        for (String description : List.of("x", "y")) {
            Run next = begin(description);
            backup.writer(next, settings(true))
                    .store(List.of(
                            new Group("b", Optional.of(description), Optional.empty(), Optional.empty()),
                            new Group("\ud83d\ude00", Optional.of(description), Optional.empty(), Optional.empty())));
            end(next);
        }
        table.client().deleteItem(delete -> delete.tableName(LocalTable.NAME)
                .key(new ItemKey("GROUP#" + pool, "b").attributes()));

        List<PoolRecord> read = new ArrayList<>();
        backup.snapshot(first.id()).read(RecordKind.GROUP, Shard.UNSHARDED, read::add);

        assertThat(read).containsExactly(group("a"), group("b"), group("c"), group("\ufb01"), group("\ud83d\ude00"));
    }

    @Test
    void aSnapshotTrustsNoStoredHash() {
        Run run = begin("one");
        backup.writer(run, settings(true)).store(List.of(group("g")));
        end(run);
        table.client().updateItem(update -> update.tableName(LocalTable.NAME)
                .key(new ItemKey("GROUP#" + pool, "g").attributes())
                .updateExpression("SET #current.#content.precedence = :precedence")
                .expressionAttributeNames(Map.of("#current", "current", "#content", "content"))
                .expressionAttributeValues(Map.of(":precedence", AttributeValue.fromN("7"))));

        assertThat(backup.snapshot(run.id())
                        .read(RecordKind.GROUP, Shard.UNSHARDED, record -> {})
                        .sum())
                .isNotEqualTo(Manifest.Sum.of(group("g")));
    }

    @Test
    void aDamagedItemIsLeftOutOfASnapshotAndNamedByItsKindAlone() {
        Run run = begin("one");
        backup.writer(run, settings(true)).store(List.of(group("g"), group("h")));
        end(run);
        damage("g", "REMOVE #current.#content", "current", "content");

        List<PoolRecord> read = new ArrayList<>();
        Snapshot.Reading reading = backup.snapshot(run.id()).read(RecordKind.GROUP, Shard.UNSHARDED, read::add);

        assertThat(read).containsExactly(group("h"));
        assertThat(reading)
                .isEqualTo(new Snapshot.Reading(
                        Manifest.Sum.of(group("h")),
                        1,
                        Optional.of("An item of kind GROUP is damaged: it has no content.")));
        assertThatThrownBy(() -> stored(RecordKey.group("g"))).isInstanceOf(DamagedItemException.class);
    }

    @Test
    void whatWasChangedBesideItsHashIsStoredAnew() {
        Run first = begin("one");
        backup.writer(first, settings(true)).store(List.of(described("g", "as it was")));
        end(first, described("g", "as it was"));
        damage("g", "SET #current.#content.#description = :broken", "current", "content", "description");
        Run second = begin("two");

        assertThat(backup.writer(second, settings(true))
                        .store(List.of(described("g", "as it was")))
                        .values())
                .containsOnly(Change.UPDATED);
        Manifest manifest = end(second, described("g", "as it was"));

        assertThat(groupsDiffering(backup.manifests())).containsExactly(first.id());
        assertThat(backup.newestManifest()).contains(manifest);
    }

    @Test
    void aManifestThatIsNotAsItWasWrittenIsDamaged() {
        Run first = begin("one");
        end(first, group("g"));
        ItemKey key = ManifestItems.key(pool, first.id());
        ItemKey other = ManifestItems.key(pool, RunId.at(first.id().instant().plusSeconds(60)));
        copy(key, other);
        assertThatThrownBy(() -> backup.manifest(new RunId(other.sort())))
                .isInstanceOf(DamagedItemException.class)
                .hasMessage("An item of kind EXPORT is damaged: it does not say what it said when it was written.");
        assertThat(backup.manifest(first.id()).orElseThrow().followed()).isFalse();

        table.client().updateItem(update -> update.tableName(LocalTable.NAME)
                .key(key.attributes())
                .updateExpression("SET readUntil = :later")
                .expressionAttributeValues(Map.of(":later", AttributeValue.fromS("2030-01-01T00:00:00Z"))));

        assertThatThrownBy(() -> backup.manifest(first.id())).isInstanceOf(DamagedItemException.class);
    }

    @Test
    void theManifestBeforeALostOneSaysThatItWasFollowed() {
        Run first = begin("one");
        end(first);
        assertThat(backup.newestManifest().orElseThrow().followed()).isFalse();
        Run second = begin("two");
        end(second);
        table.client().deleteItem(delete -> delete.tableName(LocalTable.NAME)
                .key(ManifestItems.key(pool, second.id()).attributes()));

        assertThat(backup.newestManifest().orElseThrow().exportId()).isEqualTo(first.id());
        assertThat(backup.newestManifest().orElseThrow().followed()).isTrue();
    }

    @Test
    void damageHarmsOnlyTheSnapshotsThatNeedWhatItHit() {
        List<Manifest> manifests = new ArrayList<>();
        for (String description : List.of("a", "b", "c")) {
            Run run = begin(description);
            backup.writer(run, settings(true)).store(List.of(described("g", description), described("h", description)));
            manifests.add(end(run, described("g", description), described("h", description)));
        }
        RunId first = manifests.get(0).exportId();
        RunId second = manifests.get(1).exportId();
        RunId third = manifests.get(2).exportId();
        assertThat(groupsDiffering(manifests)).isEmpty();

        damage("g", "SET #previous.#contentHash = :broken", "previous", "contentHash");
        assertThat(groupsDiffering(manifests)).containsExactly(second);
        damage("g", "SET #current.#content = :broken", "current", "content");
        assertThat(groupsDiffering(manifests)).containsExactly(second, third);
        damage("h", "SET #formatVersion = :broken", "formatVersion");
        assertThat(groupsDiffering(manifests)).containsExactly(second, third);
        table.client().deleteItem(delete -> delete.tableName(LocalTable.NAME)
                .key(new ItemKey("GROUP-HISTORY#" + pool, second + "#g").attributes()));
        assertThat(groupsDiffering(manifests)).containsExactly(first, second, third);
    }

    @Test
    void whatDiffersIsNamedByExportAndKind() {
        Run one = begin("one");
        List<PoolRecord> records = List.of(user("ana", Map.of()), new Membership(SUB, "g"), group("g"));
        backup.writer(one, settings(true)).store(records);
        Manifest first = end(one, records.toArray(PoolRecord[]::new));
        Run two = begin("two");
        backup.writer(two, settings(true)).store(List.of(user("eva", Map.of())));
        Manifest second = end(two, user("eva", Map.of()), new Membership(SUB, "g"), group("other"));

        assertThat(backup.differing(Shard.of(SUB), List.of(second, first)))
                .isEqualTo(Map.of(first.exportId(), List.of(), second.exportId(), List.of()));
        assertThat(backup.differing(Shard.UNSHARDED, List.of(first, second)))
                .isEqualTo(Map.of(first.exportId(), List.of(), second.exportId(), List.of(RecordKind.GROUP)));
        assertThat(backup.differing(Shard.UNSHARDED, List.of())).isEmpty();
    }

    @Test
    void historyAndItemsAreReadOnceForAnyNumberOfManifests() {
        List<Manifest> manifests = new ArrayList<>();
        for (String description : List.of("a", "b", "c", "d")) {
            Run run = begin(description);
            backup.writer(run, settings(true)).store(List.of(described("g", description)));
            manifests.add(end(run, described("g", description)));
        }
        long before = dynamoDb.queries();

        backup.differing(Shard.UNSHARDED, manifests);

        // Items and history of groups, items and history of configuration.
        assertThat(dynamoDb.queries() - before).isEqualTo(4);
    }

    @Test
    void subsAreFoundByIdentityTombstonesIncluded() {
        Run run = begin("one");
        backup.writer(run, settings(false)).store(List.of(user("Ana", Map.of()), group("ana")));
        end(run);
        Run second = begin("two");
        backup.writer(second, settings(false)).markGone(List.of(stored(RecordKey.user(SUB))));
        User again = new User("3", "ana", new TreeMap<>(), true, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
        backup.writer(second, settings(false)).store(List.of(again));
        copy(new ItemKey("USER#" + pool + "#" + Shard.of("3"), "3"), new ItemKey("USER#" + pool + "#x", "3x"));
        copy(new ItemKey("USER#" + pool + "#" + Shard.of("3"), "3"), new ItemKey("COPY#" + pool, "4"));

        assertThat(backup.subsOf("ana")).containsExactlyInAnyOrder(SUB, "3");
        assertThat(backup.subsOf("Ana")).isEmpty();
        assertThat(backup.subsOf("x".repeat(3000))).isEmpty();
        assertThat(local.backups().of("eu-west-1_Nobody").subsOf("ana")).isEmpty();
    }

    @Test
    void subsOfOneIdentityAreFoundOnEveryPage() {
        Run run = begin("one");
        List<User> many = IntStream.range(0, 40)
                .mapToObj(i -> new User(
                        i + "-" + "s".repeat(1000),
                        "twin",
                        new TreeMap<>(),
                        true,
                        "CONFIRMED",
                        Instant.EPOCH,
                        Instant.EPOCH))
                .toList();
        backup.writer(run, settings(true)).store(many);
        dynamoDb.limitPages(7);

        assertThat(backup.subsOf("twin")).hasSize(40);
    }

    @Test
    void findingsAreKeptOnceAndReadByKindPageByPage() {
        Run run = begin("one");
        for (String key : List.of("a", "b", "a", "x".repeat(3000))) {
            backup.addFinding(run, "missed", key);
        }
        backup.addFinding(run, "odd", "c");

        List<String> missed = backup.findings(run, "missed", Optional.empty(), 10);
        assertThat(missed).containsExactlyInAnyOrder("a", "b", "x".repeat(3000));
        assertThat(backup.findings(run, "missed", Optional.of(missed.get(1)), 10))
                .containsExactly(missed.get(2));
        assertThat(backup.findings(run, "odd", Optional.empty(), 1)).containsExactly("c");
    }

    private Run begin(String execution) {
        clock.advance(Duration.ofHours(1));
        return local.acquire(pool, EXECUTION + execution);
    }

    private void end(Run run) {
        backup.complete(run, manifest(run));
        local.runLock().release(run);
    }

    /** Completes a run that holds these records. */
    private Manifest end(Run run, PoolRecord... records) {
        Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new TreeMap<>();
        for (PoolRecord record : records) {
            RecordKey key = record.key();
            sums.computeIfAbsent(key.kind(), kind -> new HashMap<>())
                    .merge(key.shard(), Manifest.Sum.of(record), Manifest.Sum::plus);
        }
        Manifest manifest = new Manifest(pool, run.id(), clock.instant(), sums, Map.of(), 0, Optional.empty());
        backup.complete(run, manifest);
        local.runLock().release(run);
        return manifest;
    }

    private List<RunId> groupsDiffering(List<Manifest> manifests) {
        return backup.differing(Shard.UNSHARDED, manifests).entrySet().stream()
                .filter(entry -> entry.getValue().contains(RecordKind.GROUP))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void damage(String group, String expression, String... names) {
        Map<String, String> byPlaceholder =
                Arrays.stream(names).collect(Collectors.toMap(name -> "#" + name, name -> name));
        table.client().updateItem(update -> update.tableName(LocalTable.NAME)
                .key(new ItemKey("GROUP#" + pool, group).attributes())
                .updateExpression(expression)
                .expressionAttributeNames(byPlaceholder)
                .expressionAttributeValues(
                        expression.contains(":broken") ? Map.of(":broken", AttributeValue.fromS("broken")) : null));
    }

    private void copy(ItemKey from, ItemKey to) {
        Map<String, AttributeValue> item = new HashMap<>(table.client()
                .getItem(get -> get.tableName(LocalTable.NAME).key(from.attributes()))
                .item());
        item.putAll(to.attributes());
        table.client().putItem(put -> put.tableName(LocalTable.NAME).item(item));
    }

    private Run takeOver(Run dead, String execution) {
        local.runLock().releaseAfterDeath(pool, dead.execution());
        return begin(execution);
    }

    private StoredRecord stored(RecordKey key) {
        return backup.read(List.of(key)).get(key);
    }

    private List<PoolRecord> snapshot(RunId exportId) {
        List<PoolRecord> records = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            for (Shard shard : kind.sharded() ? Shard.all() : List.of(Shard.UNSHARDED)) {
                backup.snapshot(exportId).read(kind, shard, records::add);
            }
        }
        return records;
    }

    private Manifest manifest(Run run) {
        return manifestAt(run, clock.instant());
    }

    private Manifest manifestAt(Run run, Instant readUntil) {
        return new Manifest(pool, run.id(), readUntil, Map.of(), Map.of(), 0, Optional.empty());
    }

    private PoolSettings settings(boolean caseSensitive) {
        return new PoolSettings(pool, Set.of(), Set.of(), caseSensitive, "OFF", Set.of(), Map.of(), Set.of(), 8);
    }

    private static List<PoolRecord> strangeRecords() {
        return List.of(
                user("a,b\"c\\d\n", Map.of("name", "👩‍🚀 مرحبا \u202e\u0000", "empty", "", "#:", ":#")),
                new User("1", "only a sub", new TreeMap<>(), false, "A_NEW_STATUS", Instant.EPOCH, Instant.now()),
                group("a#b/c"),
                new Group("שלום", Optional.of(""), Optional.of(0), Optional.of("arn:aws:iam::1:role/r")),
                new Membership(SUB, "a#b/c"),
                new Membership(SUB, "#"),
                new ConfigurationPart("pool", "eu-west-1_x", "{\"a\":[1,2]}"),
                new ConfigurationPart("client", "a#b", "{}"));
    }

    private static User user(String username, Map<String, String> attributes) {
        return new User(SUB, username, new TreeMap<>(attributes), true, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
    }

    private static Group described(String name, String description) {
        return new Group(name, Optional.of(description), Optional.empty(), Optional.empty());
    }

    private static Group group(String name) {
        return new Group(name, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
