package cognitobackup.drill;

import static cognitobackup.local.cloudwatch.AlarmState.ALARM;
import static cognitobackup.local.cloudwatch.AlarmState.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.Clients;
import cognitobackup.local.cloudwatch.Alarm;
import cognitobackup.local.cloudwatch.AlarmState;
import cognitobackup.local.cloudwatch.CloudWatch;
import cognitobackup.local.cloudwatch.Dashboard;
import cognitobackup.local.cloudwatch.Datapoint;
import cognitobackup.local.events.Schedule;
import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Each alarm in the situation that it is for, over the metrics that the deployed functions really print then, and well
 * before and after it. One world, to which one thing after the other happens; in between, time passes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AlarmsTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration HOUR = Duration.ofHours(1);

    private final ShiftedClock clock = new ShiftedClock();
    private final AtomicReference<CountDownLatch> held = new AtomicReference<>();
    private final AtomicBoolean holding = new AtomicBoolean();
    private Stage stage;
    private PoolDump pool;
    private int metricsBefore;

    @BeforeAll
    void deploy() throws Exception {
        stage = Stage.start(StageOptions.standard().withClock(clock).withoutWaiting());
        PoolDump population = MadeUpPool.of(30, 2, 31, SignIn.USERNAME);
        pool = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, pool);
        String pools = "[{\"id\":\"" + pool.userPoolId() + "\",\"schedule\":\"rate(1 day)\"}]";
        stage.deployPrimary(List.of(), Map.of("userPools", pools));
        stage.deploySecondary(List.of());
        stage.userPools(Stage.PRIMARY).calls().listen((operation, request) -> {
            CountDownLatch latch = held.get();
            if (operation.equals("ListUsers") && latch != null) {
                holding.set(true);
                awaitQuietly(latch);
            }
        });
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    @Order(1)
    void beforeTheFirstExportThePoolIsOverdueAndNothingElseIsWrong() throws Exception {
        watchFor(2);

        assertThat(alarming(Stage.PRIMARY)).containsExactlyInAnyOrder(overdue(), behind());
        assertThat(alarming(Stage.SECONDARY)).containsExactly(behind());
    }

    @Test
    @Order(2)
    void afterAnExportAllIsWellInBothRegions() throws Exception {
        assertThat(export()).isEqualTo("COMPLETED");
        stage.awaitReplication();
        watchFor(2);

        assertThat(alarming(Stage.PRIMARY)).isEmpty();
        assertThat(alarming(Stage.SECONDARY)).isEmpty();
        assertThat(states(Stage.PRIMARY))
                .hasSize(9)
                .containsValue(OK)
                .doesNotContainValue(AlarmState.INSUFFICIENT_DATA);
    }

    @Test
    @Order(3)
    void aStartThatIsSkippedIsNoFailure() throws Exception {
        holding.set(false);
        held.set(new CountDownLatch(1));
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        String first = runbook.startExport(Map.of());
        await().atMost(LIMIT).untilTrue(holding);

        String skipped = runbook.await(runbook.startExport(Map.of()), LIMIT)
                .path("outcome")
                .asText();
        held.getAndSet(null).countDown();
        runbook.await(first, LIMIT);

        assertThat(skipped).isEqualTo("SKIPPED");
        assertThat(sum(Stage.PRIMARY, "ExportsSkipped")).isEqualTo(1);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    @Test
    @Order(4)
    void anExportThatFails() throws Exception {
        clock.advance(HOUR);
        stage.userPools(Stage.PRIMARY)
                .faults()
                .fail("ListUsers", 1, AwsError.badRequest("InvalidParameterException", "Not today."));

        assertThatThrownBy(this::export).isInstanceOf(WorkflowFailedException.class);

        awaitMetric(Stage.PRIMARY, "ExportsFailed");
        assertThat(alarming(Stage.PRIMARY)).containsExactly("export-failed");
        clock.advance(HOUR);
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    @Test
    @Order(5)
    void anExportThatTheGuardStops() throws Exception {
        try (Clients clients = Clients.of(stage.region(Stage.PRIMARY))) {
            for (PoolUser user : pool.users()) {
                clients.cognito().adminDeleteUser(request -> request.userPoolId(pool.userPoolId())
                        .username(user.username()));
            }
        }
        metricsBefore = metrics(Stage.PRIMARY).size();

        assertThatThrownBy(this::export).isInstanceOf(WorkflowFailedException.class);

        awaitMetric(Stage.PRIMARY, "ExportsFailed");
        assertThat(alarming(Stage.PRIMARY)).containsExactlyInAnyOrder("deletion-guard", "export-failed");
        clock.advance(HOUR);
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    @Test
    @Order(6)
    void anImportThatFailsAndOneThatDoesNot() throws Exception {
        String target = stage.createPool(Stage.SECONDARY, pool.userPool());
        stage.awaitReplication();
        Runbook runbook = stage.runbook(Stage.SECONDARY);
        Map<String, String> input = Map.of("targetUserPoolId", target, "userPoolId", pool.userPoolId());

        assertThatThrownBy(() ->
                        runbook.await(runbook.startImport(Map.of("targetUserPoolId", target, "asOf", "never")), LIMIT))
                .isInstanceOf(WorkflowFailedException.class);
        awaitMetric(Stage.SECONDARY, "ImportsFailed");
        assertThat(alarming(Stage.SECONDARY)).containsExactly("import-failed");
        clock.advance(HOUR);
        watchFor(2);
        assertThat(runbook.await(runbook.startImport(input), LIMIT)
                        .path("outcome")
                        .asText())
                .isEqualTo("COMPLETED");

        assertThat(alarming(Stage.SECONDARY)).isEmpty();
        assertThat(last(Stage.SECONDARY, "ImportProgress")).isEqualTo(100);
        assertThat(sum(Stage.SECONDARY, "ImportUsersPlanned"))
                .isEqualTo(pool.users().size());
    }

    @Test
    @Order(7)
    void throttlingThatGoesOn() throws Exception {
        // The deletions of before are done with, and their tombstones dated, so that exports send few requests.
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        runbook.await(runbook.startExport(Map.of("allowDeletions", 1000)), LIMIT);
        assertThat(export()).isEqualTo("COMPLETED");
        clock.advance(HOUR);
        throttledExport();
        assertThat(alarming(Stage.PRIMARY)).as("once is not yet sustained").doesNotContain("throttled");
        clock.advance(Duration.ofMinutes(15));
        throttledExport();

        assertThat(alarming(Stage.PRIMARY)).contains("throttled");
        clock.advance(HOUR);
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    private void throttledExport() throws Exception {
        AwsError throttled = AwsError.badRequest("TooManyRequestsException", "Too many.");
        for (String operation : List.of("ListUsers", "ListGroups", "ListUsersInGroup")) {
            for (int nth = 1; nth <= 3; nth++) {
                stage.userPools(Stage.PRIMARY).faults().fail(operation, nth, throttled);
            }
        }
        assertThat(export()).isEqualTo("COMPLETED");
        assertThat(stage.userPools(Stage.PRIMARY).faults().pending()).isEmpty();
    }

    @Test
    @Order(8)
    void aReplicaThatIsBehind() throws Exception {
        stage.awaitReplication();
        stage.replication().pause();
        clock.advance(Duration.ofHours(31));
        export();
        watchFor(2);

        assertThat(alarming(Stage.PRIMARY)).isEmpty();
        assertThat(alarming(Stage.SECONDARY)).containsExactly(behind());
        stage.replication().resume();
        stage.awaitReplication();
        watchFor(2);
        assertThat(alarming(Stage.SECONDARY)).isEmpty();
    }

    @Test
    @Order(9)
    void anExportThatIsOverdue() throws Exception {
        clock.advance(Duration.ofHours(31));
        watchFor(2);

        assertThat(alarming(Stage.PRIMARY)).contains(overdue());
        assertThat(alarming(Stage.SECONDARY)).contains(behind());
        export();
        stage.awaitReplication();
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    @Test
    @Order(10)
    void aWatchThatIsSilent() throws Exception {
        clock.advance(HOUR.multipliedBy(3));

        assertThat(alarming(Stage.PRIMARY))
                .containsExactlyInAnyOrder(
                        overdue(),
                        behind(),
                        "dead-letters-NewUsers",
                        "dead-letters-UserUpdates",
                        "dead-letters-Schedules");
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    @Test
    @Order(11)
    void messagesInEachDeadLetterQueue() throws Exception {
        Schedule schedule = schedules(Stage.PRIMARY).stream()
                .filter(each -> each.target().contains(":stateMachine:"))
                .findFirst()
                .orElseThrow();
        stage.region(Stage.PRIMARY)
                .stepFunctions()
                .call("DeleteStateMachine", JSON.createObjectNode().put("stateMachineArn", schedule.target()));
        assertThat(stage.region(Stage.PRIMARY).schedules().fire(schedule)).isEqualTo(Optional.empty());
        send("newUsersDeadLetterQueueUrl");
        send("userUpdatesDeadLetterQueueUrl");
        watchFor(2);

        assertThat(alarming(Stage.PRIMARY))
                .containsExactlyInAnyOrder(
                        "dead-letters-NewUsers", "dead-letters-UserUpdates", "dead-letters-Schedules");
        assertThat(alarming(Stage.SECONDARY)).isEmpty();
        try (Clients clients = Clients.of(stage.region(Stage.PRIMARY));
                SqsClient sqs = clients.sqs()) {
            List.of("newUsersDeadLetterQueueUrl", "userUpdatesDeadLetterQueueUrl", "schedulesDeadLetterQueueUrl")
                    .forEach(output -> sqs.purgeQueue(request -> request.queueUrl(output(output))));
        }
        watchFor(2);
        assertThat(alarming(Stage.PRIMARY)).isEmpty();
    }

    /** After all of this, every metric that somebody looks at has been printed with just these dimensions. */
    @Test
    @Order(12)
    void everyAlarmAndEveryGraphIsOfAMetricThatIsReallyPrinted() {
        Set<Dashboard.Shown> printed = Stream.of(Stage.PRIMARY, Stage.SECONDARY)
                .flatMap(region -> metrics(region).stream())
                .map(each -> new Dashboard.Shown(each.namespace(), each.metric(), withoutStack(each.dimensions())))
                .collect(Collectors.toSet());
        for (String region : List.of(Stage.PRIMARY, Stage.SECONDARY)) {
            CloudWatch cloudWatch = stage.region(region).cloudWatch();
            Dashboard dashboard = cloudWatch.dashboards().get(0);
            // Not every category of quotas is asked for by exports and imports of this pool.
            assertThat(dashboard.metrics())
                    .filteredOn(shown -> !shown.dimensions().containsKey("Category"))
                    .allSatisfy(shown -> assertThat(printed)
                            .contains(new Dashboard.Shown(
                                    shown.namespace(), shown.metric(), withoutStack(shown.dimensions()))));
            assertThat(dashboard.alarms())
                    .hasSize(cloudWatch.states(clock.instant()).size());
        }
        for (String name : states(Stage.PRIMARY).keySet()) {
            Alarm alarm = alarm(name);
            boolean secondaryOnly = name.equals("import-failed");
            assertThat(metrics(secondaryOnly ? Stage.SECONDARY : Stage.PRIMARY))
                    .as(name)
                    .anyMatch(each -> secondaryOnly
                            ? each.metric().equals(alarm.measured().metric())
                                    && each.unit()
                                            .equals(alarm.measured().unit().orElseThrow())
                            : alarm.takes(each));
        }
    }

    private static Map<String, String> withoutStack(Map<String, String> dimensions) {
        Map<String, String> others = new TreeMap<>(dimensions);
        others.remove("Stack");
        return others;
    }

    private String overdue() {
        return "export-overdue-" + pool.userPoolId();
    }

    private String behind() {
        return "snapshot-behind-" + pool.userPoolId();
    }

    private String export() throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        return runbook.await(runbook.startExport(Map.of()), LIMIT)
                .path("outcome")
                .asText();
    }

    /** Lets hours pass, in each of which the schedule of the watch comes once in both Regions. */
    private void watchFor(int hours) throws InterruptedException {
        for (int hour = 0; hour < hours; hour++) {
            clock.advance(HOUR);
            for (String region : List.of(Stage.PRIMARY, Stage.SECONDARY)) {
                long before = count(region, "DeadLetters");
                Schedule watch = schedules(region).stream()
                        .filter(schedule -> schedule.target().contains(":function:"))
                        .findFirst()
                        .orElseThrow();
                assertThat(stage.region(region).schedules().fire(watch)).hasValue(watch.target());
                await().atMost(LIMIT).until(() -> count(region, "DeadLetters") >= before + 3);
            }
        }
    }

    private List<Schedule> schedules(String region) {
        return stage.region(region).schedules().all();
    }

    private String output(String name) {
        return String.valueOf(stage.outputs(Stage.PRIMARY).get(name));
    }

    private void send(String queueOutput) {
        try (Clients clients = Clients.of(stage.region(Stage.PRIMARY));
                SqsClient sqs = clients.sqs()) {
            sqs.sendMessage(request -> request.queueUrl(output(queueOutput)).messageBody("{}"));
        }
    }

    private List<Datapoint> metrics(String region) {
        return stage.region(region).cloudWatch().datapoints();
    }

    private long count(String region, String metric) {
        return metrics(region).stream()
                .filter(each -> each.metric().equals(metric))
                .count();
    }

    private double sum(String region, String metric) {
        return metrics(region).stream()
                .filter(each -> each.metric().equals(metric))
                .flatMap(each -> each.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private double last(String region, String metric) {
        return metrics(region).stream()
                .filter(each -> each.metric().equals(metric))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .values()
                .get(0);
    }

    /** The event of an execution's end comes some moments after the end. */
    private void awaitMetric(String region, String metric) {
        await().atMost(LIMIT).until(() -> metrics(region).stream()
                .skip(region.equals(Stage.PRIMARY) ? metricsBefore : 0)
                .anyMatch(each -> each.metric().equals(metric)));
    }

    private Alarm alarm(String end) {
        CloudWatch cloudWatch = stage.region(Stage.PRIMARY).cloudWatch();
        return cloudWatch.states(clock.instant()).keySet().stream()
                .filter(name -> withoutWhatPulumiAdds(name).equals(end))
                .map(cloudWatch::alarm)
                .findFirst()
                .orElseThrow();
    }

    /** By the ends of their names. */
    private Map<String, AlarmState> states(String region) {
        Map<String, AlarmState> states = new TreeMap<>();
        stage.region(region)
                .cloudWatch()
                .states(clock.instant())
                .forEach((name, state) -> states.put(withoutWhatPulumiAdds(name), state));
        return states;
    }

    private Set<String> alarming(String region) {
        return states(region).entrySet().stream()
                .filter(alarm -> alarm.getValue() == ALARM)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String withoutWhatPulumiAdds(String name) {
        return name.replaceFirst("^cognito-backup-alarm-", "").replaceFirst("-[0-9a-f]{7}$", "");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
