package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.Clients;
import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.TestFunctions;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;

/** One run of a pool at a time, and a run that dies frees its lock and is told of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RunLockTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ShiftedClock clock = new ShiftedClock();
    private Stage stage;

    /** While it is there, ListUsers waits for it. */
    private final AtomicReference<CountDownLatch> held = new AtomicReference<>();

    private final AtomicBoolean holding = new AtomicBoolean();

    @BeforeAll
    void deploy() throws Exception {
        stage = Stage.start(StageOptions.standard()
                .withFunctionTimeoutSeconds(15)
                .withClock(clock)
                .withoutWaiting());
        PoolDump population = MadeUpPool.of(30, 2, 1, SignIn.USERNAME);
        PoolDump pool = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, pool);
        stage.deployPrimary(List.of(pool.userPoolId()));
        stage.userPools(Stage.PRIMARY).calls().listen((operation, request) -> {
            CountDownLatch latch = held.get();
            if (operation.equals("ListUsers") && latch != null) {
                holding.set(true);
                awaitQuietly(latch);
            }
        });
    }

    @AfterEach
    void release() {
        CountDownLatch latch = held.getAndSet(null);
        if (latch != null) {
            latch.countDown();
        }
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private void hold() {
        holding.set(false);
        held.set(new CountDownLatch(1));
    }

    @Test
    void ofTwoExportsAtOnceOneIsSkippedNamingTheHolder() throws Exception {
        hold();
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String first = runbook.startExport(Map.of());
        await().atMost(LIMIT).untilTrue(holding);

        JsonNode skipped = runbook.await(runbook.startExport(Map.of()), LIMIT);
        release();
        JsonNode completed = runbook.await(first, LIMIT);

        assertThat(skipped.path("outcome").asText()).isEqualTo("SKIPPED");
        assertThat(skipped.path("reason").asText()).contains(first);
        assertThat(completed.path("outcome").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aStoppedExportNotifiesAndFreesItsLock() throws Exception {
        hold();
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String stopped = runbook.startExport(Map.of());
        await().atMost(LIMIT).untilTrue(holding);

        runbook.stop(stopped);
        release();

        notifiedAndFree(stopped);
    }

    /** Nothing inside a state machine catches a payload of more than 256 KiB. */
    @Test
    void anExportThatDiesOfAnOversizedPayloadNotifiesAndFreesItsLock(@TempDir Path directory) throws Exception {
        FunctionDefinition real = function("CheckUserPool");
        Path jar = directory.resolve("oversized.jar");
        TestFunctions.writeTo(jar);
        LambdaFunctions functions = stage.region(Stage.PRIMARY).functions();
        functions.update(real.withCode(TestFunctions.Oversized.class.getName(), jar));
        call(real.name(), functions.publish(real.name()));
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String died = runbook.startExport(Map.of());

        WorkflowFailedException failure =
                catchThrowableOfType(WorkflowFailedException.class, () -> runbook.await(died, LIMIT));
        functions.update(real);
        call(real.name(), functions.publish(real.name()));

        assertThat(failure.error()).isEqualTo("States.DataLimitExceeded");
        notifiedAndFree(died);
    }

    /** Makes the workflow call another version of a function. */
    private void call(String function, String version) {
        String arn = String.valueOf(stage.outputs(Stage.PRIMARY).get("exportWorkflowArn"));
        try (Clients clients = Clients.of(stage.region(Stage.PRIMARY));
                SfnClient stepFunctions = clients.stepFunctions()) {
            String definition = stepFunctions
                    .describeStateMachine(request -> request.stateMachineArn(arn))
                    .definition();
            stepFunctions.updateStateMachine(request -> request.stateMachineArn(arn)
                    .definition(definition.replaceAll(":" + function + ":[0-9]+", ":" + function + ":" + version)));
        }
    }

    private FunctionDefinition function(String name) {
        return stage.region(Stage.PRIMARY).functions().functions().stream()
                .filter(function -> function.name().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private void notifiedAndFree(String execution) {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(stage.notifications(Stage.PRIMARY))
                .as("notified exactly once")
                .filteredOn(message -> message.message().contains(name))
                .hasSize(1));
        await().atMost(LIMIT).untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(5));
            Runbook runbook = stage.runbook(Stage.PRIMARY);
            assertThat(runbook.await(runbook.startExport(Map.of()), LIMIT)
                            .path("outcome")
                            .asText())
                    .isEqualTo("COMPLETED");
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
