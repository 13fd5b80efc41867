package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.LocalBackups;
import cognitobackup.backup.ManualClock;
import cognitobackup.backup.Run;
import cognitobackup.backup.ScriptedExecutions;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.InMemoryUserPools;
import cognitobackup.cognito.LivingPools;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.metrics.PrintedMetrics;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Takes the steps of ExportWorkflow in the workflow's order and passes everything between them as JSON. An invocation
 * that died can be taken again, as the workflow would, or left.
 */
final class ExportDriver {
    static final String POOL = "eu-west-1_Source";

    private static final JsonMapper JSON = JsonMapper.createDefault();

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T23:22:05.120Z"));
    final ScriptedExecutions executions = new ScriptedExecutions();
    final LocalBackups backups;
    final PrintedMetrics printed = new PrintedMetrics();

    private final InMemoryUserPool pool;
    private final StartExport startExport;
    private CheckUserPool checkUserPool;
    private final ExportSteps steps;
    private ExportUsers exportUsers;
    private final ExportGroups exportGroups;
    private final ExportMembers exportMembers;
    private final FindSuspects findSuspects;
    private final GuardDeletions guardDeletions;
    private final Reconcile reconcile;
    private final CompleteExport completeExport;
    private Supplier<Deadline> deadline = () -> new Deadline(() -> 300_000, Duration.ofSeconds(60));
    private Collection<String> secrets = List.of();
    private int largestProgress;

    ExportDriver(DynamoDbClient client, InMemoryUserPool pool) {
        this(client, pool, new LivingPools(new InMemoryUserPools(pool)));
    }

    /** @param sources what exports read, maybe instead of the pool */
    ExportDriver(DynamoDbClient client, InMemoryUserPool pool, SourcePools sources) {
        this.pool = pool;
        this.backups = new LocalBackups(client, clock, executions, Duration.ofDays(35));
        this.steps = new ExportSteps(backups.backups(), backups.runLock(), sources, clock);
        FunctionSettings settings = settings(List.of(POOL));
        this.startExport = new StartExport(backups.runLock(), backups.backups(), sources, settings, printed.metrics());
        this.checkUserPool = new CheckUserPool(steps, settings);
        this.exportUsers = new ExportUsers(steps, CaptureMfa.of(false));
        this.exportGroups = new ExportGroups(steps);
        this.exportMembers = new ExportMembers(steps);
        this.findSuspects = new FindSuspects(steps);
        this.guardDeletions = new GuardDeletions(steps, settings, printed.metrics());
        this.reconcile = new Reconcile(steps);
        this.completeExport = new CompleteExport(backups.backups(), backups.runLock(), clock, printed.metrics());
    }

    static FunctionSettings settings(List<String> userPoolIds) {
        return settings(userPoolIds, 1);
    }

    private static FunctionSettings settings(List<String> userPoolIds, int listingPartitions) {
        String nowhere = "http://127.0.0.1:1/queue";
        return new FunctionSettings(
                "backup",
                userPoolIds,
                userPoolIds,
                nowhere,
                nowhere,
                nowhere,
                nowhere,
                "reports",
                "arn:aws:sns:eu-west-1:123456789012:topic",
                FunctionSettings.Notifications.ALL,
                Duration.ofDays(35),
                Duration.ofMinutes(5),
                2,
                listingPartitions,
                2,
                false,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                "arn:aws:iam::123456789012:role/import-jobs",
                Duration.ofHours(1),
                10,
                "custom:original_sub");
    }

    /** Every invocation gets such a deadline from now on. */
    void setDeadline(Supplier<Deadline> deadline) {
        this.deadline = deadline;
    }

    /** From now on exports ask for each user's second factors, or do not. */
    void captureMfa(boolean wanted) {
        exportUsers = new ExportUsers(steps, CaptureMfa.of(wanted));
    }

    /** From now on exports list users in so many partitions, where they may. */
    void listInPartitions(int partitions) {
        checkUserPool = new CheckUserPool(steps, settings(List.of(POOL), partitions));
    }

    CheckUserPool.Work check(Run run) {
        return throughTheState(checkUserPool.check(run, deadline.get()), CheckUserPool.Work.class);
    }

    /** None of this may pass through the state, beside what is in the pool. */
    void keepSecret(Collection<String> secrets) {
        this.secrets = secrets;
    }

    /** The characters of the largest progress that passed through the state. */
    int largestProgress() {
        return largestProgress;
    }

    InMemoryUserPool pool() {
        return pool;
    }

    StartExport.Start start(String execution) {
        return start(execution, Optional.empty());
    }

    private StartExport.Start start(String execution, Optional<Long> allowDeletions) {
        Map<String, JsonNode> input = allowDeletions
                .map(deletions -> Map.of("allowDeletions", JsonNode.createNumberNode(deletions)))
                .orElse(Map.of());
        return startExport.start(JsonNode.createObjectNode(input), execution);
    }

    StartExport startExport() {
        return startExport;
    }

    /** A whole export by an execution of its own, an hour after whatever was before. */
    CompleteExport.Summary export(String execution) {
        clock.advance(Duration.ofHours(1));
        return new Execution(execution).toTheEnd();
    }

    /** The same, with an input that allows so many deletions. */
    CompleteExport.Summary export(String execution, long allowDeletions) {
        clock.advance(Duration.ofHours(1));
        return new Execution(execution, Optional.of(allowDeletions)).toTheEnd();
    }

