package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Shard;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which snapshot an import uses, and that it uses none that is damaged without being told to. */
class ChooseSnapshotTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String NAME = "Ann \"#/\" O'Hara 🙂";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;
    private String sub;

    @BeforeEach
    void fill() {
        target = bench.target(TARGET);
        sub = bench.source.addUser(NAME, Map.of("email", "ann@example.com")).sub();
        bench.source.addGroup("#/odd:שלום");
        bench.source.join(sub, "#/odd:שלום");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            USER       | REMOVE #c                           | USER
            USER       | REMOVE formatVersion                | USER
            USER       | SET formatVersion = :broken         | USER
            USER       | SET #c = :broken                    | USER
            USER       | SET #c.content.username = :broken   | USER
            USER       | SET #c.content.attributes.email = :broken | USER
            USER       | REMOVE #c.content.enabled           | USER
            USER       | SET #c.validFrom = :broken          | USER
            MEMBER     | REMOVE #c.content                   | MEMBERSHIP
            GROUP      | SET #c.content.description = :broken | GROUP
            POOL       | SET #c.content.json = :broken       | CONFIGURATION
            """)
    void damageOfAnyKindIsRefusedBeforeTheTargetIsTouched(String item, String update, String kind) {
        Manifest manifest = bench.export();
        damage(item, update);

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        Throwable refusal = catchThrowable(() -> bench.plan(run));

        assertThat(refusal)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(manifest.exportId().value())
                .hasMessageContaining(
                        kind.equals("USER") || kind.equals("MEMBERSHIP") ? kind + " " + Shard.of(sub) : kind)
                .hasMessageContaining("None of the newest 100 exports is whole here")
                .hasMessageNotContainingAny(NAME, "example.com", "odd");
        assertThat(target.apiCalls().keySet()).containsOnly("DescribeUserPool");
        assertThat(bench.bucket.list("imports/").stream().filter(key -> key.contains("/users/")))
                .as("a plan of what is damaged")
                .noneMatch(key -> key.endsWith("/" + run.division().unit(sub) + ".jsonl.gz") && kind.equals("USER"));
    }

    private void damage(String item, String update) {
        String partition =
                switch (item) {
                    case "USER" -> ImportBench.userPartition(sub);
                    case "MEMBER" -> "MEMBER#" + ImportBench.SOURCE + "#" + Shard.of(sub);
                    default -> item + "#" + ImportBench.SOURCE;
                };
        String sort =
                switch (item) {
                    case "USER" -> sub;
                    case "MEMBER" -> sub + "#" + "#/odd:שלום";
                    case "GROUP" -> "#/odd:שלום";
                    default -> "pool#" + ImportBench.SOURCE;
                };
        bench.damage(partition, sort, update.replace("#c", "#current"));
    }

    @Test
    void theRefusalNamesTheNewestExportThatIsWhole() {
        bench.export();
        Manifest whole = bench.export();
        bench.source.addUser("lost", Map.of());
        String lost = sub("lost");
        bench.export();
        bench.lose(ImportBench.userPartition(lost), lost);

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));

        assertThatThrownBy(() -> bench.plan(run))
                .hasMessageContaining("The newest export that is whole here is " + whole.exportId())
                .hasMessageContaining("latest-complete")
                .hasMessageContaining("acceptIncomplete: true");
    }

    @Test
    void latestCompleteTakesTheNewestThatIsWhole() {
        bench.export();
        Manifest whole = bench.export();
        bench.source.addUser("lost", Map.of());
        String lost = sub("lost");
        Manifest newest = bench.export();
        bench.lose(ImportBench.userPartition(lost), lost);

        ImportRun run = bench.start(input("\"asOf\":\"latest-complete\""));
        long before = bench.clock.instant().getEpochSecond();
        assertThat(run.exportId()).isEqualTo(newest.exportId());
        WriteReport.Summary summary = bench.finish(run);

        assertThat(bench.clock.instant().getEpochSecond() - before)
                .as("it may still have been on its way")
                .isGreaterThanOrEqualTo(40);
        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(bench.local
                        .imports()
                        .find(TARGET, run.importId())
                        .orElseThrow()
                        .snapshot())
                .contains(whole.exportId());
        assertThat(bench.bucket.text(summary.report())).contains("\"exportId\":\"" + whole.exportId() + "\"");
    }

    @Test
    void anImportOfAReplacedSnapshotIsResumedWithIt() {
        Manifest whole = bench.export();
        bench.source.addUser("lost", Map.of());
        String lost = sub("lost");
        bench.export();
        bench.lose(ImportBench.userPartition(lost), lost);
        ImportRun run = bench.start(input("\"asOf\":\"latest-complete\""));
        bench.plan(run);
        bench.end(run);
        bench.export();

        ImportRun next = bench.start(input("\"asOf\":\"latest-complete\""));

        assertThat(next.resumed()).isTrue();
        assertThat(next.exportId()).isEqualTo(whole.exportId());
        assertThat(bench.finish(next).users()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void latestCompleteIsTheNewestWhereThatIsWhole() {
        bench.export();
        Manifest newest = bench.export();

        ImportBench.Chosen chosen = bench.choose(bench.start(input("\"asOf\":\"latest-complete\"")));

        assertThat(chosen.run().exportId()).isEqualTo(newest.exportId());
    }

    @Test
    void latestCompleteIsRefusedWhereNothingIsWhole() {
        bench.export();
        bench.lose("GROUP#" + ImportBench.SOURCE, "#/odd:שלום");

        ImportRun run = bench.start(input("\"asOf\":\"latest-complete\""));

        assertThatThrownBy(() -> bench.plan(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("GROUP", "None of the newest");
    }

    @Test
    void whatIsThereOfADamagedSnapshotIsRestoredWhereItIsAccepted() {
        bench.source.addUser("bob", Map.of());
        bench.export();
        bench.lose(ImportBench.userPartition(sub), sub);
        bench.lose("POOL#" + ImportBench.SOURCE, "pool#" + ImportBench.SOURCE);

        WriteReport.Summary summary = bench.finish(bench.start(input("\"acceptIncomplete\":true")));

        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
        assertThat(bench.printed.values()).containsEntry("ImportsFailed", 1.0).doesNotContainKey("ImportsCompleted");
        assertThat(target.users()).hasSize(1);
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.memberships()).as("of a user that is lost").isEqualTo(new Counts(0, 1, 0));
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"differing\":[\"USER " + Shard.of(sub) + "\",\"CONFIGURATION\"]");
    }

    @Test
    void anIncompleteSnapshotIsReportedEvenWhereAllThatWasPlannedIsRestored() {
        bench.export();
        bench.source.leave(sub, "#/odd:שלום");
        bench.export();
        bench.lose(ImportBench.userPartition(sub), sub);

        WriteReport.Summary summary = bench.finish(bench.start(input("\"acceptIncomplete\":true")));

        assertThat(summary.users().failed() + summary.memberships().failed()).isZero();
        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
    }

    @Test
    void theRefusalIsShortWhateverDiffers() {
        for (int user = 0; user < 200; user++) {
            String member = bench.source.addUser("user" + user, Map.of()).sub();
            bench.source.join(member, "#/odd:שלום");
        }
        bench.export();
        bench.table.client().scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                .filter(item -> Stream.of("USER#", "MEMBER#", "GROUP#", "POOL#")
                        .anyMatch(item.get("pk").s()::startsWith))
                .forEach(item -> bench.lose(item.get("pk").s(), item.get("sk").s()));

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        Throwable refusal = catchThrowable(() -> bench.plan(run));

        assertThat(refusal).hasMessageContainingAll("USER 0", "USER f", "MEMBERSHIP 7", "GROUP", "CONFIGURATION");
        assertThat(refusal.getMessage()).hasSizeLessThan(1500);
    }

    private String sub(String name) {
        return bench.source.findUserByIdentity(name).orElseThrow().sub();
    }

    private static String input(String more) {
        return "{\"targetUserPoolId\":\"" + TARGET + "\"," + more + "}";
    }
}
