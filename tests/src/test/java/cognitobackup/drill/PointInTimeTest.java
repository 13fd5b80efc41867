package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deleted user comes back: found by a list of exports and a comparison, restored by a selection. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PointInTimeTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Test
    void whoWasDeletedIsFoundAndRestoredAlone() throws Exception {
        try (Stage stage = Stage.start(StageOptions.standard().withoutWaiting())) {
            PoolDump pool = MadeUpPool.of(20, 3, 1, SignIn.USERNAME);
            PoolDump source = pool.inPool(stage.createPool(Stage.PRIMARY, pool.userPool()));
            stage.fill(Stage.PRIMARY, source);
            String target = stage.createPool(Stage.PRIMARY, pool.userPool());
            stage.deployPrimary(List.of(source.userPoolId()));
            Runbook runbook = stage.runbook(Stage.PRIMARY);
            Map<String, Object> input = Map.of("userPoolId", source.userPoolId());
            runbook.await(runbook.startExport(input), LIMIT);
            PoolUser gone = stage.readPool(Stage.PRIMARY, source.userPoolId()).users().stream()
                    .filter(user -> user.status().equals("CONFIRMED"))
                    .findFirst()
                    .orElseThrow();
            stage.cognito(Stage.PRIMARY).adminDeleteUser(user -> user.userPoolId(source.userPoolId())
                    .username(gone.username()));
            runbook.await(runbook.startExport(input), LIMIT);

            JsonNode listed = imports(runbook, input, Map.of("exports", "list"));
            assertThat(listed.path("outcome").asText()).isEqualTo("LISTED");
            assertThat(listed.path("exports")).hasSize(2).allMatch(export -> export.path("whole")
                    .asBoolean());
            assertThat(listed.at("/exports/0/deleted").asLong()).isPositive();
            String before = listed.at("/exports/1/exportId").asText();

            JsonNode compared = imports(runbook, input, Map.of("asOf", before, "compare", "latest"));
            assertThat(compared.path("outcome").asText()).isEqualTo("COMPARED");
            assertThat(compared.at("/users/gone").asLong()).isEqualTo(1);
            assertThat(compared.at("/users/changed").asLong()).isZero();

            JsonNode drift = imports(runbook, input, Map.of("compare", "pool"));
            assertThat(drift.at("/users/gone").asLong()).isZero();
            assertThat(drift.at("/configuration/changed").asLong()).isZero();
            assertThat(drift.path("comparedWith").asText()).isEqualTo("pool " + source.userPoolId());

            JsonNode restored = imports(
                    runbook,
                    input,
                    Map.of(
                            "targetUserPoolId",
                            target,
                            "mode",
                            "MERGE",
                            "asOf",
                            before,
                            "only",
                            Map.of("usernames", List.of(gone.username()))));
            assertThat(restored.path("outcome").asText()).isEqualTo("COMPLETED");
            assertThat(stage.readPool(Stage.PRIMARY, target).users())
                    .extracting(PoolUser::username)
                    .containsExactly(gone.username());
        }
    }

    private static JsonNode imports(Runbook runbook, Map<String, Object> input, Map<String, Object> more)
            throws InterruptedException {
        Map<String, Object> whole = new HashMap<>(input);
        whole.putAll(more);
        return runbook.await(runbook.startImport(whole), LIMIT);
    }
}
