package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartImportTest {
    private static final String TARGET = "eu-west-1_Target1";

    private static final String MANIFESTS = "EXPORT#" + ImportBench.SOURCE;

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void makeTarget() {
        target = bench.target(TARGET);
        bench.source.addUser("ann", Map.of());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "text"                                                          | not a JSON object
            [1]                                                             | not a JSON object
            {}                                                              | lacks the field targetUserPoolId
            {"targetUserPoolId":""}                                         | targetUserPoolId is not a text
            {"targetUserPoolId":7}                                          | targetUserPoolId is not a text
            {"targetUserPoolId":"nothing like an id"}                       | targetUserPoolId is something else. Allowed: the id of a user pool
            {"targetUserPoolId":"eu-west-1_T","target":"x"}                 | does not know: 'target'. Allowed: targetUserPoolId
            {"targetUserPoolId":"eu-west-1_T","Ann Example":"x"}            | does not know: something else
            {"targetUserPoolId":"eu-west-1_T","NewUserPoolId":"eu-west-1_T"} | two names for one field
            {"targetUserPoolId":"eu-west-1_Source1"}                        | which is a source pool of this deployment
            {"NewUserPoolId":"eu-west-1_Source1"}                           | which is a source pool of this deployment
            {"targetUserPoolId":"eu-west-1_T","userPoolId":"eu-west-1_X"}   | userPoolId is 'eu-west-1_X', which is not a pool whose backup
            {"targetUserPoolId":"eu-west-1_T","mode":"empty"}               | mode is 'empty'. Allowed: EMPTY, MERGE, OVERWRITE
            {"targetUserPoolId":"eu-west-1_T","method":"CSB"}               | method is 'CSB'. Allowed: AUTO, CSV, API
            {"targetUserPoolId":"eu-west-1_T","dryRun":"no"}                | dryRun is neither true nor false
            {"targetUserPoolId":"eu-west-1_T","restart":1}                  | restart is neither true nor false
            {"targetUserPoolId":"eu-west-1_T","asOf":"yesterday"}           | asOf is 'yesterday'. Allowed: latest, latest-complete, an export id
            {"targetUserPoolId":"eu-west-1_T","asOf":"2026-11-21T10:00:00"} | asOf is '2026-11-21T10:00:00'. Allowed: latest, latest-complete
            {"targetUserPoolId":"eu-west-1_T","only":{"subs":["s"]}}        | only is given with the mode EMPTY
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":[]}     | only is not an object
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":{}}     | only is empty
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":{"subs":[]}} | only is empty
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":{"names":["Ann"]}} | only is an object with 'names'
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":{"subs":"s"}} | only.subs is not a list
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","only":{"subs":[1]}} | only.subs is a list with something else than texts
            {"targetUserPoolId":"eu-west-1_T","mode":"MERGE","allowRemovals":true} | allowRemovals is true. Allowed: true only with the mode OVERWRITE
            {"targetUserPoolId":"eu-west-1_T","asOf":"latest-complete","acceptIncomplete":true} | acceptIncomplete is true
            {"targetUserPoolId":"eu-west-1_T","dryRun":true,"restart":true} | restart is true
            {"exports":"all"}                                               | exports is 'all'. Allowed: list
            {"exports":"list","asOf":"latest"}                              | The input has asOf beside exports. Allowed beside it: breakLock, userPoolId
            {"compare":"yesterday"}                                         | compare is 'yesterday'. Allowed: pool, latest
            {"compare":"pool","mode":"MERGE"}                               | The input has mode beside compare
            {"compare":"latest","targetUserPoolId":"eu-west-1_T"}           | targetUserPoolId is given, but compare is 'latest'
            {"targetUserPoolId":"eu-west-1_T"}                              | The target user pool eu-west-1_T does not exist
            {"targetUserPoolId":"eu-west-1_Target1"}                        | has no complete export of eu-west-1_Source1
            """)
    void aBadInputIsRefusedByName(String input, String message) {
        assertThatThrownBy(() -> bench.start(input))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
        assertNoLockIsHeld();
    }

    @Test
    void theFormerNameOfTheTargetIsUnderstood() {
        bench.export();

        ImportRun run = bench.start("{\"NewUserPoolId\":\"" + TARGET + "\"}");

        assertThat(run.userPoolId()).isEqualTo(TARGET);
        assertThat(run.sourceUserPoolId()).isEqualTo(ImportBench.SOURCE);
        assertThat(run.resumed()).isFalse();
    }

    @Test
    void anOlderExportCanBeNamed() {
        Manifest first = bench.export();
        bench.source.addUser("bob", Map.of());
        Manifest second = bench.export();

        ImportRun run = bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"asOf\":\"" + first.exportId() + "\"}");

        assertThat(run.exportId()).isEqualTo(first.exportId()).isNotEqualTo(second.exportId());
        bench.release(run);
        assertThatThrownBy(() ->
                        bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"asOf\":\"2020-01-01T00:00:00.000Z\"}"))
                .hasMessageContaining(second.exportId() + ", " + first.exportId());
    }

    @Test
    void theSameExecutionGetsTheSameRunAgain() {
        bench.export();
        String execution = bench.newExecution();

        ImportRun run = bench.start(ImportBench.inputFor(TARGET), execution);

        assertThat(bench.start(ImportBench.inputFor(TARGET), execution)).isEqualTo(run);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "4, 0, 1", "5, 0, 2", "9, 0, 4", "17, 0, 8", "33, 0, 16", "1, 8, 2", "5, 40, 16"})
    void anImportIsDividedByTheUsersOfSnapshotAndTarget(int ofSnapshot, int ofTarget, int units) {
        bench.usersOfUnit = 4;
        for (int i = 1; i < ofSnapshot; i++) {
            bench.source.addUser("user-" + i, Map.of());
        }
        bench.export();
        for (int i = 0; i < ofTarget; i++) {
            target.addUser("there-" + i, Map.of());
        }

        assertThat(bench.start(ImportBench.inputFor(TARGET)).division()).isEqualTo(new Division(units));
    }

    @Test
    void aFewWhoAreSelectedAreOneUnitHoweverManyThereAre() {
        bench.usersOfUnit = 1;
        for (int i = 1; i < 20; i++) {
            bench.source.addUser("user-" + i, Map.of());
            target.addUser("there-" + i, Map.of());
        }
        bench.export();
        String one = bench.source.users().get(0).sub();
        String merge = "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"MERGE\",\"only\":";

        ImportRun named = bench.start(merge + "{\"subs\":[\"" + one + "\"]}}");
        bench.release(named);
        ImportRun ofGroup = bench.start(merge + "{\"groups\":[\"staff\"]}}");

        assertThat(named.division()).isEqualTo(new Division(1));
        assertThat(ofGroup.division())
                .as("nobody knows how many are in a group")
                .isEqualTo(Division.FINEST);
    }

    @Test
    void anUnfinishedImportStaysDividedAsItWas() {
        bench.export();
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        bench.plan(run);
        bench.end(run);
        for (int i = 0; i < 20; i++) {
            target.addUser("there-" + i, Map.of());
        }

        ImportRun next = bench.start(ImportBench.inputFor(TARGET));

        assertThat(next.resumed()).isTrue();
        assertThat(next.division()).isEqualTo(run.division()).isEqualTo(new Division(1));
    }

    /** As one that was begun before imports were divided by their size. */
    @Test
    void anUnfinishedImportThatDoesNotSayHowItIsDividedHasAllUnits() {
        var item = new ImportItem(
                TARGET,
                new RunId("2026-11-21T10:00:00.000Z"),
                "PINNED",
                "{}",
                Optional.empty(),
                Map.of(),
                Map.of("differing", "USER a"));

        assertThat(ImportState.division(item)).isEqualTo(Division.FINEST);
    }

    @Test
    void oneImportAtATime() {
        bench.export();
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        bench.target("eu-west-1_Other");

        assertThatThrownBy(() -> bench.start(ImportBench.inputFor("eu-west-1_Other")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("imports/eu-west-1", run.execution(), "breakLock");
        bench.release(run);
        assertThat(bench.start(ImportBench.inputFor("eu-west-1_Other")).userPoolId())
                .isEqualTo("eu-west-1_Other");
    }

    @Test
    void whoeverIsRefusedTheTargetGivesTheOtherLockBack() {
        bench.export();
        bench.local.acquire(TARGET, "arn:somebody");

        assertThatThrownBy(() -> bench.start(ImportBench.inputFor(TARGET)))
                .hasMessageContainingAll("lock of " + TARGET, "arn:somebody");
        assertThat(bench.local.acquire("imports/eu-west-1", "arn:next").execution())
                .isEqualTo("arn:next");
    }

    @Test
    void anUnfinishedImportIsContinuedByTheSameInputOnly() {
        bench.export();
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        bench.plan(run);
        bench.end(run);
        bench.export();

        assertThatThrownBy(
                        () -> bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"trustExistingIdentities\":true}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(run.importId().value(), "trustExistingIdentities=false", "restart: true");
        assertNoLockIsHeld();
        ImportRun next =
                bench.start("{\"userPoolId\":\"" + ImportBench.SOURCE + "\",\"NewUserPoolId\":\"" + TARGET + "\"}");
        assertThat(next.resumed()).isTrue();
        assertThat(next.importId()).isEqualTo(run.importId());
        assertThat(next.exportId()).as("the pinned snapshot").isEqualTo(run.exportId());
        assertThat(next.id()).isNotEqualTo(run.id());
        assertThat(bench.finish(next).outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void anUnfinishedImportCanBeLeftBehind() {
        bench.export();
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        bench.plan(run);
        bench.end(run);

        ImportRun next = bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"restart\":true}");

        assertThat(next.resumed()).isFalse();
        assertThat(next.importId()).isNotEqualTo(run.importId());
        assertThat(bench.finish(next).outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void anImportThatIsFinishedIsNotContinued() {
        bench.export();
        bench.importInto(TARGET);

        ImportRun again = bench.start(ImportBench.inputFor(TARGET));

        assertThat(again.resumed()).isFalse();
        assertThatThrownBy(() -> bench.plan(again)).hasMessageContaining("not empty");
    }

    /** Who restores the newest must not get the one before it unawares. */
    @Test
    void theNewestIsRefusedWhileThatOfALaterExportHasNotArrived() {
        Manifest first = bench.export();
        bench.source.addUser("bob", Map.of());
        Manifest second = bench.export();
        var late = bench.lose(MANIFESTS, second.exportId().value());

        assertThatThrownBy(() -> bench.start(ImportBench.inputFor(TARGET)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is " + first.exportId() + ", but a newer one was completed")
                .hasMessageContaining("latest-complete");
        assertNoLockIsHeld();
        ImportRun whole = bench.start(asOf("latest-complete"));
        assertThat(whole.exportId()).isEqualTo(first.exportId());
        bench.release(whole);
        ImportRun accepted = bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"acceptIncomplete\":true}");
        assertThat(accepted.exportId()).isEqualTo(first.exportId());
        bench.release(accepted);

        bench.table.client().putItem(put -> put.tableName(LocalTable.NAME).item(late));
        assertThat(bench.start(ImportBench.inputFor(TARGET)).exportId()).isEqualTo(second.exportId());
    }

    @Test
    void aDamagedManifestKeepsNobodyFromTheOtherExports() {
        Manifest first = bench.export();
        bench.source.addUser("bob", Map.of());
        Manifest second = bench.export();
        bench.damage(MANIFESTS, second.exportId().value(), "SET readUntil = :broken");

        assertThatThrownBy(() -> bench.start(ImportBench.inputFor(TARGET)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is damaged");
        assertNoLockIsHeld();
        assertThat(bench.start(asOf("latest-complete")).exportId()).isEqualTo(first.exportId());
    }

    private static String asOf(String moment) {
        return "{\"targetUserPoolId\":\"" + TARGET + "\",\"asOf\":\"" + moment + "\"}";
    }

    private void assertNoLockIsHeld() {
        for (String name : new String[] {TARGET, "imports/eu-west-1"}) {
            bench.local.runLock().release(bench.local.acquire(name, "arn:probe"));
        }
    }
}