    /** What passes through the workflow's state is JSON, small, and shows nothing of what is in the pool. */
    private <T> T throughTheState(T value, Class<T> type) {
        try {
            String json = JSON.writeValueAsString(value);
            pool.users().forEach(user -> assertThat(json).doesNotContain(user.username()));
            pool.groups().forEach(group -> assertThat(json).doesNotContain(group.name()));
            secrets.forEach(secret -> assertThat(json).doesNotContain(secret));
            largestProgress = Math.max(largestProgress, json.length());
            return JSON.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One execution of the workflow, stage by stage. */
    final class Execution {
        private final String name;
        private final Run run;
        private final List<Runnable> stages = new ArrayList<>();
        private final List<Progress> workers = new ArrayList<>();
        private final List<Progress> ofStage = new ArrayList<>();
        private final List<List<Progress>> unitsOfStage = new ArrayList<>();
        private List<Progress> unitsProgress = List.of();
        private CheckUserPool.Work work;
        private Optional<Progress> progress = Optional.empty();
        private List<Progress> suspects = List.of();
        private List<Progress> units = List.of();
        private Optional<GuardDeletions.Decision> guarded = Optional.empty();
        private CompleteExport.Summary summary;
        private int stage;
        private int invocations;

        Execution(String name) {
            this(name, Optional.empty());
        }

        Execution(String name, Optional<Long> allowDeletions) {
            this.name = name;
            StartExport.Start start = throughTheState(start(name, allowDeletions), StartExport.Start.class);
            assertThat(start.outcome()).as(start.reason()).isEqualTo("STARTED");
            this.run = start.run();
            Optional<Long> allowed = Optional.ofNullable(start.allowDeletions());
            stages.add(() -> {
                work = check(run);
                workers.add(work.progress());
            });
            stages.add(() ->
                    workers.addAll(map(work.listings(), item -> exportUsers.export(run, item, before(), next()))));
            stages.add(
                    () -> workers.addAll(map(List.of("groups"), item -> exportGroups.export(run, before(), next()))));
            stages.add(() -> exportMembers(false));
            stages.add(() -> {
                suspects = mapUnits((item, before) -> findSuspects.find(run, item, before, workers, next()));
                workers.addAll(suspects);
            });
            stages.add(() -> {
                if (suspects.stream().anyMatch(Progress::relistUsers)) {
                    workers.addAll(
                            map(List.of(Listing.WHOLE), item -> exportUsers.export(run, item, before(), next())));
                }
            });
            stages.add(() -> {
                if (suspects.stream().anyMatch(Progress::relistGroups)) {
                    exportMembers(true);
                }
            });
            stages.add(() -> guardDeletions(allowed));
            stages.add(
                    () -> units = mapUnits((item, before) -> reconcile.reconcile(run, item, before, workers, next())));
            stages.add(() -> summary = throughTheState(
                    completeExport.complete(
                            run, workers, units, guarded.map(GuardDeletions.Decision::allowedDeletions)),
                    CompleteExport.Summary.class));
            stages.add(() -> backups.runLock().release(run));
        }

        String name() {
            return name;
        }

        Run run() {
            return run;
        }

        int invocations() {
            return invocations;
        }

        /** Goes on where it is: at the beginning, or with the invocation that died. */
        CompleteExport.Summary toTheEnd() {
            while (stage < stages.size()) {
                takeStage();
            }
            return summary;
        }

        /** Takes every step before the guard. */
        void upToTheGuard() {
            upTo(4);
        }

        /** Takes every step but those that complete the export. */
        void upToTheManifest() {
            upTo(2);
        }

        private void upTo(int stagesLeft) {
            while (stage < stages.size() - stagesLeft) {
                takeStage();
            }
        }

        /** What the workflow does after a failure. */
        void giveTheLockBack() {
            backups.runLock().release(run);
        }

        /** Whether all that is left is to release the lock. */
        boolean onlyGivesTheLockBack() {
            return stage == stages.size() - 1;
        }

        void takeStage() {
            stages.get(stage).run();
            stage++;
        }

        private void exportMembers(boolean again) {
            workers.addAll(map(work.memberLists(), item -> exportMembers.export(run, item, before(), again, next())));
        }

        private void guardDeletions(Optional<Long> allowed) {
            do {
                GuardDeletions.Counted counted =
                        guarded.map(GuardDeletions.Decision::progress).orElse(GuardDeletions.Counted.NOTHING);
                guarded = Optional.of(throughTheState(
                        guardDeletions.guard(run, allowed, workers, counted, next()), GuardDeletions.Decision.class));
            } while (!guarded.get().done());
        }

        private Progress before() {
            return progress.orElse(Progress.NONE);
        }

        private Deadline next() {
            invocations++;
            return deadline.get();
        }

        private List<Progress> mapUnits(BiFunction<Units, List<Progress>, UnitsOutput> step) {
            while (unitsOfStage.size() < work.units().size()) {
                UnitsOutput output = throughTheState(
                        step.apply(work.units().get(unitsOfStage.size()), unitsProgress), UnitsOutput.class);
                unitsProgress = output.progress();
                if (output.done()) {
                    unitsOfStage.add(output.progress());
                    unitsProgress = List.of();
                }
            }
            List<Progress> done = unitsOfStage.stream().flatMap(List::stream).toList();
            unitsOfStage.clear();
            return done;
        }

        private <T> List<Progress> map(List<T> items, Function<T, StepOutput> step) {
            while (ofStage.size() < items.size()) {
                StepOutput output = throughTheState(step.apply(items.get(ofStage.size())), StepOutput.class);
                progress = Optional.of(output.progress());
                if (output.done()) {
                    ofStage.add(output.progress());
                    progress = Optional.empty();
                }
            }
            List<Progress> done = List.copyOf(ofStage);
            ofStage.clear();
            return done;
        }
    }
}
