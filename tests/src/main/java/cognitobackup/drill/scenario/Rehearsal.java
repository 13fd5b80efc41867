package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Progress;
import cognitobackup.drill.Stage;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.endpoint.Lack;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.ExportFigures;
import cognitobackup.drill.summary.ImportFigures;
import cognitobackup.drill.summary.Proof;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.events.Schedule;
import cognitobackup.local.sns.PublishedMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** One run of a scenario: what its steps have in common, and what they have shown so far. */
public final class Rehearsal {
    /** How functions refuse what must not be done; at AWS, too, the error has the name of their exception. */
    static final String REFUSED = "cognitobackup.function.RefusedException";

    static final String NO_DIFFERENCE = "no difference but those that no restore can avoid";

    private static final Duration WORKFLOW_LIMIT = Duration.ofHours(2);
    private static final Duration NOTIFICATION_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOG_LIMIT = Duration.ofSeconds(5);
    private static final int DIFFERENCES_SHOWN = 5;

    private final Stage stage;
    private final PoolDump source;
    private final Progress progress;
    private final Sabotage sabotage;
    private final SilentFunctions sinceBeginning;
    private final SilentFunctions sinceLastLook;
    private final long began = System.nanoTime();
    private final List<Proof> proofs = new ArrayList<>();
    private final List<ExportFigures> exports = new ArrayList<>();
    private final List<ImportFigures> imports = new ArrayList<>();
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private List<Difference> differences = List.of();
    private boolean undone;

    /** @param source what the pool that is backed up holds at the beginning */
    Rehearsal(Stage stage, PoolDump source, Progress progress, Sabotage sabotage) {
        this.stage = stage;
        this.source = source;
        this.progress = progress;
        this.sabotage = sabotage;
        this.sinceBeginning = new SilentFunctions(stage);
        this.sinceLastLook = new SilentFunctions(stage);
    }

    Summary run(Scenario scenario) throws InterruptedException {
        try {
            scenario.rehearse(this);
            noneSilent();
        } catch (WorkflowFailedException | DeploymentFailedException e) {
            return cannot(scenario, e);
        } catch (SdkException e) {
            if (stage.hasStores()) {
                throw e;
            }
            return cannot(scenario, e);
        }
        return summary(scenario);
    }

    /** That the scenario could not be played to its end. */
    Summary cannot(Scenario scenario, Exception failure) {
        holds("the scenario", "every step done", String.valueOf(failure.getMessage()), false);
        return summary(scenario);
    }

    private Summary summary(Scenario scenario) {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        return new Summary(scenario.name(), proofs, leftOut, exports, imports, figures, differences, seconds);
    }

    /** What a scenario does; a part of it can be played again from its beginning. */
    interface Part {
        void play() throws InterruptedException, DeploymentFailedException;
    }

    /** Plays a part of the scenario: again and again, as long as what it shows has been spoilt on purpose. */
    void part(Part part) throws InterruptedException, DeploymentFailedException {
        int proven = proofs.size();
        int exported = exports.size();
        int imported = imports.size();
        while (true) {
            undone = false;
            part.play();
            if (!undone) {
                return;
            }
            dropFrom(proven, proofs);
            dropFrom(exported, exports);
            dropFrom(imported, imports);
        }
    }

    private static void dropFrom(int index, List<?> list) {
        list.subList(index, list.size()).clear();
    }

    /** Shows something of which tests may see to it that it does not hold; nothing is shown then. */
    private void shows(Sabotage.Noticed otherwise, Proof proof) {
        if (!proof.holds() && sabotage.undone(stage, otherwise, proof.found())) {
            undone = true;
        } else {
            proofs.add(proof);
        }
    }

