package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.cognito.UserSeed;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An import is stopped with messages in flight and started again. Nobody is created twice or given a second password,
 * and a stranger who took a planned name meanwhile gets nobody's groups.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InterruptedImportTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ShiftedClock clock = new ShiftedClock();
    private Stage stage;
    private PoolDump source;

    @BeforeAll
    void exportPool() throws Exception {
        stage = Stage.start(StageOptions.standard()
                .withFunctionTimeoutSeconds(15)
                .withClock(clock)
                .withoutWaiting());
        PoolDump population = MadeUpPool.of(60, 4, 5, SignIn.USERNAME);
        source = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, source);
        stage.deployPrimary(List.of(source.userPoolId()));
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        runbook.await(runbook.startExport(Map.of()), LIMIT);
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdminCreateUser", "AdminSetUserPassword", "AdminAddUserToGroup"})
    void finishesWhenStartedAgain(String stoppedAt) throws Exception {
        String target = stage.createPool(Stage.PRIMARY, source.userPool());

        String stranger = stopAt(target, stoppedAt, 15);
        JsonNode outcome = importAgain(stage.runbook(Stage.PRIMARY), target);

        PoolState state = stage.userPools(Stage.PRIMARY).state(target);
        assertThat(state.creations().values()).as("creations by name").containsOnly(1);
        assertThat(state.users())
                .as("passwords given")
                .allMatch(user -> user.passwordsSet() == (user.username().equals(stranger) ? 0 : 1));
        assertThat(state.memberships()).noneMatch(member -> member.username().equals(stranger));
        List<Difference> faults = Judge.compare(source, stage.readPool(Stage.PRIMARY, target)).stream()
                .filter(Difference::isFault)
                .toList();
        assertThat(faults).allMatch(fault -> fault.identity().equals(stranger));
        assertThat(outcome.path("failed").asLong()).isEqualTo(stranger.isEmpty() ? 0 : 1);
    }

    /**
     * Stops the import, and its functions with it, in the middle of a message, while somebody takes a name that is
     * planned. Calls that are under way still do what they are to do, but nobody learns of it.
     *
     * @return who took a name; empty where every planned one is in the target
     */
    private String stopAt(String target, String operation, int nth) throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        stage.userPools(Stage.PRIMARY).calls().listen((called, request) -> {
            if (called.equals(operation)
                    && request.path("UserPoolId").asText().equals(target)
                    && calls.incrementAndGet() >= nth) {
                underWay.add(request.path("Username").asText());
                awaitQuietly(release);
            }
        });
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String execution = runbook.startImport(Map.of("targetUserPoolId", target, "method", "API"));
        await().atMost(LIMIT).until(() -> calls.get() >= nth);
        runbook.stop(execution);
        String stranger = takeANameThatIsPlanned(target, underWay);
        stage.killQueueWorkers(Stage.PRIMARY);
        release.countDown();
        return stranger;
    }

    /** Somebody signs up under the name of a user whom the import has not begun to create, if there is one left. */
    private String takeANameThatIsPlanned(String target, Set<String> underWay) {
        var there = stage.userPools(Stage.PRIMARY).state(target).users().stream()
                .map(PoolState.User::username)
                .collect(Collectors.toSet());
        return source.memberships().stream()
                .map(PoolMembership::username)
                .filter(username ->
                        !there.contains(username) && !underWay.contains(username) && !username.startsWith("google_"))
                .findFirst()
                .map(username -> {
                    stage.userPools(Stage.PRIMARY)
                            .seed()
                            .users(target, List.of(UserSeed.of(username, Map.of("email", "stranger@example.com"))));
                    return username;
                })
                .orElse("");
    }

    /** The stopped run's functions end within their timeout; until then nobody may take the lock from them. */
    private JsonNode importAgain(Runbook runbook, String target) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return runbook.await(runbook.startImport(Map.of("targetUserPoolId", target, "method", "API")), LIMIT);
            } catch (WorkflowFailedException e) {
                if (System.nanoTime() > deadline || !e.getMessage().contains("lock")) {
                    throw e;
                }
                clock.advance(Duration.ofSeconds(5));
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
