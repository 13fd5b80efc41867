package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input ends a workflow with an error that says what is wrong and what is allowed, and changes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WorkflowInputTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Stage stage;
    private PoolDump source;
    private String target;

    @BeforeAll
    void deploy() throws Exception {
        stage = Stage.start(StageOptions.standard().withoutWaiting());
        PoolDump pool = MadeUpPool.of(5, 1, 1, SignIn.USERNAME);
        source = pool.inPool(stage.createPool(Stage.PRIMARY, pool.userPool()));
        stage.fill(Stage.PRIMARY, source);
        target = stage.createPool(Stage.PRIMARY, pool.userPool());
        stage.deployPrimary(List.of(source.userPoolId()));
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private static List<Arguments> badExports() {
        return List.of(
                Arguments.of(Map.of("userPoolId", "us-east-1_NotConfigured"), "us-east-1_NotConfigured"),
                Arguments.of(Map.of("userPool", "us-east-1_Misspelt"), "userPool"),
                Arguments.of(Map.of("userPoolId", 7), "userPoolId"));
    }

    @ParameterizedTest
    @MethodSource("badExports")
    void aBadExportIsRefused(Map<String, ?> input, String named) throws Exception {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String execution = runbook.startExport(input);

        refused(runbook, execution, named);
    }

    private static List<Arguments> badImports() {
        return List.of(
                Arguments.of(Map.of(), "targetUserPoolId"),
                Arguments.of(Map.of("targetUserPoolId", "us-east-1_NotThere1"), "us-east-1_NotThere1"),
                Arguments.of(Map.of("targetUserPoolId", "TARGET", "userPoolId", "us-east-1_Other"), "us-east-1_Other"),
                Arguments.of(Map.of("targetUserPoolId", "SOURCE"), "source pool"),
                Arguments.of(Map.of("targetUserPoolId", "TARGET", "dryrun", true), "dryrun"),
                Arguments.of(Map.of("targetUserPoolId", "TARGET", "mode", "REPLACE"), "mode"),
                Arguments.of(Map.of("targetUserPoolId", "TARGET", "asOf", "yesterday"), "latest-complete"),
                Arguments.of(Map.of("targetUserPoolId", "TARGET", "only", Map.of("subs", List.of("x"))), "EMPTY"),
                Arguments.of(Map.of("exports", "all"), "exports"),
                Arguments.of(Map.of("exports", "list"), "no complete export"),
                Arguments.of(Map.of("compare", "pool", "mode", "MERGE"), "mode"));
    }

    @ParameterizedTest
    @MethodSource("badImports")
    void aBadImportIsRefused(Map<String, Object> input, String named) throws Exception {
        Map<String, Object> filled = new java.util.HashMap<>(input);
        filled.replaceAll((field, value) ->
                value.equals("TARGET") ? target : value.equals("SOURCE") ? source.userPoolId() : value);
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String execution = runbook.startImport(filled);

        refused(runbook, execution, named);
        assertThat(stage.userPools(Stage.PRIMARY).state(target).users()).isEmpty();
        assertThat(stage.userPools(Stage.PRIMARY).state(target).groups()).isEmpty();
    }

    private static void refused(Runbook runbook, String execution, String named) {
        WorkflowFailedException failure =
                catchThrowableOfType(WorkflowFailedException.class, () -> runbook.await(execution, LIMIT));

        assertThat(failure.status()).isEqualTo("FAILED");
        assertThat(failure.error()).isEqualTo("cognitobackup.function.RefusedException");
        assertThat(failure).hasMessageContaining(named);
    }
}
