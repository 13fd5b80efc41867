package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.Imports;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Derives the outcomes from the last comparison, and writes the report and the map of identities. */
@Singleton
class WriteReport {
    static final String COMPLETED = "COMPLETED";
    static final String INCOMPLETE = "INCOMPLETE";
    static final String DRY_RUN = "DRY_RUN";

    /** What no import brings back, and no comparison looks at. */
    private static final List<String> NOT_RESTORED = List.of(
            "passwords: every user has to set a new one",
            "sub: every user has a new one, see the identity map",
            "status: see fates, and docs/user-status.md",
            "Username: where users sign in with e-mail or phone number, it is the new sub",
            "attributes without a value, and email_verified and phone_number_verified that are false: may be shown or"
                    + " left out",
            "links to identity providers where the target lacks the provider, or the person has a profile there already",
            "TOTP secrets, passkeys and remembered devices: to be enrolled again",
            "codes by text message and e-mail as second factors, unless the backup has them (captureMfa) and the target"
                    + " offers them; one that requires a second factor takes whichever a user has",
            "dates of creation and change");

    private final ImportAccess access;
    private final Imports imports;
    private final Results results;
    private final Estimate estimate;
    private final CompareConfiguration configuration;
    private final JsonLines lines;
    private final Reports reports;
    private final ReportPage page;
    private final Clock clock;
    private final Preparation preparation;
    private final ImportMetrics metrics;

    WriteReport(
            ImportAccess access,
            Imports imports,
            Results results,
            Estimate estimate,
            CompareConfiguration configuration,
            JsonLines lines,
            Reports reports,
            ReportPage page,
            Clock clock,
            Preparation preparation,
            ImportMetrics metrics) {
        this.access = access;
        this.imports = imports;
        this.results = results;
        this.estimate = estimate;
        this.configuration = configuration;
        this.lines = lines;
        this.reports = reports;
        this.page = page;
        this.clock = clock;
        this.preparation = preparation;
        this.metrics = metrics;
    }

    /** The outcomes of a kind of record: planned = restored + failed + skipped. */
    @Serdeable
    record Outcomes(long planned, long restored, long failed, long skipped) {
        static Outcomes of(Counts counts) {
            return new Outcomes(counts.planned(), counts.restored(), counts.failed(), counts.skipped());
        }
    }

    /**
     * The head of the report; the findings follow it.
     *
     * @param outcome {@code COMPLETED}, {@code INCOMPLETE} or {@code DRY_RUN}
     * @param input what the import was asked for
     * @param differing what the snapshot is not whole in, such as {@code USER a}, where that was accepted; else null
     * @param leftOutAttributes the attributes that the target cannot hold, or not with all of their values; else null
     * @param preparation what somebody should know of the target, in sentences
     * @param linked restored users whose links to identity providers were not restored
     * @param membershipsRemoved memberships removed that the snapshot does not have
     * @param notInSnapshot what planned users have in the target only, and keep
     * @param activeUsers planned users whom calls of this import have made active, which AWS bills
     * @param estimatedSeconds how long the import takes at the request budgets
     * @param method how users were created
     * @param importJobs the import jobs, in the order in which they were begun, with what Cognito says of them
     * @param importJobNotes why import jobs could not do all that they were to do
     * @param fates what became of the planned users: the sum over all of them is the number of planned users
     * @param notes how many users have a note of a {@link Note.Kind}, by its name
     * @param configuration what of the target's configuration was not as the source's when the run began
     * @param cost what was asked of Cognito, and what that may cost
     */
    @Serdeable
    record Head(
            int formatVersion,
            String outcome,
            String importId,
            String sourceUserPoolId,
            String targetUserPoolId,
            String exportId,
            ImportMode mode,
            ImportMethod method,
            ImportOptions options,
            String input,
            @Nullable List<String> differing,
            @Nullable List<String> leftOutAttributes,
            List<String> preparation,
            Instant started,
            Instant finished,
            Outcomes users,
            Outcomes groups,
            Outcomes memberships,
            long linked,
            long membershipsRemoved,
            NotInSnapshot notInSnapshot,
            long activeUsers,
            long estimatedSeconds,
            List<FateCount> fates,
            Map<String, Long> notes,
            List<JobResult> importJobs,
            List<String> importJobNotes,
            ConfigurationReport configuration,
            Cost cost,
            Map<String, Long> apiCalls,
            List<String> notRestored,
            String identityMap) {
        // What is empty is left out of the JSON.
        Head {
            preparation = preparation == null ? List.of() : preparation;
            fates = fates == null ? List.of() : fates;
            notes = notes == null ? Map.of() : notes;
            importJobs = importJobs == null ? List.of() : importJobs;
            importJobNotes = importJobNotes == null ? List.of() : importJobNotes;
            apiCalls = apiCalls == null ? Map.of() : apiCalls;
            notRestored = notRestored == null ? List.of() : notRestored;
        }
    }

    /** What a run that has ended says of itself; the members as in {@link Head}. */
    record Summary(
            String outcome,
            String importId,
            String exportId,
            ImportMode mode,
            Counts users,
            Counts groups,
            Counts memberships,
            long membershipsRemoved,
            long activeUsers,
            long apiCalls,
            long seconds,
            long estimatedSeconds,
            String report) {}

