package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Stage;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.ExportFigures;
import cognitobackup.local.cloudwatch.AlarmState;
import cognitobackup.local.events.Schedule;
import cognitobackup.local.events.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** For an hour nothing is started by its schedule; what was missed is kept and counted, and started by hand. */
final class MissedNight implements Scenario {
    private static final Duration WATCH_LIMIT = Duration.ofMinutes(2);
    private static final int MOST_MESSAGES = 10;

    /** What the alarms and metrics call the queue of starts that could not be made. */
    private static final String QUEUE = "Schedules";

    private static final String DEAD_LETTERS = "DeadLetters";

    @Override
    public String name() {
        return "missed-night";
    }

    @Override
    public String description() {
        return "A night's export cannot be started; an alarm tells, and what was missed is started by hand.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "For an hour of the night EventBridge Scheduler can start nothing: the export is missed, and so is a look of",
                "the hourly watch. Both starts are kept in a dead-letter queue, which the next look counts, and an alarm goes",
                "off. You start what was missed with what the queue has kept, and empty the queue.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(40, 4, 71, SignIn.USERNAME);
    }

    @Override
    public Optional<String> onlyHere() {
        return Optional.of("has the scheduler's calls refused, and reads metrics and alarms");
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump pool = rehearsal.source();
        rehearsal.say("One night's export, and a look of the watch after it");
        rehearsal.nightlyExport(pool);
        look(rehearsal);
        try (LivingPool living = new LivingPool(stage, pool)) {
            living.set(LivingPool.everydayUsers(pool).get(0).username(), "given_name", "Changed");
        }
        PoolDump changed = rehearsal.read(pool);

        rehearsal.say("In the next night the scheduler's calls are refused for an hour");
        String queue = String.valueOf(stage.outputs(Stage.PRIMARY).get("schedulesDeadLetterQueueUrl"));
        try (SqsClient sqs = stage.queues(Stage.PRIMARY)) {
            miss(rehearsal, PoolSchedules.export(stage, pool), () -> messages(sqs, queue));
            miss(rehearsal, PoolSchedules.watch(stage), () -> messages(sqs, queue));
            rehearsal.say("After that hour the watch looks again");
            look(rehearsal);
            rehearsal.equal(
                    "starts that the watch counts as missed",
                    messages(sqs, queue).size(),
                    missed(stage));
            rehearsal.equal("the alarm on missed starts", AlarmState.ALARM, alarm(stage));

            rehearsal.say("Starting by hand what was missed, and emptying the queue");
            ExportFigures figures = rehearsal.export(Stage.PRIMARY, changed);
            rehearsal.equal("changed records that the export finds", 1L, figures.updated());
            sqs.purgeQueue(request -> request.queueUrl(queue));
            look(rehearsal);
            rehearsal.equal("starts that the watch counts as missed then", 0, missed(stage));
        }
    }

    private static void miss(Rehearsal rehearsal, Schedule schedule, Supplier<List<String>> kept)
            throws InterruptedException, DeploymentFailedException {
        Schedules schedules = rehearsal.stage().region(Stage.PRIMARY).schedules();
        rehearsal.part(() -> {
            schedules.throttle(true);
            try {
                schedules.fire(schedule);
            } finally {
                schedules.throttle(false);
            }
            rehearsal.kept("what the queue keeps of " + schedule.name(), schedule.input(), kept.get());
        });
    }

    /** Everything in a queue, which stays there. */
    private static List<String> messages(SqsClient sqs, String queue) {
        return sqs
                .receiveMessage(request -> request.queueUrl(queue)
                        .maxNumberOfMessages(MOST_MESSAGES)
                        .visibilityTimeout(0))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    /** The watch's schedule comes, and the function looks after the backups. */
    private static void look(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        Schedule schedule = PoolSchedules.watch(stage);
        String function = schedule.target().substring(schedule.target().lastIndexOf(':') + 1);
        rehearsal.part(() -> {
            long before = finished(stage, function);
            rehearsal.start(schedule);
            long deadline = System.nanoTime() + WATCH_LIMIT.toNanos();
            while (finished(stage, function) == before) {
                if (System.nanoTime() > deadline) {
                    throw new WorkflowFailedException("RUNNING", "too long", "the watch has not ended its look");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            rehearsal.lookAtLogs();
        });
    }

    private static long finished(Stage stage, String function) {
        return stage.region(Stage.PRIMARY).functions().finished().getOrDefault(function, 0L);
    }

    /** What the watch measured last. */
    private static int missed(Stage stage) {
        return stage.region(Stage.PRIMARY).cloudWatch().datapoints().stream()
                .filter(datapoint -> datapoint.metric().equals(DEAD_LETTERS)
                        && datapoint.dimensions().containsValue(QUEUE))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .values()
                .get(0)
                .intValue();
    }

    private static AlarmState alarm(Stage stage) {
        return stage.region(Stage.PRIMARY).cloudWatch().states(Instant.now()).entrySet().stream()
                .filter(alarm -> alarm.getKey().contains("dead-letters-" + QUEUE))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
