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
import cognitobackup.metrics.PrintedMetrics;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
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
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    private final CountedReads reads = new CountedReads(table.client());
    final LocalBackups local = new LocalBackups(reads.client(), clock, executions, RETENTION);
    final InMemoryBucket bucket = new InMemoryBucket();
    final InMemoryQueue newUsers = new InMemoryQueue();
    final InMemoryQueue userUpdates = new InMemoryQueue();
    final InMemoryUserPool source = new InMemoryUserPool(SOURCE);
    final Map<String, UserPool> targets = new HashMap<>();
    final ObjectMapper json = ObjectMapper.getDefault();
    final Deadline deadline = new Deadline(() -> 240_000, Duration.ZERO);
    final PrintedMetrics printed = new PrintedMetrics();
    MessageLimits limits = new MessageLimits(100, 100);
    JobFiles.Limits jobLimits = JobFiles.Limits.OF_COGNITO;

    /** By which users are created where the input does not say. */
    ImportMethod method = ImportMethod.API;

    private final ApplicationContext context;
    private final FunctionSettings settings;
    private final Variables variables;
    private int started;
    private List<VerifySnapshot.Work> readings = List.of();
    private List<PinPlan.Unit> snapshotUnits = List.of();
    private List<PinPlan.Unit> units = List.of();

    /** How many users a unit may have; one, so that a few users are many units. */
    long usersOfUnit = 1;

    ImportBench() {
        this(false);
    }

    /** @param intoSources whether the deployment lets imports fill the source */
    ImportBench(boolean intoSources) {
        Map<String, Object> environment = FunctionEnvironment.complete();
        environment.put("IMPORT_INTO_SOURCES", String.valueOf(intoSources));
        environment.put("USER_POOL_IDS", SOURCE);
        environment.put("SOURCE_USER_POOL_IDS", SOURCE);
        environment.put("SNAPSHOT_PATIENCE_SECONDS", "40");
        context = FunctionEnvironment.start(environment);
        settings = context.getBean(FunctionSettings.class);
        variables = context.getBean(Variables.class);
        describe(source);
    }

    /** How many items of the table were read so far. */
    long itemsRead() {
        return reads.items();
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

    /** Breaks one item of the table, as an update expression does; {@code :broken} stands for a text. */
    void damage(String partition, String sort, String update) {
        table.client().updateItem(item -> item.tableName(LocalTable.NAME)
                .key(key(partition, sort))
                .updateExpression(update)
                .expressionAttributeNames(update.contains("#current") ? Map.of("#current", "current") : null)
                .expressionAttributeValues(
                        update.contains(":broken") ? Map.of(":broken", AttributeValue.fromS("broken")) : null));
    }

    /** Takes one item out of the table, as if it had not been replicated yet. */
    Map<String, AttributeValue> lose(String partition, String sort) {
        Map<String, AttributeValue> item = table.client()
                .getItem(get -> get.tableName(LocalTable.NAME).key(key(partition, sort)))
                .item();
        if (item.isEmpty()) {
            throw new AssertionError("There is no item " + partition + " / " + sort + ".");
        }
        table.client().deleteItem(delete -> delete.tableName(LocalTable.NAME).key(key(partition, sort)));
        return item;
    }

    static String userPartition(String sub) {
        return "USER#" + SOURCE + "#" + Shard.of(sub);
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
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
        Set<RecordKey> live = records.stream().map(PoolRecord::key).collect(Collectors.toSet());
        for (RecordKind kind : RecordKind.values()) {
            for (Shard shard : kind.sharded() ? Shard.all() : List.of(Shard.UNSHARDED)) {
                writer.markGone(backup.list(kind, shard, Optional.empty(), Integer.MAX_VALUE).stream()
                        .filter(stored -> !stored.current().tombstone() && !live.contains(stored.key()))
                        .toList());
            }
        }
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
        StartImport.Started answer = new StartImport(
                        settings,
                        variables,
                        access(),
                        new NamedExports(local.backups(), clock, clock::advance, settings),
                        selections(),
                        local.runLock(),
                        local.imports(),
                        local.backups(),
                        usersOfUnit)
                .start(node(withMethod(input)), execution, deadline);
        readings = answer.readings();
        snapshotUnits = answer.snapshotUnits();
        units = answer.units();
        return through(answer.run(), ImportRun.class);
    }

    /** Most tests are about what comes after, and want it without jobs. */
    private String withMethod(String input) {
        boolean reading = input.contains("\"compare\"") || input.contains("\"exports\"");
        return reading || input.contains("\"method\"") || !input.startsWith("{\"")
                ? input
                : "{\"method\":\"" + method + "\"," + input.substring(1);
    }

    static String inputFor(String target) {
        return "{\"targetUserPoolId\":\"" + target + "\"}";
    }

    /** Runs an import from its start to its end, and gives its locks back. */
    WriteReport.Summary importInto(String target) {
        ImportRun run = start(inputFor(target));
        return finish(run);
    }

    WriteReport.Summary finish(ImportRun begun) {
        ImportRun run = begun;
        PinPlan.Plan plan;
        if (begun.resumed()) {
            plan = plan(run);
        } else {
            Chosen chosen = choose(begun);
            run = chosen.run();
            plan = pinPlan().pin(run, chosen.verified(), deadline);
        }
        WriteReport.Summary summary = workOff(run, plan);
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
        if (run.resumed()) {
            return pinPlan().pin(run, List.of(), deadline);
        }
        Chosen chosen = choose(run);
        return pinPlan().pin(chosen.run(), chosen.verified(), deadline);
    }

    /** The run with the snapshot that was chosen in the end, and what its units came to. */
    record Chosen(ImportRun run, List<VerifySnapshot.Progress> verified) {}

    Chosen choose(ImportRun run) {
        ImportRun chosen = run;
        List<VerifySnapshot.Progress> verified = verify(chosen);
        List<FindWholeExports.Looked> looked = List.of();
        var step = new ChooseSnapshot(access(), findWholeExports(), settings);
        for (int searches = 0; ; ) {
            ChooseSnapshot.Choice choice = step.choose(chosen, verified, looked, searches);
            chosen = through(choice.run(), ImportRun.class);
            switch (choice.next()) {
                case USE -> {
                    return new Chosen(chosen, verified);
                }
                case FIND_WHOLE -> {
                    looked = look(chosen);
                    searches++;
                }
                case VERIFY -> {
                    verified = verify(chosen);
                    looked = List.of();
                }
            }
        }
    }

    List<VerifySnapshot.Progress> verify(ImportRun run) {
        return readings.stream().map(reading -> verify(run, reading)).toList();
    }

    VerifySnapshot.Progress verify(ImportRun run, VerifySnapshot.Work work) {
        var step = new VerifySnapshot(
                local.backups(), access(), planReader(), lines(), results(), clock, clock::advance, settings);
        return loop(
                VerifySnapshot.Progress.class,
                VerifySnapshot.Progress.NOTHING,
                VerifySnapshot.Progress::done,
                progress -> step.verify(run, work, progress, deadline));
    }

    PlanReader planReader() {
        return new PlanReader(sources(), selections());
    }

    List<FindWholeExports.Looked> look(ImportRun run) {
        return snapshotUnits.stream()
                .map(unit ->
                        through(findWholeExports().look(run, unit.asShard(), deadline), FindWholeExports.Looked.class))
                .toList();
    }

    FindWholeExports findWholeExports() {
        return new FindWholeExports(local.backups(), access(), clock::advance);
    }

    List<ListExports.Listed> list(ImportRun run) {
        return new ListExports(local.backups(), access(), new Reports(bucket, json)).list(run, look(run));
    }

    /** What a selection plans: the run, its users with their groups, its groups, and what the item counts. */
    record Planned(ImportRun run, List<PlannedUser> users, List<PlannedGroup> groups, Map<String, Long> counts) {}

    Planned planned(String input) {
        ImportRun begun = start(input);
        ImportRun chosen;
        try {
            Chosen choice = choose(begun);
            chosen = choice.run();
            pinPlan().pin(chosen, choice.verified(), deadline);
        } finally {
            release(begun);
        }
        List<PlannedUser> users = new ArrayList<>();
        chosen.division().all().forEach(shard -> lines().read(
                        ImportFiles.plannedUsers(chosen, shard), PlannedUser.class, users::add));
        List<PlannedGroup> groups = new ArrayList<>();
        lines().read(ImportFiles.plannedGroups(chosen), PlannedGroup.class, groups::add);
        return new Planned(chosen, users, groups, access().item(chosen).counts());
    }

    /** Runs a comparison from its start to its end. */
    ReportDifferences.Summary compare(String input) {
        ImportRun run = choose(start(input)).run();
        if (run.options().purpose() == Purpose.COMPARE_WITH_POOL) {
            var readPool = new ReadPool(access(), lines());
            loop(
                    ReadPool.Progress.class,
                    ReadPool.Progress.NOTHING,
                    ReadPool.Progress::done,
                    progress -> readPool.read(run, progress, deadline));
        }
        List<DifferenceCounts> counts = units.stream()
                .map(unit -> through(
                        new FindDifferences(access(), lines()).find(run, unit.asShard()), DifferenceCounts.class))
                .toList();
        ReportDifferences.Summary summary =
                new ReportDifferences(access(), lines(), new Reports(bucket, json)).write(run, counts);
        release(run);
        return summary;
    }

    /** The differences of a comparison's report. */
    List<Difference> differences(ReportDifferences.Summary summary) {
        return listOf(summary.report(), "differences", Difference.class);
    }

    private <T> List<T> listOf(String report, String list, Class<T> type) {
        List<T> items = new ArrayList<>();
        for (JsonNode each : node(bucket.text(report)).get(list).values()) {
            try {
                items.add(json.readValueFromTree(each, type));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return items;
    }

    PinPlan pinPlan() {
        return new PinPlan(
                settings,
                access(),
                local.imports(),
                sources(),
                new PlannedGroups(lines()),
                lines(),
                results(),
                new SelectedGroups(selections(), lines()),
                targetConfiguration(),
                new Preparation(lines()),
                new PlannedAliases(lines()));
    }

    TargetConfiguration targetConfiguration() {
        return new TargetConfiguration(lines(), json);
    }

    SourcePools sources() {
        return new SourcePools(local.backups(), lines(), json);
    }

    Selections selections() {
        return new Selections(local.backups(), sources(), lines());
    }

    WriteReport.Summary workOff(ImportRun run) {
        return workOff(run, pinPlan().pin(run, List.of(), deadline));
    }

    private WriteReport.Summary workOff(ImportRun run, PinPlan.Plan plan) {
        if (run.options().purpose().changesTarget()) {
            importGroups(run);
            if (run.resumed()) {
                jobs(progress -> runImportJobs().finishFormer(run, progress, deadline));
            }
        }
        for (int round = 0; ; round++) {
            List<CompareWithTarget.Progress> compared = compare(run, round, plan);
            DecideRound.Decision decision = decideRound().decide(run, round, compared);
            if (decision.next() == DecideRound.Next.REPORT) {
                return new WriteReport(
                                access(),
                                local.imports(),
                                results(),
                                estimate(),
                                new CompareConfiguration(sources(), targetConfiguration(), json),
                                lines(),
                                new Reports(bucket, json),
                                new ReportPage(json),
                                clock,
                                new Preparation(lines()),
                                new ImportMetrics(printed.metrics()))
                        .write(run, round, noted(compared));
            }
            if (decision.next() == DecideRound.Next.JOBS) {
                jobs(progress -> runImportJobs().run(run, progress, deadline));
            }
            decision.workers().forEach(worker -> work(run, worker));
            clock.advance(Duration.ofSeconds(decision.waitSeconds()));
        }
    }

    /** Whatever is done to whom, the table of statuses has room for it. */
    private static List<CompareWithTarget.Progress> noted(List<CompareWithTarget.Progress> compared) {
        compared.forEach(unit -> unit.fates().forEach(count -> {
            if (!StatusTable.allows(count.fate())) {
                throw new AssertionError("The table of statuses has no line for " + count.fate());
            }
        }));
        return compared;
    }

    RunImportJobs runImportJobs() {
        return new RunImportJobs(access(), results(), new JobFiles(lines(), bucket, jobLimits), clock, settings);
    }

    /** Invokes the step as the workflow does, with its waits. */
    JobProgress jobs(Function<JobProgress, JobProgress> step) {
        return loop(JobProgress.class, JobProgress.NOTHING, JobProgress::done, progress -> {
            JobProgress next = step.apply(progress);
            clock.advance(Duration.ofSeconds(next.waitSeconds()));
            return next;
        });
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
        return new DecideRound(access(), results(), estimate(), limits, new ImportMetrics(printed.metrics()), settings);
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
                new CompareUsers(
                        access(),
                        lines(),
                        results(),
                        new ChooseRoutes(results()),
                        messages(),
                        queues(),
                        limits,
                        new PlannedAliases(lines())),
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
                local.runLock(),
                (id, sharers, until) -> Optional.ofNullable(targets.get(id)),
                local.imports(),
                settings,
                targetConfiguration());
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

    /** What became of the planned users, as the report counts it. */
    List<FateCount> fates(WriteReport.Summary summary) {
        return listOf(summary.report(), "fates", FateCount.class);
    }

    List<JobResult> importJobs(WriteReport.Summary summary) {
        return listOf(summary.report(), "importJobs", JobResult.class);
    }

    List<String> importJobNotes(WriteReport.Summary summary) {
        return listOf(summary.report(), "importJobNotes", String.class);
    }

    /** The report's findings. */
    List<Finding> findings(WriteReport.Summary summary) {
        return listOf(summary.report(), "findings", Finding.class);
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
