package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table outlives releases. The golden file holds one item of each kind as this release writes it, and this release
 * reads back what is in it.
 */
class StoredFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final String POOL = "eu-west-1_AbCdEf123";
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:export:";
    private static final String SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";
    private static final RunId FIRST = new RunId("2026-11-19T01:00:00.000Z");
    private static final RunId SECOND = new RunId("2026-11-20T01:00:00.000Z");
    private static final RunId THIRD = new RunId("2026-11-21T01:00:00.000Z");
    private static final RunId IMPORT = new RunId("2026-11-22T08:30:00.000Z");

    private final ManualClock clock = new ManualClock(FIRST.instant());

    @Test
    void itemsAreWrittenAsInTheGoldenFile() throws IOException {
        try (LocalTable table = new LocalTable()) {
            writeOneOfEachKind(new LocalBackups(table.client(), clock, new ScriptedExecutions(), Duration.ofDays(35)));

            String written = table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                    .map(DynamoDbJson::write)
                    .sorted()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());

            assertThat(written).isEqualTo(golden());
        }
    }

    @Test
    void itemsOfTheGoldenFileAreRead() throws IOException {
        try (LocalTable table = new LocalTable()) {
            golden().lines().map(DynamoDbJson::read).forEach(item -> table.client()
                    .putItem(put -> put.tableName(LocalTable.NAME).item(item)));
            clock.advance(Duration.ofDays(3));
            LocalBackups local = new LocalBackups(table.client(), clock, new ScriptedExecutions(), Duration.ofDays(35));

            assertThat(snapshot(local, FIRST)).containsExactlyInAnyOrder(user("Ana"), group("g"), member(), client());
            assertThat(snapshot(local, SECOND)).containsExactlyInAnyOrder(user("Anna"), member(), client());
            assertThat(snapshot(local, THIRD)).containsExactlyInAnyOrder(anne(), member(), client());
            assertThat(local.backups().of(POOL).manifests())
                    .extracting(Manifest::exportId)
                    .containsExactly(THIRD, SECOND, FIRST);
            assertThat(local.imports().newest("eu-west-1_Target").orElseThrow().snapshot())
                    .contains(THIRD);
        }
    }

    @Test
    void theDocumentShowsEachKindOfItemAsInTheGoldenFile() throws IOException {
        Map<ItemKey, JsonNode> golden = new HashMap<>();
        golden().lines().map(DynamoDbJson::read).forEach(item -> golden.put(ItemKey.of(item), plain(item)));
        String document = Files.readString(Path.of("../docs/data-format.md"));
        Set<String> shown = new TreeSet<>();

        for (Matcher block = JSON_BLOCK.matcher(document); block.find(); ) {
            JsonNode item = JSON.readTree(block.group(1));
            ItemKey key = new ItemKey(item.get("pk").textValue(), item.get("sk").textValue());
            assertThat(item)
                    .as("the example %s %s", key.partition(), key.sort())
                    .isEqualTo(golden.get(key));
            shown.add(key.kind());
        }

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        golden.keySet().stream().map(ItemKey::kind).collect(Collectors.toSet()));
    }

    /** An item without DynamoDB's type letters. */
    private static JsonNode plain(Map<String, AttributeValue> attributes) {
        ObjectNode plain = JSON.createObjectNode();
        attributes.forEach((name, value) -> {
            switch (value.type()) {
                case S -> plain.put(name, value.s());
                case N -> plain.put(name, Integer.parseInt(value.n()));
                case BOOL -> plain.put(name, value.bool());
                case B ->
                    plain.put(name, Base64.getEncoder().encodeToString(value.b().asByteArray()));
                default -> plain.set(name, plain(value.m()));
            }
        });
        return plain;
    }

    private void writeOneOfEachKind(LocalBackups local) {
        Run first = local.acquire(POOL, EXECUTION + "first");
        write(local, first, List.of(user("Ana"), group("g"), member(), client()), List.of());
        clock.advance(Duration.ofDays(1));
        Run second = local.acquire(POOL, EXECUTION + "second");
        write(local, second, List.of(user("Anna"), member(), client()), List.of(RecordKey.group("g")));
        clock.advance(Duration.ofDays(1));
        Run third = local.acquire(POOL, EXECUTION + "third");
        Backup backup = local.backups().of(POOL);
        backup.writer(third, settings())
                .expireRecordedTombstones(backup.list(RecordKind.GROUP, Shard.UNSHARDED, Optional.empty(), 10));
        SeenParts.Recorder recorder = backup.seen(third).recorder("users-0", "1");
        recorder.add(RecordKey.user(SUB), ContentHash.of(anne()));
        recorder.addUnstorable(RecordKey.user("an odd one"));
        recorder.flush();
        backup.addFinding(third, "missedByListing", SUB);
        write(local, third, List.of(anne(), member(), client()), List.of());
        local.acquire("eu-west-1_Other", EXECUTION + "dead");
        local.runLock().releaseAfterDeath("eu-west-1_Other", EXECUTION + "dead");
        local.imports()
                .create(new ImportItem(
                        "eu-west-1_Target",
                        IMPORT,
                        "PINNED",
                        "{\"targetUserPoolId\":\"eu-west-1_Target\"}",
                        Optional.of(THIRD),
                        Map.of("users", 1L, "groups", 0L, "memberships", 1L),
                        Map.of("allowTriggers", "false")));
        local.imports()
                .putResult(
                        IMPORT,
                        new ImportResult(
                                new ImportResult.Key(Shard.of("ana"), "user", SUB),
                                Map.of("identity", "ana", "targetSub", "e4f8d4c8-0091-70b6-9d3f-2b3c4d5e6f70")));
        local.notices().claim(EXECUTION + "dead");
        local.notices().told(EXECUTION + "dead");
    }

    private void write(LocalBackups local, Run run, List<PoolRecord> live, List<RecordKey> gone) {
        Backup backup = local.backups().of(POOL);
        RecordWriter writer = backup.writer(run, settings());
        writer.store(live);
        writer.markGone(backup.read(gone).values());
        Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new TreeMap<>();
        for (PoolRecord record : live) {
            RecordKey key = record.key();
            sums.put(key.kind(), Map.of(key.shard(), Manifest.Sum.of(record)));
        }
        backup.complete(
                run,
                new Manifest(
                        POOL,
                        run.id(),
                        clock.instant().plusSeconds(90),
                        sums,
                        Map.of(RecordKind.USER, new Manifest.Changes(1, 0, 0)),
                        1,
                        Optional.empty(),
                        gone.isEmpty() ? Optional.empty() : Optional.of(1L),
                        Optional.empty()));
        local.runLock().release(run);
    }

    private static List<PoolRecord> snapshot(LocalBackups local, RunId exportId) {
        List<PoolRecord> records = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            Shard shard = kind.sharded() ? Shard.of(SUB) : Shard.UNSHARDED;
            local.backups().of(POOL).snapshot(exportId).read(kind, shard, records::add);
        }
        return records;
    }

    private static User user(String name) {
        return new User(
                SUB,
                "ana",
                new TreeMap<>(Map.of("name", name, "email", "ana@example.com", "email_verified", "true")),
                true,
                "CONFIRMED",
                Instant.parse("2025-03-01T10:00:00.120Z"),
                Instant.parse("2026-11-18T17:45:30Z"));
    }

    /** The same, once somebody has asked for second factors. */
    private static User anne() {
        return user("Anne")
                .with(Optional.of(MfaPreference.of(List.of(MfaPreference.SMS), Optional.of(MfaPreference.SMS))));
    }

    private static Group group(String name) {
        return new Group(
                name,
                Optional.of("Who may do everything"),
                Optional.of(1),
                Optional.of("arn:aws:iam::123456789012:role/admins"));
    }

    private static Membership member() {
        return new Membership(SUB, "admins");
    }

    private static ConfigurationPart client() {
        return new ConfigurationPart("client", "1example23456789", "{\"ClientName\":\"web\"}");
    }

    private static PoolSettings settings() {
        return new PoolSettings(POOL, Set.of(), Set.of(), false, "OFF", Set.of(), Map.of(), Set.of(), 8);
    }

    private static String golden() throws IOException {
        try (InputStream stream = StoredFormatTest.class.getResourceAsStream("stored-format-1.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    }
}
