package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Executions;
import cognitobackup.backup.LocalBackups;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.ManualClock;
import cognitobackup.backup.RecordWriter;
import cognitobackup.backup.Run;
import cognitobackup.backup.ScriptedExecutions;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.Variables;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that an import needs, on a real engine for the table and in memory else, with its steps called in the order
 * of the workflow. What passes from step to step goes through JSON, as it does there.
 */
final class ImportBench implements AutoCloseable {
    static final String SOURCE = "eu-west-1_Source1";
    static final Duration RETENTION = Duration.ofDays(35);

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    final LocalTable table = new LocalTable();
    final ScriptedExecutions executions = new ScriptedExecutions();
    final LocalBackups local = new LocalBackups(table.client(), clock, executions, RETENTION);
    final InMemoryBucket bucket = new InMemoryBucket();
    final InMemoryQueue newUsers = new InMemoryQueue();
    final InMemoryQueue userUpdates = new InMemoryQueue();
    final InMemoryUserPool source = new InMemoryUserPool(SOURCE);
    final Map<String, UserPool> targets = new HashMap<>();
    final ObjectMapper json = ObjectMapper.getDefault();
    final Deadline deadline = new Deadline(() -> 240_000, Duration.ZERO);
    MessageLimits limits = new MessageLimits(100, 100);

    private final ApplicationContext context;
    private final FunctionSettings settings;
    private final Variables variables;
    private int started;

    ImportBench() {
        this(false);
    }

    /** @param intoSources whether the deployment lets imports fill the source */
    ImportBench(boolean intoSources) {
        Map<String, Object> environment = FunctionEnvironment.complete();
        environment.put("IMPORT_INTO_SOURCES", String.valueOf(intoSources));
        environment.put("USER_POOL_IDS", SOURCE);
        environment.put("SOURCE_USER_POOL_IDS", SOURCE);
        context = FunctionEnvironment.start(environment);
        settings = context.getBean(FunctionSettings.class);
        variables = context.getBean(Variables.class);
        describe(source);
    }

    FunctionSettings settings() {
        return settings;
    }

    /** What a pool's configuration says about the settings that the import compares. */
    static void describe(InMemoryUserPool pool) {
        PoolSettings settings = pool.settings();
        pool.putConfiguration(new ConfigurationPart(
                "pool",
                pool.id(),
                "{\"Id\":\"" + pool.id() + "\",\"UsernameAttributes\":[" + quoted(settings.usernameAttributes())
                        + "],\"AliasAttributes\":[" + quoted(settings.aliasAttributes())
                        + "],\"UsernameConfiguration\":{\"CaseSensitive\":" + settings.caseSensitive() + "}}"));
    }

