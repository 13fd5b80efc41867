package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.cognito.ImportJob;
import cognitobackup.cognito.InMemoryImportJobs.End;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Imports through user import jobs. Goal: whatever becomes of a job, everybody arrives, nobody twice, nobody with a
 * password that was not asked for, and nobody gets what is another's.
 */
class ImportJobsTest {
    private static final String TARGET = "eu-west-1_Target1";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void fillAndExportTheSource() {
        bench.method = ImportMethod.AUTO;
        bench.source.addGroup("staff");
        for (String name : List.of("ann", "bob", "cid", "dot")) {
            User user = bench.source.addUser(name, verified(name));
            bench.source.join(user.sub(), "staff");
        }
        bench.source.disableUser("dot");
        bench.source.addUser("eve", Map.of("email", "eve@example.com"));
        bench.source.addUser("fay", Map.of());
        bench.export();
        target = bench.target(TARGET);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Map<String, String> verified(String name) {
        return new HashMap<>(
                Map.of("email", name + "@example.com", "email_verified", "true", "name", name + ", the " + name));
    }

    private static User user(InMemoryUserPool pool, String username) {
        return pool.users().stream()
                .filter(user -> user.username().equals(username))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + username + "."));
    }

    private Map<Route, Long> routes(WriteReport.Summary summary) {
        Map<Route, Long> routes = new TreeMap<>();
        bench.fates(summary).forEach(count -> routes.merge(count.fate().route(), count.users(), Long::sum));
        return routes;
    }

    /** Everybody is there once, with everything, in the group if they were, disabled if they were. */
    private void assertEverybodyArrived(WriteReport.Summary summary) {
        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(6, 0, 0));
        assertThat(target.users())
                .extracting(User::username)
                .containsExactlyInAnyOrder("ann", "bob", "cid", "dot", "eve", "fay");
        for (User user : bench.source.users()) {
            User restored = user(target, user.username());
            assertThat(restored.attributes()).isEqualTo(user.attributes());
            assertThat(restored.enabled()).isEqualTo(user.enabled());
            // Whom a job made has no password of ours, and everybody else has one.
            assertThat(target.passwordsSet(user.username()))
                    .hasSize(restored.status().equals("RESET_REQUIRED") ? 0 : 1);
        }
        assertThat(target.members("staff"))
                .isEqualTo(Stream.of("ann", "bob", "cid", "dot")
                        .map(name -> user(target, name).sub())
                        .collect(Collectors.toSet()));
        assertThat(target.messages()).isEmpty();
    }

    @Test
    void jobsMakeWhomFilesCanCarryAndTheQueueMakesTheRest() {
        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 4L, Route.API, 2L));
        assertThat(user(target, "ann").status()).isEqualTo("RESET_REQUIRED");
        assertThat(user(target, "eve").status()).isEqualTo("CONFIRMED");
        assertThat(target.apiCalls()).containsEntry("AdminCreateUser", 2L).containsEntry("CreateUserImportJob", 1L);
        // Members of the group and whoever is disabled were changed, which AWS bills; the job itself is not billed.
        assertThat(summary.activeUsers()).isEqualTo(6);
        assertThat(bench.importJobs(summary)).singleElement().satisfies(job -> {
            assertThat(job.jobId()).isEqualTo("import-0");
            assertThat(job.status()).isEqualTo("Succeeded");
            assertThat(job.rows()).isEqualTo(4);
            assertThat(job.imported()).isEqualTo(4);
            assertThat(job.completionMessage()).isEqualTo("Import Job Completed Successfully.");
        });
        assertThat(bench.bucket.text(bench.importJobs(summary).get(0).lines()))
                .startsWith("line,oldSub,identity\r\n1,")
                .contains(user(bench.source, "ann").sub() + ",ann\r\n");
    }

    @Test
    void whoIsMadeByAJobAndHasNothingToBeChangedIsNotBilled() {
        bench.source.leave(user(bench.source, "ann").sub(), "staff");
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.activeUsers()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void whateverAJobComesToEverybodyArrives(End end) {
        target.importJobs().setEnd(end);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        long byJob =
                switch (end) {
                    case ALL -> 4;
                    case HALF, NEVER -> 2;
                    case FAILED, NOTHING -> 0;
                };
        assertThat(routes(summary).getOrDefault(Route.CSV, 0L)).isEqualTo(byJob);
        JobResult job = bench.importJobs(summary).get(0);
        assertThat(job.status())
                .isEqualTo(
                        switch (end) {
                            case ALL, NOTHING -> "Succeeded";
                            case HALF, FAILED -> "Failed";
                            case NEVER -> "Stopped";
                        });
        assertThat(job.note() == null).isEqualTo(end != End.NEVER);
    }

    @Test
    void whoeverHasTheOnlySlotIsWaitedFor() {
        target.importJobs().setSlotTaken(true);
        int[] starts = {0};
        target.beforeCall(operation -> {
            if (operation.equals("StartUserImportJob") && starts[0]++ == 5) {
                target.importJobs().setSlotTaken(false);
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(routes(summary)).containsEntry(Route.CSV, 4L);
        // The job that could not be started is started later: no job is left behind for each attempt.
        assertThat(target.importJobs().all()).hasSize(1);
    }

    @Test
    void aSlotThatStaysTakenIsWaitedForSoLongAndNoLonger() {
        target.importJobs().setSlotTaken(true);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(routes(summary)).isEqualTo(Map.of(Route.API, 6L));
        assertThat(bench.importJobNotes(summary))
                .singleElement()
                .asString()
                .startsWith("No import job could be started for 3600 s");
        assertThat(summary.seconds()).isBetween(3600L, 4500L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetCSVHeader", "ListUserImportJobs", "CreateUserImportJob"})
    void whatCognitoRefusesIsNotedAndEverybodyGoesTheOtherWay(String operation) {
        target.importJobs().refuse(operation);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(routes(summary)).isEqualTo(Map.of(Route.API, 6L));
        assertThat(bench.importJobNotes(summary))
                .containsExactly("Cognito refused " + operation + " with InvalidParameterException.");
    }

    @Test
    void aTargetThatVerifiesNothingByItselfStartsNoJob() {
        target.setSettings(settings -> with(settings, Set.of()));

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(target.importJobs().all()).isEmpty();
        assertThat(bench.importJobNotes(summary))
                .containsExactly("the target verifies no attribute by itself, without which it starts no import job");
    }

    private static PoolSettings with(PoolSettings settings, Set<String> autoVerified) {
        return new PoolSettings(
                settings.userPoolId(),
                settings.usernameAttributes(),
                settings.aliasAttributes(),
                settings.caseSensitive(),
                settings.mfa(),
                autoVerified,
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength());
    }

    @Test
    void aFileThatCouldNotBeUploadedIsUploadedAgainAFewTimes() {
        target.importJobs().failUploads(2);

        assertThat(routes(bench.importInto(TARGET))).containsEntry(Route.CSV, 4L);

        InMemoryUserPool other = bench.target("eu-west-1_Target2");
        other.importJobs().failUploads(3);
        WriteReport.Summary summary = bench.importInto("eu-west-1_Target2");
        assertThat(routes(summary)).isEqualTo(Map.of(Route.API, 6L));
        assertThat(bench.importJobNotes(summary))
                .containsExactly("The file of an import job could not be uploaded: status 403.");
    }

    @Test
    void filesHoldNoMoreUsersThanTheyMay() {
        bench.jobLimits = new JobFiles.Limits(3, 1_000_000);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(bench.importJobs(summary)).extracting(JobResult::rows).containsExactly(3L, 1L);
        assertThat(target.importJobs().file("import-0")).hasSize(4);
        assertThat(routes(summary)).containsEntry(Route.CSV, 4L);
    }

    @Test
    void filesHoldNoMoreBytesThanTheyMay() {
        bench.jobLimits = new JobFiles.Limits(1_000, 270);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertEverybodyArrived(summary);
        assertThat(bench.importJobs(summary)).hasSizeGreaterThan(1);
        target.importJobs().all().forEach(job -> assertThat(target.importJobs().file(job.id()).stream()
                        .mapToInt(line -> line.length() + 1)
                        .sum())
                .isLessThanOrEqualTo(270));
    }

    @Test
    void whoSignsInWithoutAPasswordIsRecognisedByAllThatItHas() {
        target.importJobs().setStatus("CONFIRMED");

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 4L, Route.API, 2L));
        assertThat(target.passwordsSet("ann")).isEmpty();
        assertThat(target.members("staff")).hasSize(4);
    }

    /** The person comes back between two looks: has a password of its own by then, and maybe another name. */
    @Test
    void whoHasResetThePasswordMeanwhileStaysWhoItIs() {
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        PinPlan.Plan plan = bench.plan(run);
        bench.importGroups(run);
        List<CompareWithTarget.Progress> compared = bench.compare(run, 0, plan);
        assertThat(bench.decideRound().decide(run, 0, compared).next()).isEqualTo(DecideRound.Next.JOBS);
        bench.jobs(progress -> bench.runImportJobs().run(run, progress, bench.deadline));
        // Recognised here.
        bench.compare(run, 1, plan);
        User ann = user(target, "ann");
        target.setPermanentPassword("ann", "her own");
        target.setAttribute(ann.sub(), "name", "Ann Newname");
        bench.end(run);

        WriteReport.Summary summary = bench.finish(bench.start(ImportBench.inputFor(TARGET)));

        assertThat(target.passwordsSet("ann")).containsExactly("her own");
        assertThat(target.members("staff")).contains(ann.sub());
        assertThat(bench.findings(summary))
                .filteredOn(finding -> "ann".equals(finding.identity()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason()).isEqualTo("its attributes differ in the target"));
        assertThat(user(target, "ann").attributes()).containsEntry("name", "Ann Newname");
    }

    /** A stranger who signs up while a job runs has what anybody can give themselves. */
    @ParameterizedTest
    @ValueSource(strings = {"UNCONFIRMED", "CONFIRMED"})
    void aStrangerWhoTakesTheNameWhileAJobRunsIsGivenNothing(String status) {
        target.importJobs().setEnd(End.FAILED);
        boolean[] there = {false};
        target.beforeCall(operation -> {
            if (operation.equals("StartUserImportJob") && !there[0]) {
                there[0] = true;
                target.putUser(new User(
                        "stranger",
                        "ann",
                        new TreeMap<>(Map.of("email", "mallory@example.com", "email_verified", "true")),
                        true,
                        status,
                        bench.clock.instant(),
                        bench.clock.instant()));
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(5, 1, 0));
        assertThat(target.members("staff")).hasSize(3).doesNotContain("stranger");
        assertThat(user(target, "ann").attributes()).doesNotContainKey("name");
        assertThat(target.passwordsSet("ann")).isEmpty();
        assertThat(bench.findings(summary))
                .filteredOn(finding ->
                        "ann".equals(finding.identity()) && finding.kind().equals("USER"))
                .extracting(Finding::reason)
                .containsExactly("identity taken");
    }

    @Test
    void whoeverAListingDoesNotShowYetIsNotMadeAgain() {
        boolean[] hidden = {false};
        target.beforeCall(operation -> {
            boolean made =
                    target.users().stream().anyMatch(user -> user.username().equals("ann"));
            if (operation.equals("ListUsers") && made && !hidden[0]) {
                hidden[0] = true;
                target.missOnce(user(target, "ann").sub());
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(hidden[0]).isTrue();
        assertEverybodyArrived(summary);
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 4L, Route.API, 2L));
    }

    @Test
    void whatAJobMadeOtherThanItsRowIsSetRight() {
        boolean[] spoiled = {false};
        target.beforeCall(operation -> {
            boolean made =
                    target.users().stream().anyMatch(user -> user.username().equals("ann"));
            if (operation.equals("ListUsers") && made && !spoiled[0]) {
                spoiled[0] = true;
                target.setAttribute(user(target, "ann").sub(), "name", "ann\\, the ann");
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(spoiled[0]).isTrue();
        assertEverybodyArrived(summary);
    }

    @Test
    void jobsAloneAreWantedAndWhoeverNoFileCarriesFailsWithTheReason() {
        bench.method = ImportMethod.CSV;

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(4, 2, 0));
        assertThat(target.apiCalls()).doesNotContainKey("AdminCreateUser");
        assertThat(bench.findings(summary))
                .filteredOn(finding -> finding.kind().equals("USER"))
                .extracting(Finding::identity, Finding::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "eve", "none of what the target verifies by itself is verified: email"),
                        org.assertj.core.groups.Tuple.tuple(
                                "fay", "none of what the target verifies by itself is verified: email"));
    }

    @Test
    void jobsAloneAreWantedAndWhoeverTheyDidNotMakeFails() {
        bench.method = ImportMethod.CSV;
        target.importJobs().setEnd(End.HALF);

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(2, 4, 0));
        assertThat(target.apiCalls()).doesNotContainKey("AdminCreateUser");
        assertThat(bench.findings(summary)).extracting(Finding::reason).contains(CreationRoutes.NOT_IMPORTED);
    }

    @Test
    void aDryRunSaysByWhichRouteAndBeginsNoJob() {
        String input = "{\"targetUserPoolId\":\"" + TARGET + "\",\"dryRun\":true}";

        WriteReport.Summary summary = bench.finish(bench.start(input));

        assertThat(summary.users()).isEqualTo(new Counts(6, 0, 0));
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 4L, Route.API, 2L));
        assertThat(target.importJobs().all()).isEmpty();
        assertThat(target.users()).isEmpty();
        assertThat(bench.findings(summary))
                .filteredOn(finding -> "ann".equals(finding.identity()))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.actions()).containsExactly("create by import job", "join staff"));
    }

    @Test
    void aSelectionGoesWithoutJobs() {
        target.addUser("old", Map.of());
        String input =
                "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"MERGE\",\"only\":{\"usernames\":[\"ann\"]}}";

        WriteReport.Summary summary = bench.finish(bench.start(input));

        assertThat(routes(summary)).isEqualTo(Map.of(Route.API, 1L));
        assertThat(target.apiCalls()).doesNotContainKey("GetCSVHeader");
    }

    /** Nothing can be switched on for a user who has to choose a password first. */
    @Test
    void whoeverHasSecondFactorsToBeSwitchedOnGoesWithoutJobs() {
        User ann = user(bench.source, "ann");
        bench.source.setAttribute(ann.sub(), "phone_number", "+4512345678");
        bench.source.changeUser(
                ann.sub(),
                same -> same.with(Optional.of(MfaPreference.of(List.of(MfaPreference.SMS), Optional.empty()))));
        bench.export();
        target.setMfaFactors("OPTIONAL", Set.of(MfaPreference.SMS));

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 3L, Route.API, 3L));
        assertThat(user(target, "ann").mfa().orElseThrow().has(MfaPreference.SMS))
                .isTrue();
    }

    @Test
    void whoeverHasAnAliasGoesWithoutJobsIntoAPoolWithOthers() {
        bench.source.setSettings(settings -> withAlias(settings));
        ImportBench.describe(bench.source);
        bench.export();
        InMemoryUserPool merged = bench.target("eu-west-1_Target2");
        merged.addUser("old", Map.of());

        WriteReport.Summary summary =
                bench.finish(bench.start("{\"targetUserPoolId\":\"eu-west-1_Target2\",\"mode\":\"MERGE\"}"));

        assertThat(routes(summary)).isEqualTo(Map.of(Route.API, 6L));
        assertThat(merged.importJobs().all()).isEmpty();
    }

    private static PoolSettings withAlias(PoolSettings settings) {
        return new PoolSettings(
                settings.userPoolId(),
                settings.usernameAttributes(),
                Set.of("email"),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength());
    }

    /** The run ends while Cognito works on; the next one waits for the job before it looks who is there. */
    @Test
    void aRunThatIsStoppedWhileItsJobRunsIsFinishedByTheNext() {
        target.importJobs().setLooksToEnd(1000);
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        PinPlan.Plan plan = bench.plan(run);
        bench.importGroups(run);
        bench.compare(run, 0, plan);
        JobProgress begun = bench.runImportJobs().run(run, JobProgress.NOTHING, bench.deadline);
        assertThat(begun.done()).isFalse();
        bench.end(run);
        ImportRun next = bench.start(ImportBench.inputFor(TARGET));
        JobProgress waiting = bench.runImportJobs().finishFormer(next, JobProgress.NOTHING, bench.deadline);
        assertThat(waiting.done()).isFalse();
        assertThat(target.users()).isEmpty();
        target.importJobs().setLooksToEnd(3);

        WriteReport.Summary summary = bench.finish(next);

        assertEverybodyArrived(summary);
        assertThat(target.importJobs().all()).singleElement().satisfies(job -> {
            assertThat(job.status()).isEqualTo("Succeeded");
            assertThat(job.skipped()).isZero();
        });
        assertThat(routes(summary)).isEqualTo(Map.of(Route.CSV, 4L, Route.API, 2L));
        assertThat(bench.importJobs(summary)).extracting(JobResult::status).containsExactly("Succeeded");
    }

    @Test
    void aJobOfAFormerRunThatNeverEndsIsStopped() {
        target.importJobs().setEnd(End.NEVER);
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        PinPlan.Plan plan = bench.plan(run);
        bench.importGroups(run);
        bench.compare(run, 0, plan);
        bench.runImportJobs().run(run, JobProgress.NOTHING, bench.deadline);
        bench.end(run);

        WriteReport.Summary summary = bench.finish(bench.start(ImportBench.inputFor(TARGET)));

        assertEverybodyArrived(summary);
        assertThat(bench.importJobs(summary)).extracting(JobResult::status).contains("Stopped");
    }

    /** The invocation dies between two calls to Cognito, and is repeated, by itself or by another run. */
    @Test
    void anImportThatDiesAtAnyCallAboutAJobIsFinishedByTheNext() {
        var counting = new FaultyUserPool(bench.target("eu-west-1_Counting"));
        counting.countJobsOnly();
        bench.targets.put("eu-west-1_Counting", counting);
        bench.importInto("eu-west-1_Counting");
        assertThat(counting.calls()).isBetween(5, 10);
        for (int call = 1; call <= counting.calls(); call++) {
            for (boolean afterEffect : List.of(false, true)) {
                String id = "eu-west-1_T" + call + afterEffect;
                target = bench.target(id);
                var faulty = new FaultyUserPool(target);
                faulty.countJobsOnly();
                bench.targets.put(id, faulty);
                ImportRun run = bench.start(ImportBench.inputFor(id));
                faulty.dieAt(call, afterEffect);
                assertThatThrownBy(() -> bench.finish(run)).isInstanceOf(FaultyUserPool.Death.class);
                faulty.revive();
                bench.end(run);

                WriteReport.Summary summary = bench.finish(bench.start(ImportBench.inputFor(id)));

                assertThat(summary.outcome())
                        .as("died %s call %d", afterEffect ? "after" : "before", call)
                        .isEqualTo("COMPLETED");
                assertEverybodyArrived(summary);
            }
        }
    }

    @Test
    void theWaitsGrowUpToFiveMinutes() {
        JobProgress progress = JobProgress.NOTHING.from(bench.clock.instant());
        StringBuilder waits = new StringBuilder();
        for (int look = 0; look < 11; look++) {
            progress = progress.waiting();
            waits.append(progress.waitSeconds()).append(' ');
        }

        assertThat(waits).hasToString("1 2 4 8 16 32 64 128 256 300 300 ");
    }

    @Test
    void namesOfJobsAreAsCognitoWantsThemAndTellImportsApart() {
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));

        assertThat(JobName.of(run, 7)).matches("[\\w\\s+=,.@-]{1,128}").endsWith("-007");
        assertThat(JobName.of(JobName.of(run, 7), run)).isTrue();
        assertThat(JobName.of("cognito-backup-2020-01-01T00.00.00.000Z-1-000", run))
                .isFalse();
        assertThat(new ImportJob("i", "n", "Pending", bench.clock.instant(), 0, 0, 0, Optional.empty()).active())
                .isTrue();
        assertThat(JobTime.estimated(500_000)).isEqualTo(Duration.ofSeconds(20_000));
    }
}