    Summary write(ImportRun run, int round, List<CompareWithTarget.Progress> units) {
        access.checkLocks(run);
        ImportItem item = access.item(run);
        CompareWithTarget.Progress sum =
                units.stream().reduce(CompareWithTarget.Progress.NOTHING, CompareWithTarget.Progress::plus);
        Map<String, Long> apiCalls = results.apiCalls(run);
        Results.Jobs jobs = results.jobs(run);
        Instant now = clock.instant();
        Instant started = run.importId().instant();
        List<String> differing = ImportState.differing(item);
        List<String> leftOut = ImportState.leftOut(item);
        String outcome = outcome(run, item, sum);
        long estimatedSeconds =
                run.options().purpose().changesTarget() ? results.estimate(run) : estimate.seconds(sum.effort());
        ConfigurationReport configurations = configuration.compare(run);
        refuseMiscounted(item, sum);
        writeIdentityMap(run, round);
        writeReport(
                run,
                round,
                new Head(
                        1,
                        outcome,
                        run.importId().value(),
                        run.sourceUserPoolId(),
                        run.targetUserPoolId(),
                        run.exportId().value(),
                        run.options().mode(),
                        run.options().method(),
                        run.options(),
                        item.input(),
                        differing.isEmpty() ? null : differing,
                        leftOut.isEmpty() ? null : leftOut,
                        preparation.read(run),
                        started,
                        now,
                        Outcomes.of(sum.users()),
                        Outcomes.of(sum.groups()),
                        Outcomes.of(sum.memberships()),
                        sum.linked(),
                        sum.removed(),
                        sum.notInSnapshot(),
                        sum.active(),
                        estimatedSeconds,
                        sum.fates(),
                        sum.notes(),
                        jobs.jobs(),
                        jobs.notes(),
                        configurations,
                        Cost.of(apiCalls, sum.active(), configurations.tier()),
                        apiCalls,
                        notRestored(),
                        ImportFiles.identityMap(run)));
        imports.update(
                ImportState.FINISHED.set(item, item.counts(), Map.of(ImportState.REPORT, ImportFiles.report(run))));
        long seconds = Duration.between(started, now).toSeconds();
        if (run.options().purpose().changesTarget()) {
            metrics.ended(outcome.equals(COMPLETED), sum.users(), seconds);
        }
        return new Summary(
                outcome,
                run.importId().value(),
                run.exportId().value(),
                run.options().mode(),
                sum.users(),
                sum.groups(),
                sum.memberships(),
                sum.removed(),
                sum.active(),
                apiCalls.values().stream().mapToLong(Long::longValue).sum(),
                seconds,
                estimatedSeconds,
                ImportFiles.report(run));
    }

    private List<String> notRestored() {
        List<String> all = new ArrayList<>(NOT_RESTORED);
        all.add(access.originalSubAttribute()
                + ": holds the sub in this source, where the target has it; what it held there is not restored");
        return List.copyOf(all);
    }

    private static String outcome(ImportRun run, ImportItem item, CompareWithTarget.Progress sum) {
        if (!run.options().purpose().changesTarget()) {
            return DRY_RUN;
        }
        // What a snapshot lacks that is not whole, nobody can count; so nothing is complete.
        boolean whole = ImportState.differing(item).isEmpty();
        return sum.open() == 0 && whole ? COMPLETED : INCOMPLETE;
    }

    /** Every planned record must have come to something; otherwise the report would claim more than is known. */
    private static void refuseMiscounted(ImportItem item, CompareWithTarget.Progress sum) {
        Map<String, Long> found = Map.of(
                PinPlan.USERS, sum.users().planned(),
                PinPlan.GROUPS, sum.groups().planned(),
                PinPlan.MEMBERSHIPS, sum.memberships().planned());
        if (!found.equals(item.counts())) {
            throw new IllegalStateException("The comparison has outcomes for " + found + ", but the plan of import "
                    + item.importId() + " has " + item.counts() + ".");
        }
        if (FateCount.users(sum.fates()) != sum.users().planned()) {
            throw new IllegalStateException("The comparison has fates of " + FateCount.users(sum.fates())
                    + " users, but the plan of import " + item.importId() + " has "
                    + sum.users().planned() + ".");
        }
    }

    private void writeReport(ImportRun run, int round, Head head) {
        // The findings may be many, so they are appended one by one.
        reports.<Finding>write(
                ImportFiles.report(run),
                head,
                "findings",
                findings -> lines.read(ImportFiles.findings(run, round), Finding.class, findings));
        var groups = new FindingGroups();
        lines.read(ImportFiles.findings(run, round), Finding.class, groups);
        reports.store(
                ImportFiles.reportPage(run), "text/html; charset=utf-8", writer -> page.write(head, groups, writer));
    }

    private void writeIdentityMap(ImportRun run, int round) {
        reports.store(ImportFiles.identityMap(run), "text/csv; charset=utf-8", writer -> {
            writer.write(SubPair.heading());
            lines.read(ImportFiles.subs(run, round), SubPair.class, pair -> {
                try {
                    writer.write(pair.line());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        });
    }
}