    private static String quoted(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add('"' + name + '"'));
        return String.join(",", quoted);
    }

    /** A new, empty target with the source's settings. */
    InMemoryUserPool target(String id) {
        var target = new InMemoryUserPool(id);
        target.setClock(clock);
        target.setSettings(same -> {
            PoolSettings like = source.settings();
            return new PoolSettings(
                    id,
                    like.usernameAttributes(),
                    like.aliasAttributes(),
                    like.caseSensitive(),
                    like.mfa(),
                    like.autoVerifiedAttributes(),
                    like.attributes(),
                    like.triggers(),
                    like.passwordMinimumLength());
        });
        targets.put(id, target);
        return target;
    }

    /** A pool that is as the source is now, and the target of imports into the source from now on. */
    InMemoryUserPool sourceAsTarget() {
        var copy = new InMemoryUserPool(SOURCE);
        copy.setClock(clock);
        copy.setSettings(same -> source.settings());
        source.users().forEach(copy::putUser);
        source.groups().forEach(group -> {
            copy.addGroup(group);
            source.members(group.name()).forEach(sub -> copy.join(sub, group.name()));
        });
        targets.put(SOURCE, copy);
        return copy;
    }

    /** Stores the source as it is now as a complete export. */
    Manifest export() {
        List<PoolRecord> records = new ArrayList<>();
        records.addAll(source.users());
        records.addAll(source.groups());
        source.groups().forEach(group -> source.members(group.name())
                .forEach(sub -> records.add(new Membership(sub, group.name()))));
        records.addAll(source.configuration());
        return export(records);
    }

    Manifest export(List<PoolRecord> records) {
        Run run = local.acquire(SOURCE, "arn:export-" + clock.instant());
        Backup backup = local.backups().of(SOURCE);
        RecordWriter writer = backup.writer(run, source.settings());
        writer.store(records);
        Map<RecordKind, Map<Shard, Manifest.Sum>> sums = new HashMap<>();
        records.forEach(record -> sums.computeIfAbsent(record.key().kind(), kind -> new HashMap<>())
                .merge(
                        record.key().shard(),
                        new Manifest.Sum(
                                1, Checksum.ZERO.plus(ContentHash.of(record).prefix())),
                        Manifest.Sum::plus));
        var manifest = new Manifest(SOURCE, run.id(), clock.instant(), sums, Map.of(), 0, Optional.empty());
        backup.complete(run, manifest);
        local.runLock().release(run);
        clock.advance(Duration.ofSeconds(1));
        return manifest;
    }

    String newExecution() {
        started++;
        return "arn:aws:states:eu-west-1:123456789012:execution:import:" + started;
    }

    ImportRun start(String input) {
        return start(input, newExecution());
    }

    ImportRun start(String input, String execution) {
        clock.advance(Duration.ofSeconds(1));
        return through(
                new StartImport(settings, variables, access(), local.backups(), local.runLock(), local.imports())
                        .start(node(input), execution, deadline),
                ImportRun.class);
    }

    static String inputFor(String target) {
        return "{\"targetUserPoolId\":\"" + target + "\"}";
    }

    /** Runs an import from its start to its end, and gives its locks back. */
    WriteReport.Summary importInto(String target) {
        ImportRun run = start(inputFor(target));
        return finish(run);
    }

    WriteReport.Summary finish(ImportRun run) {
        WriteReport.Summary summary = workOff(run, plan(run));
        release(run);
        return summary;
    }

    void release(ImportRun run) {
        local.runLock().release(run.targetLock());
        run.alsoHeld().forEach(local.runLock()::release);
    }

    /** The execution has ended, as by a death, so long ago that others may take its locks. */
    void end(ImportRun run) {
        executions.set(run.execution(), new Executions.State.Ended(clock.instant()));
        clock.advance(LocalBackups.FUNCTION_TIMEOUT.plusSeconds(1));
        newUsers.reappear();
        userUpdates.reappear();
    }

    PinPlan.Plan plan(ImportRun run) {
        List<VerifySnapshot.Progress> verified = new ArrayList<>();
        if (!run.resumed()) {
            for (PinPlan.Unit unit : PinPlan.units()) {
                verified.add(verify(run, unit.asShard()));
            }
        }
        return pinPlan().pin(run, verified, deadline);
    }

    VerifySnapshot.Progress verify(ImportRun run, Shard unit) {
        var step = new VerifySnapshot(local.backups(), access(), lines(), clock, clock::advance, settings);
        return loop(
                VerifySnapshot.Progress.class,
                VerifySnapshot.Progress.NOTHING,
                VerifySnapshot.Progress::done,
                progress -> step.verify(run, unit, progress, deadline));
    }

    PinPlan pinPlan() {
        return new PinPlan(
                settings,
                access(),
                local.imports(),
                new SourcePools(lines(), json),
                new PlannedGroups(lines()),
                lines());
    }

    WriteReport.Summary workOff(ImportRun run) {
        return workOff(run, pinPlan().pin(run, List.of(), deadline));
    }

    private WriteReport.Summary workOff(ImportRun run, PinPlan.Plan plan) {
        if (run.options().purpose().changesTarget()) {
            importGroups(run);
        }
        for (int round = 0; ; round++) {
            List<CompareWithTarget.Progress> compared = compare(run, round, plan);
            DecideRound.Decision decision = decideRound().decide(run, round, compared);
            if (decision.next() == DecideRound.Next.REPORT) {
                return new WriteReport(access(), local.imports(), results(), estimate(), lines(), bucket, json, clock)
                        .write(run, round, compared);
            }
            decision.workers().forEach(worker -> work(run, worker));
            clock.advance(Duration.ofSeconds(decision.waitSeconds()));
        }
    }

    void importGroups(ImportRun run) {
        var step = new ImportGroups(access(), new PlannedGroups(lines()), results());
        loop(
                ImportGroups.Progress.class,
                ImportGroups.Progress.NOTHING,
                ImportGroups.Progress::done,
                progress -> step.put(run, progress, deadline));
    }

    Estimate estimate() {
        return context.getBean(Estimate.class);
    }

    DecideRound decideRound() {
        return new DecideRound(access(), results(), estimate(), settings);
    }

    List<CompareWithTarget.Progress> compare(ImportRun run, int round, PinPlan.Plan plan) {
        var listUsers = new ListTargetUsers(access(), lines(), results());
        loop(
                ListTargetUsers.Progress.class,
                ListTargetUsers.Progress.NOTHING,
                ListTargetUsers.Progress::done,
                progress -> listUsers.list(run, round, progress, deadline));
        var listMembers = new ListTargetMembers(access(), lines(), results());
        plan.memberLists()
                .forEach(list -> loop(
                        ListTargetMembers.Progress.class,
                        ListTargetMembers.Progress.of(list),
                        ListTargetMembers.Progress::done,
                        progress -> listMembers.list(run, round, list, progress, deadline)));
        return plan.units().stream()
                .map(unit -> loop(
                        CompareWithTarget.Progress.class,
                        CompareWithTarget.Progress.NOTHING,
                        CompareWithTarget.Progress::done,
                        progress -> compareWithTarget().compare(run, round, unit.asShard(), progress, deadline)))
                .toList();
    }

    private CompareWithTarget compareWithTarget() {
        return new CompareWithTarget(
                access(),
                new CompareUsers(access(), lines(), json, results(), messages(), queues(), limits),
                new CompareGroups(access(), new PlannedGroups(lines()), lines(), results()));
    }

    QueueWorker.Progress work(ImportRun run, DecideRound.Worker worker) {
        return loop(
                QueueWorker.Progress.class,
                QueueWorker.Progress.NOTHING,
                QueueWorker.Progress::done,
                progress -> switch (worker.queue()) {
                    case NEW_USERS ->
                        new CreateUsers(access(), results(), worker(), queues())
                                .create(run, worker.of(), progress, deadline);
                    case USER_UPDATES ->
                        new UpdateUsers(access(), results(), worker(), queues())
                                .update(run, worker.of(), progress, deadline);
                });
    }

    QueueWorker worker() {
        return new QueueWorker(settings, access(), messages(), results());
    }

    WorkQueues queues() {
        return new WorkQueues() {
            @Override
            public WorkQueue newUsers() {
                return newUsers;
            }

            @Override
            public WorkQueue userUpdates() {
                return userUpdates;
            }
        };
    }

    ImportAccess access() {
        return new ImportAccess(
                local.runLock(), (id, sharers, until) -> Optional.ofNullable(targets.get(id)), local.imports());
    }

    Results results() {
        return new Results(local.imports());
    }

    JsonLines lines() {
        return new JsonLines(bucket, json);
    }

    Messages messages() {
        return new Messages(json, lines());
    }

    JsonNode node(String text) {
        try {
            return json.readValue(text, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report's findings. */
    List<Finding> findings(WriteReport.Summary summary) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode each : node(bucket.text(summary.report())).get("findings").values()) {
            try {
                findings.add(json.readValueFromTree(each, Finding.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return findings;
    }

    private <P> P loop(Class<P> type, P begin, Predicate<P> done, Function<P, P> step) {
        P progress = begin;
        do {
            progress = through(step.apply(progress), type);
        } while (!done.test(progress));
        return progress;
    }

    private <T> T through(T value, Class<T> type) {
        try {
            String text = json.writeValueAsString(value);
            if (text.length() > 4000) {
                throw new AssertionError("What passes through the workflow has " + text.length() + " characters.");
            }
            return json.readValue(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        table.close();
    }
}
