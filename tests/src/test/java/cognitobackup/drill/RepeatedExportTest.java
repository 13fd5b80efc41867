package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import cognitobackup.local.Clients;
import cognitobackup.local.dynamodb.ItemWrites;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the second export of a pool writes, and what it must not. Each test has a pool of its own on one stage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RepeatedExportTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Stage stage;
    private PoolDump unchanged;
    private PoolDump shrinking;
    private PoolDump hiding;

    @BeforeAll
    void deploy() throws Exception {
        stage = Stage.start(StageOptions.standard().withoutWaiting());
        unchanged = pool(11);
        shrinking = pool(12);
        hiding = pool(13);
        stage.deployPrimary(List.of(unchanged.userPoolId(), shrinking.userPoolId(), hiding.userPoolId()));
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void ofAnUnchangedPoolWritesNoRecord() throws Exception {
        ExportFigures first = export(unchanged);
        ItemWrites writes = stage.region(Stage.PRIMARY).dynamoDb().writes();
        String table = stage.outputs(Stage.PRIMARY).get("tableName").toString();
        assertThat(writes.count(table, "USER#" + unchanged.userPoolId() + "#"))
                .as("what is counted is there to be counted")
                .isEqualTo(first.users());
        writes.clear();

        ExportFigures second = export(unchanged);

        assertThat(second.users()).isEqualTo(first.users());
        assertThat(second.created() + second.updated() + second.deleted()).isZero();
        for (String kind :
                List.of("USER#", "USER-HISTORY#", "GROUP#", "GROUP-HISTORY#", "MEMBER#", "MEMBER-HISTORY#")) {
            assertThat(writes.count(table, kind + unchanged.userPoolId()))
                    .as(kind)
                    .isZero();
        }
        assertThat(writes.count(table, "EXPORT#" + unchanged.userPoolId()))
                .as("the manifest")
                .isPositive();
    }

    @Test
    void aDeletedUserIsGoneFromTheNextSnapshotAndPresentInTheOneBefore() throws Exception {
        PoolUser leaving = shrinking.users().get(0);
        ExportFigures before = export(shrinking);
        try (Clients clients = Clients.of(stage.region(Stage.PRIMARY))) {
            clients.cognito().adminDeleteUser(request -> request.userPoolId(shrinking.userPoolId())
                    .username(leaving.username()));
        }

        ExportFigures after = export(shrinking);

        assertThat(after.users()).isEqualTo(before.users() - 1);
        assertThat(after.deleted()).isPositive();
        assertThat(usernames(restore(shrinking, before.exportId()))).contains(leaving.username());
        assertThat(usernames(restore(shrinking, "latest"))).doesNotContain(leaving.username());
    }

    @Test
    void aUserWhomAListingMissesOnceIsNotDeleted() throws Exception {
        ExportFigures before = export(hiding);
        stage.userPools(Stage.PRIMARY)
                .misses()
                .missUserOnce(hiding.userPoolId(), hiding.users().get(3).sub());

        ExportFigures after = export(hiding);

        assertThat(stage.userPools(Stage.PRIMARY).misses().pending()).isZero();
        assertThat(after.users()).isEqualTo(before.users());
        assertThat(after.deleted()).isZero();
    }

    private PoolDump pool(long seed) {
        PoolDump pool = MadeUpPool.of(70, 5, seed, SignIn.USERNAME);
        PoolDump placed = pool.inPool(stage.createPool(Stage.PRIMARY, pool.userPool()));
        stage.fill(Stage.PRIMARY, placed);
        return placed;
    }

    private ExportFigures export(PoolDump pool) throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        return ExportFigures.of(runbook.await(runbook.startExport(Map.of("userPoolId", pool.userPoolId())), LIMIT));
    }

    private PoolDump restore(PoolDump source, String asOf) throws InterruptedException {
        String target = stage.createPool(Stage.PRIMARY, source.userPool());
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        JsonNode output = runbook.await(
                runbook.startImport(
                        Map.of("targetUserPoolId", target, "userPoolId", source.userPoolId(), "asOf", asOf)),
                LIMIT);
        assertThat(output.path("outcome").asText()).isEqualTo("COMPLETED");
        return stage.readPool(Stage.PRIMARY, target);
    }

    private static List<String> usernames(PoolDump pool) {
        return pool.users().stream().map(PoolUser::username).toList();
    }
}