    /** Deploys the primary stack anew. */
    void deploy(List<String> userPoolIds, Map<String, String> settings) throws DeploymentFailedException {
        while (true) {
            try {
                stage.deployPrimary(userPoolIds, settings);
                sabotage.deployed(stage);
                return;
            } catch (DeploymentFailedException e) {
                if (!sabotage.undone(stage, Sabotage.Noticed.DEPLOYMENT_FAILED, String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }
    }

    /** What the pool that is backed up held at the beginning. */
    PoolDump source() {
        return source;
    }

    Stage stage() {
        return stage;
    }

    void say(String format, Object... values) {
        progress.say(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }

    /** What is in a pool of the primary Region now. */
    PoolDump read(PoolDump pool) {
        return read(stage, Stage.PRIMARY, pool.userPoolId(), pool);
    }

    /** What is in a pool now that was made by the description of another. */
    PoolDump read(String region, String userPoolId, PoolDump like) {
        return read(stage, region, userPoolId, like);
    }

    static PoolDump read(Stage stage, String region, String userPoolId, PoolDump like) {
        PoolDump read = stage.readPool(region, userPoolId);
        return new PoolDump(
                like.userPool().deepCopy().put("Id", userPoolId), read.users(), read.groups(), read.memberships());
    }

    /** Exports a pool, and shows that the export counts what the pool holds. */
    ExportFigures export(String region, PoolDump pool) throws InterruptedException {
        return export(region, pool, Map.of());
    }

    /** @param input what the input of the workflow has beside the pool's id */
    ExportFigures export(String region, PoolDump pool, Map<String, ?> input) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(input);
        all.put("userPoolId", pool.userPoolId());
        return exported(region, pool, stage.runbook(region).startExport(all));
    }

    /** What the schedule of a pool does when its time comes: an export, which has to complete. */
    ExportFigures nightlyExport(PoolDump pool) throws InterruptedException {
        return exported(Stage.PRIMARY, pool, startNightly(pool));
    }

    /** What the schedule of a pool of the primary Region starts when its time comes; returns the execution's ARN. */
    String startNightly(PoolDump pool) {
        if (!stage.runsFunctions()) {
            leftOut("starts by schedules", "schedules do not reach functions at the endpoint; it was started by hand");
            return stage.runbook(Stage.PRIMARY).startExport(Map.of("userPoolId", pool.userPoolId()));
        }
        return start(PoolSchedules.export(stage, pool));
    }

    /** What a schedule of the primary Region starts or calls when its time comes; returns its ARN. */
    String start(Schedule schedule) {
        while (true) {
            Optional<String> started = stage.region(Stage.PRIMARY).schedules().fire(schedule);
            if (started.isPresent()) {
                return started.get();
            }
            if (!sabotage.undone(stage, Sabotage.Noticed.NOTHING_STARTED, schedule.name())) {
                throw new WorkflowFailedException("NOT STARTED", "nothing", "by the schedule " + schedule.name());
            }
        }
    }

    /** Shows that a start that could not be made was kept. */
    void kept(String what, String expected, List<String> found) {
        shows(Sabotage.Noticed.NO_DEAD_LETTER, new Proof(what, expected, found.toString(), found.contains(expected)));
    }

    private ExportFigures exported(String region, PoolDump pool, String execution) throws InterruptedException {
        ExportFigures figures = ExportFigures.of(await(region, execution));
        exports.add(figures);
        equal(
                "what export " + exports.size() + " counts",
                counts(
                        pool.users().size(),
                        pool.groups().size(),
                        pool.memberships().size()),
                counts(figures.users(), figures.groups(), figures.memberships()));
        return figures;
    }

    static String counts(long users, long groups, long memberships) {
        return String.format(Locale.ROOT, "%,d users, %,d groups, %,d memberships", users, groups, memberships);
    }

    /** Runs an import that has to complete. */
    JsonNode restore(String region, Map<String, ?> input) throws InterruptedException {
        return restored(region, importing(region, input));
    }

    /**
     * Restores a snapshot of a pool to a new pool, and shows that this is what the other one was then.
     *
     * @param which what the snapshot is called where that is shown
     */
    void restore(String region, String which, String asOf, PoolDump expected) throws InterruptedException {
        String target = stage.createPool(region, expected.userPool());
        restore(region, Map.of("targetUserPoolId", target, "userPoolId", expected.userPoolId(), "asOf", asOf));
        same(
                "the pool restored to " + which + ", compared with the source then",
                expected,
                read(region, target, expected));
    }

    /** Takes the figures of an import that has ended. */
    JsonNode restored(String region, JsonNode output) {
        imports.add(ImportFigures.of(output));
        equal(
                "the outcome of import " + imports.size(),
                "COMPLETED",
                output.path("outcome").asText());
        usedImportJobs(region, stage.report(region, output.path("report").asText()));
        return output;
    }

    /**
     * Shows that whoever could go by import jobs did: who does not is billed as an active user, and takes longer. For a
     * pool that verifies no attribute by itself Cognito starts none.
     */
    private void usedImportJobs(String region, JsonNode report) {
        String target = report.path("targetUserPoolId").asText();
        boolean none = stage.cognito(region)
                .describeUserPool(request -> request.userPoolId(target))
                .userPool()
                .autoVerifiedAttributes()
                .isEmpty();
        if (none) {
            return;
        }
        JsonNode notes = report.path("importJobNotes");
        shows(
                Sabotage.Noticed.NO_IMPORT_JOBS,
                Proof.equal(
                        "what kept import " + imports.size() + " from the use of import jobs",
                        "nothing",
                        notes.isEmpty() ? "nothing" : notes.toString()));
    }

    /** Runs an import whose outcome is shown otherwise; by no import jobs where Cognito has none. */
    JsonNode importing(String region, Map<String, ?> input) throws InterruptedException {
        Map<String, Object> all = new LinkedHashMap<>(input);
        if (!stage.has(Lack.IMPORT_JOBS) && input.containsKey("targetUserPoolId")) {
            all.putIfAbsent("method", "API");
        }
        return await(region, stage.runbook(region).startImport(all));
    }

    /** Runs the import workflow for something that restores nothing: a dry run, a comparison, a list. */
    JsonNode ask(String region, Map<String, ?> input) throws InterruptedException {
        boolean undoneBefore = undone;
        JsonNode output;
        do {
            undone = false;
            output = importing(region, input);
        } while (undone);
        undone = undoneBefore;
        return output;
    }

    /** Waits for an execution's end, and looks whether the functions that it called have left something in their logs. */
    private JsonNode await(String region, String execution) throws InterruptedException {
        try {
            return stage.runbook(region).await(execution, WORKFLOW_LIMIT);
        } finally {
            lookAtLogs();
        }
    }

    void lookAtLogs() {
        Set<String> silent = sinceLastLook.names();
        if (!silent.isEmpty() && sabotage.undone(stage, Sabotage.Noticed.SILENT_FUNCTIONS, String.join(" ", silent))) {
            undone = true;
            sinceBeginning.forget();
        }
        sinceLastLook.forget();
    }

    /** Lines of functions in processes of their own may come a moment after the answers. */
    private void noneSilent() throws InterruptedException {
        String what = "functions that did something and left nothing in their logs";
        if (!stage.runsFunctions()) {
            leftOut(what, "functions run at the endpoint, and so their logs are there");
            return;
        }
        long deadline = System.nanoTime() + LOG_LIMIT.toNanos();
        while (!sinceBeginning.names().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        Set<String> silent = sinceBeginning.names();
        shows(
                Sabotage.Noticed.SILENT_FUNCTIONS,
                Proof.equal(what, "none", silent.isEmpty() ? "none" : String.join(" ", silent)));
    }

    /**
     * Shows that an execution is refused.
     *
     * @param named what the refusal has to say
     * @return what it says; empty where it succeeded
     */
    String refused(String what, String region, String execution, String... named) throws InterruptedException {
        try {
            JsonNode output = await(region, execution);
            holds(what, "refused", "outcome " + output.path("outcome").asText(), false);
            return "";
        } catch (WorkflowFailedException e) {
            boolean asExpected = e.error().equals(REFUSED)
                    && List.of(named).stream().allMatch(text -> e.getMessage().contains(text));
            String naming = named.length == 0 ? "" : ", naming " + String.join(", ", named);
            holds(what, "refused" + naming, asExpected ? "so" : e.getMessage(), asExpected);
            return e.getMessage();
        }
    }

    /** Shows that people were told of an execution that has failed, and what. */
    void told(String region, String execution, String... parts) throws InterruptedException {
        if (!stage.hasStores()) {
            leftOut("the notification", "the topic is at the endpoint");
            return;
        }
        String message = notification(region, execution);
        boolean all = List.of(parts).stream().allMatch(message::contains);
        shows(
                Sabotage.Noticed.NO_NOTIFICATION,
                new Proof("the notification", "one that says " + String.join(", ", parts), all ? "so" : message, all));
    }

    /** The message; says so where none comes. */
    private String notification(String region, String execution) throws InterruptedException {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        long deadline = System.nanoTime() + NOTIFICATION_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            for (PublishedMessage message : stage.notifications(region)) {
                if (message.message().contains(name)) {
                    return message.message();
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return "no message within " + NOTIFICATION_LIMIT.toSeconds() + " s";
    }

    /** How often each operation of Cognito was called in the primary Region so far; nothing where it is elsewhere. */
    Map<String, Long> calls() {
        return stage.hasStores() ? stage.userPools(Stage.PRIMARY).calls().counts() : Map.of();
    }

    /** Shows which of some operations of Cognito were called since, and how often, where Cognito counts that. */
    void called(String what, Predicate<String> operations, Map<String, Long> expected, Map<String, Long> before) {
        if (!stage.hasStores()) {
            leftOut(what, "the Cognito of this process alone counts its calls");
            return;
        }
        Map<String, Long> calls = callsSince(before, calls());
        calls.keySet().removeIf(operations.negate());
        equal(what, expected, calls);
    }

    /** How often each operation of Cognito was called since. */
    static Map<String, Long> callsSince(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> calls = new TreeMap<>(now);
        before.forEach((operation, count) -> calls.merge(operation, -count, Long::sum));
        calls.values().removeIf(count -> count == 0);
        return calls;
    }

    /** Whether an operation of Cognito changes something. */
    static boolean changes(String operation) {
        return !operation.matches("(Admin)?(List|Describe|Get).*");
    }

    /** Shows that a value is the expected one. */
    void equal(String what, Object expected, Object found) {
        proofs.add(Proof.equal(what, expected, found));
    }

    /** Shows something of which the scenario says itself whether it holds. */
    void holds(String what, String expected, String found, boolean holds) {
        proofs.add(new Proof(what, expected, found, holds));
    }

    /** Says what cannot be shown on this stage, and why. */
    void leftOut(String what, String why) {
        leftOut.put(what, why);
    }

    /** Shows that a restored pool is its source, but for what no restore can bring back. */
    void same(String what, PoolDump source, PoolDump restored) {
        none(
                what,
                NO_DIFFERENCE,
                Judge.compare(source, restored).stream()
                        .filter(Difference::isFault)
                        .toList());
    }

    /** Shows that a pool is what it was: the same users, and nothing of them changed but what the reasons allow. */
    void unchanged(String what, PoolDump before, PoolDump after, Reason... allowed) {
        String expected = allowed.length == 0
                ? "no difference"
                : "no difference but of "
                        + List.of(allowed).stream().map(Enum::name).collect(Collectors.joining(", "));
        none(what, expected, beyond(Set.of(allowed), Judge.compare(before, after)));
    }

    private static List<Difference> beyond(Set<Reason> allowed, List<Difference> differences) {
        return differences.stream()
                .filter(difference ->
                        difference.reason().filter(allowed::contains).isEmpty())
                .toList();
    }

    private void none(String what, String expected, List<Difference> found) {
        String shown =
                found.stream().limit(DIFFERENCES_SHOWN).map(SummaryText::of).collect(Collectors.joining("; "));
        String more = found.size() > DIFFERENCES_SHOWN ? "; and " + (found.size() - DIFFERENCES_SHOWN) + " more" : "";
        holds(what, expected, found.isEmpty() ? "none" : shown + more, found.isEmpty());
    }

    /** Keeps all that the judge found, where the rehearsal is about it as a whole. */
    void judged(List<Difference> found) {
        differences = List.copyOf(found);
    }

    /** Counts something that is worth knowing and proves nothing. */
    void figure(String what, long count) {
        figures.put(what, count);
    }
}
