package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.cognito.ImportFault;
import cognitobackup.local.cognito.ImportJobs;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.cognito.UserStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Imports through user import jobs, from end to end. Goal: whatever becomes of a job, everybody arrives, nobody twice, and
 * whom a job made is given no password. Method: plan what goes wrong, and look at what is truly in the pool.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ImportJobsTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int USERS = 60;

    private final ShiftedClock clock = new ShiftedClock();
    private Stage stage;
    private PoolDump source;
    private ImportJobs jobs;

    @BeforeAll
    void exportPool() throws Exception {
        stage = Stage.start(StageOptions.standard()
                .withFunctionTimeoutSeconds(15)
                .withClock(clock)
                .withoutWaiting());
        PoolDump population = MadeUpPool.of(USERS, 4, 5, SignIn.USERNAME);
        source = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, source);
        // Whoever waits for a job here waits in vain.
        stage.deployPrimary(List.of(source.userPoolId()), Map.of("importJobPatienceSeconds", "2"));
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        runbook.await(runbook.startExport(Map.of()), LIMIT);
        jobs = stage.userPools(Stage.PRIMARY).imports();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void aJobMakesWhomFilesCarryAndTheOthersAreMadeOneByOne() throws Exception {
        String target = target();

        JsonNode report = arrived(target, importInto(target));

        // Many of these people live where an address has several lines, which no file can carry.
        assertThat(byJob(target)).isBetween(USERS / 4, USERS - 1);
        assertThat(report.path("importJobs")).hasSize(1);
        JsonNode job = report.path("importJobs").get(0);
        assertThat(job.path("status").asText()).isEqualTo("Succeeded");
        assertThat(job.path("imported").asInt()).isEqualTo(byJob(target));
        assertThat(report.path("importJobNotes")).isEmpty();
        assertThat(jobs.logs(target).get(0).lines()).allMatch(line -> line.startsWith("[SUCCEEDED] Line Number "));
        assertThat(users(report, "CSV")).isEqualTo(byJob(target));
        assertThat(users(report, "CSV") + users(report, "API"))
                .isEqualTo(stage.userPools(Stage.PRIMARY).state(target).users().size());
    }

    @Test
    void aJobThatFailsWhollyIsMadeUpFor() throws Exception {
        jobs.plan(ImportFault.failsWholly());
        String target = target();

        JsonNode report = arrived(target, importInto(target));

        assertThat(byJob(target)).isZero();
        assertThat(report.path("importJobs").get(0).path("status").asText()).isEqualTo("Failed");
        // AWS does not document what it says then, so it is not repeated.
        assertThat(report.path("importJobs").get(0).has("completionMessage")).isFalse();
    }

    @Test
    void aJobThatFailsHalfwayIsMadeUpFor() throws Exception {
        jobs.plan(ImportFault.failsAfter(10));
        String target = target();

        JsonNode report = arrived(target, importInto(target));

        assertThat(byJob(target)).isEqualTo(10);
        assertThat(report.path("importJobs").get(0).path("completionMessage").asText())
                .isEqualTo("Too many users have failed or been skipped during the import.");
    }

    @Test
    void aJobThatSaysThatItSucceededAndImportedNobodyIsMadeUpFor() throws Exception {
        jobs.plan(ImportFault.claimsSuccess());
        String target = target();

        JsonNode report = arrived(target, importInto(target));

        assertThat(byJob(target)).isZero();
        assertThat(report.path("importJobs").get(0).path("status").asText()).isEqualTo("Succeeded");
    }

    @Test
    void aJobThatNeverEndsIsStoppedAndMadeUpFor() throws Exception {
        jobs.plan(ImportFault.neverEndsAfter(10));
        String target = target();

        JsonNode report = arrived(target, importInto(target));

        assertThat(byJob(target)).isEqualTo(10);
        assertThat(report.path("importJobs").get(0).path("status").asText()).isEqualTo("Stopped");
        assertThat(report.path("importJobs").get(0).path("note").asText()).contains("so the import stopped it");
    }

    @Test
    void aFileThatComesTooLateIsUploadedOnceMore() throws Exception {
        jobs.planLateUrl();
        String target = target();

        arrived(target, importInto(target));

        assertThat(byJob(target)).isPositive();
        assertThat(jobs.pending()).isZero();
    }

    @Test
    void aSlotThatSomebodyElseHasIsWaitedFor() throws Exception {
        jobs.slot().occupy();
        AtomicInteger starts = new AtomicInteger();
        AtomicBoolean vacated = new AtomicBoolean();
        String target = target();
        stage.userPools(Stage.PRIMARY).calls().listen((operation, request) -> {
            if (operation.equals("StartUserImportJob")
                    && request.path("UserPoolId").asText().equals(target)
                    && starts.incrementAndGet() == 2) {
                jobs.slot().vacate();
                vacated.set(true);
            }
        });

        arrived(target, importInto(target));

        assertThat(vacated).isTrue();
        assertThat(byJob(target)).isPositive();
    }

    @Test
    void aSlotThatSomebodyElseKeepsIsNotWaitedForTooLong() throws Exception {
        jobs.slot().occupy();
        try {
            String target = target();

            JsonNode report = arrived(target, importInto(target));

            assertThat(byJob(target)).isZero();
            assertThat(report.path("importJobNotes").get(0).asText())
                    .startsWith("No import job could be started for 2 s");
        } finally {
            jobs.slot().vacate();
        }
    }

    @Test
    void anImportThatIsStoppedWhileItsJobRunsIsFinishedByTheNext() throws Exception {
        jobs.plan(ImportFault.neverEndsAfter(10));
        String target = target();
        AtomicBoolean running = new AtomicBoolean();
        stage.userPools(Stage.PRIMARY).calls().listen((operation, request) -> {
            if (operation.equals("DescribeUserImportJob")
                    && request.path("UserPoolId").asText().equals(target)) {
                running.set(true);
            }
        });
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String execution = runbook.startImport(Map.of("targetUserPoolId", target));
        await().atMost(LIMIT).until(running::get);
        runbook.stop(execution);

        JsonNode report = arrived(target, importAgain(runbook, target));

        assertThat(report.path("importJobs")).hasSize(2);
        assertThat(report.path("importJobs").findValuesAsText("status")).containsExactly("Stopped", "Succeeded");
        assertThat(byJob(target)).isGreaterThan(10);
    }

    private String target() {
        return stage.createPool(Stage.PRIMARY, source.userPool());
    }

    private JsonNode importInto(String target) throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        return runbook.await(runbook.startImport(Map.of("targetUserPoolId", target)), LIMIT);
    }

    /** The stopped run's functions end within their timeout; until then nobody may take the lock from them. */
    private JsonNode importAgain(Runbook runbook, String target) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return runbook.await(runbook.startImport(Map.of("targetUserPoolId", target)), LIMIT);
            } catch (WorkflowFailedException e) {
                if (System.nanoTime() > deadline || !e.getMessage().contains("lock")) {
                    throw e;
                }
                clock.advance(Duration.ofSeconds(5));
            }
        }
    }

    /** Checks that everybody is there as they must be, once, with a password of ours unless a job made them. */
    private JsonNode arrived(String target, JsonNode summary) {
        assertThat(summary.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(summary.path("failed").asLong()).isZero();
        PoolState state = stage.userPools(Stage.PRIMARY).state(target);
        assertThat(state.creations().values()).as("creations by name").containsOnly(1);
        assertThat(state.users())
                .as("passwords given")
                .allMatch(user -> user.passwordsSet() == (user.status() == UserStatus.RESET_REQUIRED ? 0 : 1));
        assertThat(Judge.compare(source, stage.readPool(Stage.PRIMARY, target)))
                .filteredOn(Difference::isFault)
                .isEmpty();
        return stage.report(Stage.PRIMARY, summary.path("report").asText());
    }

    private int byJob(String target) {
        return (int) stage.userPools(Stage.PRIMARY).state(target).users().stream()
                .filter(user -> user.status() == UserStatus.RESET_REQUIRED)
                .count();
    }

    /** How many users came by a route, as the report says. */
    private static long users(JsonNode report, String route) {
        return StreamSupport.stream(report.path("fates").spliterator(), false)
                .filter(count -> count.path("fate").path("route").asText().equals(route))
                .mapToLong(count -> count.path("users").asLong())
                .sum();
    }
}
