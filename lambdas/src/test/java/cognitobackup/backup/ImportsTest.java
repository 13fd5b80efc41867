package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.pool.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Imports and their results are kept as they were written. */
class ImportsTest {
    private static final RunId ID = new RunId("2026-11-21T23:22:05.120Z");
    private static final RunId LATER = new RunId("2026-11-22T00:00:00.000Z");
    private static final Shard SHARD = new Shard("7");

    private static LocalTable table;
    private static int pools;

    private final String pool = "eu-west-1_Import" + ++pools;
    private final RunId importId =
            RunId.at(Instant.parse("2026-01-01T00:00:00Z").plusMillis(pools));
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T23:22:05.120Z"));
    private final Imports imports =
            new LocalBackups(table.client(), clock, new ScriptedExecutions(), Duration.ofDays(35)).imports();

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void anImportIsCreatedOnceAndThenUpdated() {
        ImportItem begun = new ImportItem(pool, ID, "RUNNING", "{}", Optional.empty(), Map.of(), Map.of());
        ImportItem planned = new ImportItem(
                pool, ID, "PLANNED", "{\"a\":1}", Optional.of(LATER), Map.of("users", 5L), Map.of("plan", "key"));

        assertThat(imports.create(begun)).isTrue();
        assertThat(imports.create(planned)).isFalse();
        assertThat(imports.find(pool, ID)).contains(begun);
        imports.update(planned);
        assertThat(imports.find(pool, ID)).contains(planned);
        assertThat(imports.find(pool, LATER)).isEmpty();
    }

    @Test
    void theNewestImportOfATargetIsFound() {
        assertThat(imports.newest(pool)).isEmpty();
        imports.create(new ImportItem(pool, LATER, "RUNNING", "{}", Optional.empty(), Map.of(), Map.of()));
        imports.create(new ImportItem(pool, ID, "RUNNING", "{}", Optional.empty(), Map.of(), Map.of()));

        assertThat(imports.newest(pool).orElseThrow().importId()).isEqualTo(LATER);
    }

    @Test
    void theNewestImportThatIsWantedIsFoundBehindNewerOnes() {
        for (int day = 1; day <= 28; day++) {
            RunId id = new RunId(String.format("2026-02-%02dT00:00:00.000Z", day));
            String status = day % 14 == 1 ? "PINNED" : "DRY_RUN";
            imports.create(new ImportItem(pool, id, status, "{}", Optional.empty(), Map.of(), Map.of()));
        }

        assertThat(imports.newest(pool, item -> item.status().equals("PINNED"))
                        .orElseThrow()
                        .importId()
                        .value())
                .startsWith("2026-02-15");
        assertThat(imports.newest(pool, item -> item.status().equals("DONE"))).isEmpty();
    }

    @Test
    void anImportPastItsTimeIsNoMore() {
        imports.create(new ImportItem(pool, ID, "PINNED", "{}", Optional.empty(), Map.of(), Map.of()));
        assertThat(imports.newest(pool)).isPresent();
        clock.advance(Duration.ofDays(36));
        assertThat(imports.newest(pool)).isEmpty();
    }

    @Test
    void theFirstResultStaysWhereOnlyTheFirstMayBeWritten() {
        ImportResult.Key key = new ImportResult.Key(SHARD, "USER", "a#b");
        ImportResult created = new ImportResult(key, Map.of("sub", "new"));
        ImportResult other = new ImportResult(key, Map.of("sub", "other"));

        assertThat(imports.createResult(importId, created)).isTrue();
        assertThat(imports.createResult(importId, other)).isFalse();
        assertThat(imports.findResult(importId, key)).contains(created);
        imports.putResult(importId, other);
        assertThat(imports.findResult(importId, key)).contains(other);
    }

    @Test
    void resultsAreReadByKeyAndPageByPage() {
        List<ImportResult> results = List.of(result("GROUP", "g"), result("USER", "a"), result("USER", "b#c"));
        results.forEach(result -> imports.putResult(importId, result));
        ImportResult.Key absent = new ImportResult.Key(SHARD, "USER", "absent");

        assertThat(imports.results(importId, List.of(results.get(2).key(), absent))
                        .values())
                .containsExactly(results.get(2));
        assertThat(imports.results(importId, SHARD, Optional.empty(), 2))
                .containsExactly(results.get(0), results.get(1));
        assertThat(imports.results(importId, SHARD, Optional.of(results.get(1).key()), 2))
                .containsExactly(results.get(2));
        assertThat(imports.results(importId, new Shard("8"), Optional.empty(), 2))
                .isEmpty();
    }

    private static ImportResult result(String kind, String key) {
        return new ImportResult(new ImportResult.Key(SHARD, kind, key), Map.of("outcome", "restored"));
    }
}
