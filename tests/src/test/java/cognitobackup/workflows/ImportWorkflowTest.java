package cognitobackup.workflows;

import static cognitobackup.workflows.WorkflowRun.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.local.stepfunctions.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The order in which ImportWorkflow calls its functions, what it gives them, and how it ends. */
class ImportWorkflowTest {
    private static final String STARTED =
            "{'run': {'id': 7}, 'readings': [{'unit': 'a'}, {'unit': 'b'}], 'snapshotUnits': [{'s': 'a'}],"
                    + " 'units': [{'u': 'a'}], 'resumed': false}";
    private static final String USED = "{'next': 'USE', 'run': {'id': 7}}";
    private static final String RESUMED = "{'run': {'id': 7}, 'resumed': true}";
    private static final String PINNED = "{'memberLists': [{'list': 0}], 'dryRun': false, 'units': [{'plan': 'a'}]}";
    private static final String NEW_USERS = "{'next': 'WORK', 'waitSeconds': 5, 'workers':"
            + " [{'queue': 'NEW_USERS', 'worker': 0}, {'queue': 'NEW_USERS', 'worker': 1}]}";
    private static final String USER_UPDATES =
            "{'next': 'WORK', 'waitSeconds': 0, 'workers': [{'queue': 'USER_UPDATES', 'worker': 0}]}";
    private static final String JOBS =
            "{'next': 'JOBS', 'waitSeconds': 5, 'workers': [{'queue': 'NEW_USERS', 'worker': 0}]}";
    private static final String REPORT = "{'next': 'REPORT', 'waitSeconds': 0}";
    private static final String SUMMARY = "{'outcome': 'COMPLETED', 'restored': 3}";

    private static WorkflowRun importing(String started, String... rounds) {
        return WorkflowRun.of("import")
                .answers("StartImport", started)
                .answers("ChooseSnapshot", USED)
                .answers("PinPlan", PINNED)
                .answers("DecideRound", rounds)
                .answers("WriteReport", SUMMARY)
                .answers("ReleaseRunLock", "{}")
                .answers("Notify", "{}");
    }

    @Test
    void anImportWorksOffTheDifferenceUntilThereIsNone() throws InterruptedException {
        try (var run = importing(STARTED, NEW_USERS, USER_UPDATES, REPORT).run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.output()).isEqualTo(json(SUMMARY));
            assertThat(run.functions())
                    .containsExactly(
                            "StartImport",
                            "VerifySnapshot",
                            "VerifySnapshot",
                            "ChooseSnapshot",
                            "PinPlan",
                            "ImportGroups",
                            "ListTargetUsers",
                            "ListTargetMembers",
                            "CompareWithTarget",
                            "DecideRound",
                            "CreateUsers",
                            "CreateUsers",
                            "ListTargetUsers",
                            "ListTargetMembers",
                            "CompareWithTarget",
                            "DecideRound",
                            "UpdateUsers",
                            "ListTargetUsers",
                            "ListTargetMembers",
                            "CompareWithTarget",
                            "DecideRound",
                            "WriteReport",
                            "ReleaseRunLock",
                            "Notify");
            assertThat(run.payloads("DecideRound"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'round': 0, 'units': [{'by': 'CompareWithTarget'}]}"),
                            json("{'run': {'id': 7}, 'round': 1, 'units': [{'by': 'CompareWithTarget'}]}"),
                            json("{'run': {'id': 7}, 'round': 2, 'units': [{'by': 'CompareWithTarget'}]}"));
            assertThat(run.waits()).contains(Duration.ofSeconds(5));
        }
    }

    @Test
    void importJobsAreLookedAfterUntilTheyAreDoneAndTheQueuesComeThen() throws InterruptedException {
        try (var run = importing(STARTED, JOBS, REPORT)
                .answers(
                        "RunImportJobs",
                        "{'done': false, 'waitSeconds': 1, 'progress': {'looks': 1}}",
                        "{'done': false, 'waitSeconds': 300, 'progress': {'looks': 2}}",
                        "{'done': true, 'waitSeconds': 1, 'progress': {'looks': 3}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.payloads("RunImportJobs"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'task': 'RUN', 'progress': null}"),
                            json("{'run': {'id': 7}, 'task': 'RUN', 'progress': {'looks': 1}}"),
                            json("{'run': {'id': 7}, 'task': 'RUN', 'progress': {'looks': 2}}"));
            assertThat(run.waits()).contains(Duration.ofSeconds(1), Duration.ofSeconds(300), Duration.ofSeconds(5));
            assertThat(run.functions())
                    .containsSubsequence(
                            "DecideRound",
                            "RunImportJobs",
                            "RunImportJobs",
                            "RunImportJobs",
                            "CreateUsers",
                            "ListTargetUsers");
        }
    }

    @Test
    void aRoundOfImportJobsAloneHasNoWorkers() throws InterruptedException {
        try (var run = importing(STARTED, "{'next': 'JOBS', 'waitSeconds': 5}", REPORT)
                .answers("RunImportJobs", "{'done': true, 'waitSeconds': 1, 'progress': {}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.functions()).doesNotContain("CreateUsers", "UpdateUsers");
        }
    }

    @Test
    void aResumedImportWaitsForTheJobsOfTheFormerRunBeforeItListsTheTarget() throws InterruptedException {
        try (var run = importing("{'run': {'id': 7, 'resumed': true}, 'resumed': true}", REPORT)
                .answers(
                        "RunImportJobs",
                        "{'done': false, 'waitSeconds': 2, 'progress': {'looks': 1}}",
                        "{'done': true, 'waitSeconds': 1, 'progress': {'looks': 2}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.payloads("RunImportJobs").get(0))
                    .isEqualTo(json("{'run': {'id': 7, 'resumed': true}, 'task': 'FINISH_FORMER', 'progress': null}"));
            assertThat(run.payloads("RunImportJobs").get(1))
                    .isEqualTo(json(
                            "{'run': {'id': 7, 'resumed': true}, 'task': 'FINISH_FORMER', 'progress': {'looks': 1}}"));
            assertThat(run.functions())
                    .containsSubsequence("ImportGroups", "RunImportJobs", "RunImportJobs", "ListTargetUsers");
            assertThat(run.payloads("ListTargetUsers").get(0).toString()).contains("\"progress\":null");
        }
    }

    @Test
    void everyStepGetsWhatItsContractSays() throws InterruptedException {
        try (var run = importing(STARTED, NEW_USERS, REPORT).run()) {
            assertThat(run.payloads("StartImport"))
                    .containsExactly(
                            json("{'input': {'userPoolId': 'eu-central-1_Source'}, 'execution': '" + run.arn() + "'}"));
            assertThat(run.payloads("VerifySnapshot"))
                    .containsExactlyInAnyOrder(
                            json("{'run': {'id': 7}, 'work': {'unit': 'a'}, 'progress': null}"),
                            json("{'run': {'id': 7}, 'work': {'unit': 'b'}, 'progress': null}"));
            assertThat(run.payloads("ChooseSnapshot"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'units': [{'by': 'VerifySnapshot'}, {'by': 'VerifySnapshot'}],"
                                    + " 'looked': null, 'searches': 0}"));
            assertThat(run.payloads("PinPlan"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'units': [{'by': 'VerifySnapshot'}, {'by': 'VerifySnapshot'}]}"));
            assertThat(run.payloads("ImportGroups"))
                    .containsExactly(json("{'run': {'id': 7}, 'work': null, 'progress': null}"));
            assertThat(run.payloads("ListTargetUsers"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'work': null, 'progress': null, 'round': 0}"),
                            json("{'run': {'id': 7}, 'work': null, 'progress': null, 'round': 1}"));
            assertThat(run.payloads("ListTargetMembers").get(1))
                    .isEqualTo(json("{'run': {'id': 7}, 'work': {'list': 0}, 'progress': null, 'round': 1}"));
            assertThat(run.payloads("CompareWithTarget").get(1))
                    .isEqualTo(json("{'run': {'id': 7}, 'work': {'plan': 'a'}, 'progress': null, 'round': 1}"));
            assertThat(run.payloads("CreateUsers"))
                    .containsExactlyInAnyOrder(
                            json("{'run': {'id': 7}, 'work': {'queue': 'NEW_USERS', 'worker': 0}, 'progress': null}"),
                            json("{'run': {'id': 7}, 'work': {'queue': 'NEW_USERS', 'worker': 1}, 'progress': null}"));
            assertThat(run.payloads("WriteReport"))
                    .containsExactly(json("{'run': {'id': 7}, 'round': 1, 'units': [{'by': 'CompareWithTarget'}]}"));
            assertThat(run.payloads("ReleaseRunLock")).containsExactly(json("{'run': {'id': 7}}"));
            assertThat(run.payloads("Notify"))
                    .containsExactly(json("{'workflow': 'IMPORT', 'summary': " + SUMMARY + "}"));
        }
    }

    @Test
    void aDryRunComparesAndReportsAndDoesNothingElse() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
                .answers("ChooseSnapshot", USED)
                .answers("PinPlan", PINNED.replace("'dryRun': false", "'dryRun': true"))
                .answers("DecideRound", REPORT)
                .answers("WriteReport", "{'outcome': 'DRY_RUN', 'restored': 3}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.output()).isEqualTo(json("{'outcome': 'DRY_RUN', 'restored': 3}"));
            assertThat(run.functions())
                    .containsExactly(
                            "StartImport",
                            "VerifySnapshot",
                            "VerifySnapshot",
                            "ChooseSnapshot",
                            "PinPlan",
                            "ListTargetUsers",
                            "ListTargetMembers",
                            "CompareWithTarget",
                            "DecideRound",
                            "WriteReport",
                            "ReleaseRunLock");
        }
    }

    @Test
    void aResumedImportVerifiesNoSnapshot() throws InterruptedException {
        try (var run = importing(RESUMED, REPORT).run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.functions()).doesNotContain("VerifySnapshot", "ChooseSnapshot");
            assertThat(run.payloads("PinPlan")).containsExactly(json("{'run': {'id': 7}, 'units': []}"));
        }
    }

    @Test
    void aPlanWithoutGroupsListsNoMembers() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
                .answers("ChooseSnapshot", USED)
                .answers("PinPlan", "{'dryRun': false, 'units': [{'plan': 'a'}]}")
                .answers("DecideRound", REPORT)
                .answers("WriteReport", SUMMARY)
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.functions()).doesNotContain("ListTargetMembers");
        }
    }

    @Test
    void aStepThatIsNotDoneIsCalledAgainWithItsProgress() throws InterruptedException {
        try (var run = importing(STARTED, NEW_USERS, REPORT)
                .answers(
                        "ListTargetUsers",
                        "{'done': false, 'progress': {'page': 1}}",
                        "{'done': true, 'progress': {'page': 2}}")
                .answers(
                        "CreateUsers",
                        "{'done': false, 'progress': {'users': 1}}",
                        "{'done': true, 'progress': {'users': 2}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.payloads("ListTargetUsers").get(1))
                    .isEqualTo(json("{'run': {'id': 7}, 'work': null, 'progress': {'page': 1}, 'round': 0}"));
            assertThat(run.payloads("CreateUsers"))
                    .hasSize(3)
                    .extracting(payload -> payload.get("progress"))
                    .containsOnlyOnce(json("{'users': 1}"));
        }
    }

    @Test
    void aRefusedStartFailsAndGivesNoLockBack() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .fails("StartImport", "cognitobackup.function.RefusedException", "targetUserPoolId is missing.")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.error()).isEqualTo("cognitobackup.function.RefusedException");
            assertThat(run.cause()).contains("targetUserPoolId is missing.");
            assertThat(run.functions()).containsExactly("StartImport");
        }
    }

    @Test
    void aRefusedPlanGivesTheLockBack() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
                .answers("ChooseSnapshot", USED)
                .fails("PinPlan", "cognitobackup.function.RefusedException", "The target is not empty.")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.functions()).endsWith("PinPlan", "ReleaseRunLock");
            assertThat(run.payloads("ReleaseRunLock")).containsExactly(json("{'run': {'id': 7}}"));
        }
    }

    @Test
    void aWorkerThatFailsLetsTheOthersEndBeforeTheLockIsGivenBack() throws InterruptedException {
        try (var run = importing(STARTED, NEW_USERS, REPORT)
                .answers(
                        "CreateUsers",
                        "!cognitobackup.function.UnexpectedFailure!broken",
                        "{'done': true, 'progress': {}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.error()).isEqualTo("cognitobackup.function.UnexpectedFailure");
            assertThat(run.functions()).endsWith("CreateUsers", "CreateUsers", "ReleaseRunLock");
        }
    }

    @Test
    void aQueueThatTheWorkflowDoesNotHaveFailsTheImport() throws InterruptedException {
        try (var run = importing(STARTED, "{'next': 'WORK', 'waitSeconds': 0, 'workers': [{'queue': 'OTHER'}]}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.error()).isEqualTo("UnknownQueue");
            assertThat(run.functions()).endsWith("DecideRound", "ReleaseRunLock");
        }
    }

    @Test
    void aSnapshotThatIsNotWholeIsReplacedByOneThatIs() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
                .answers("PinPlan", PINNED)
                .answers("DecideRound", REPORT)
                .answers("WriteReport", SUMMARY)
                .answers("FindWholeExports", "{'looked': {'shard': 'a'}}")
                .answers(
                        "ChooseSnapshot",
                        "{'next': 'FIND_WHOLE', 'run': {'id': 7}}",
                        "{'next': 'VERIFY', 'run': {'id': 7, 'exportId': 'older'}}",
                        "{'next': 'USE', 'run': {'id': 7, 'exportId': 'older'}}")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(run.functions())
                    .containsSubsequence(
                            "ChooseSnapshot",
                            "FindWholeExports",
                            "ChooseSnapshot",
                            "VerifySnapshot",
                            "VerifySnapshot",
                            "ChooseSnapshot",
                            "PinPlan");
            assertThat(run.payloads("FindWholeExports"))
                    .containsExactly(json("{'run': {'id': 7}, 'work': {'s': 'a'}}"));
            assertThat(run.payloads("ChooseSnapshot"))
                    .extracting(payload -> payload.get("looked"), payload -> payload.get("searches"))
                    .containsExactly(
                            tuple(json("null"), json("0")),
                            tuple(json("[{'shard': 'a'}]"), json("1")),
                            tuple(json("null"), json("1")));
            // The units of a reading are verified side by side.
            assertThat(run.payloads("VerifySnapshot").subList(2, 4))
                    .contains(json("{'run': {'id': 7, 'exportId': 'older'}, 'work': {'unit': 'a'}, 'progress': null}"));
            assertThat(run.payloads("PinPlan").get(0).get("run")).isEqualTo(json("{'id': 7, 'exportId': 'older'}"));
        }
    }

    @Test
    void aRefusedSnapshotGivesTheLockBack() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
                .fails("ChooseSnapshot", "cognitobackup.function.RefusedException", "The snapshot is not whole.")
                .run()) {
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.cause()).contains("The snapshot is not whole.");
            assertThat(run.functions()).endsWith("ChooseSnapshot", "ReleaseRunLock");
        }
    }

    @Test
    void aListOfExportsIsTheOutputAndTellsNobody() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", started("LIST_EXPORTS"))
                .answers("FindWholeExports", "{'looked': {'shard': 'a'}}")
                .answers("ListExports", "{'outcome': 'LISTED', 'exports': [{'exportId': 'e'}]}")
                .run()) {
            assertThat(run.output()).isEqualTo(json("{'outcome': 'LISTED', 'exports': [{'exportId': 'e'}]}"));
            assertThat(run.functions())
                    .containsExactly("StartImport", "FindWholeExports", "ListExports", "ReleaseRunLock");
            assertThat(run.payloads("ListExports").get(0).get("looked")).isEqualTo(json("[{'shard': 'a'}]"));
        }
    }

    @Test
    void aComparisonWithAPoolReadsThePoolUntilItIsDone() throws InterruptedException {
        try (var run = comparing("COMPARE_WITH_POOL")
                .answers(
                        "ReadPool",
                        "{'done': false, 'progress': {'page': 1}}",
                        "{'done': true, 'progress': {'page': 2}}")
                .run()) {
            assertThat(run.output()).isEqualTo(json("{'outcome': 'COMPARED'}"));
            assertThat(run.functions())
                    .containsExactly(
                            "StartImport",
                            "VerifySnapshot",
                            "VerifySnapshot",
                            "ChooseSnapshot",
                            "ReadPool",
                            "ReadPool",
                            "FindDifferences",
                            "ReportDifferences",
                            "ReleaseRunLock");
            assertThat(run.payloads("ReadPool"))
                    .extracting(payload -> payload.get("progress"))
                    .containsExactly(json("null"), json("{'page': 1}"));
            assertThat(run.payloads("ReportDifferences").get(0).get("units")).isEqualTo(json("[{'users': 1}]"));
        }
    }

    @Test
    void aComparisonOfSnapshotsReadsNoPool() throws InterruptedException {
        try (var run = comparing("COMPARE_SNAPSHOTS").run()) {
            assertThat(run.output()).isEqualTo(json("{'outcome': 'COMPARED'}"));
            assertThat(run.functions()).doesNotContain("ReadPool", "PinPlan", "Notify");
        }
    }

    private static WorkflowRun comparing(String purpose) {
        return WorkflowRun.of("import")
                .answers("StartImport", started(purpose))
                .answers("ChooseSnapshot", "{'next': 'USE', 'run': " + run(purpose) + "}")
                .answers("FindDifferences", "{'counts': {'users': 1}}")
                .answers("ReportDifferences", "{'summary': {'outcome': 'COMPARED'}}");
    }

    private static String started(String purpose) {
        return STARTED.replace("{'id': 7}", run(purpose));
    }

    private static String run(String purpose) {
        return "{'id': 7, 'options': {'purpose': '" + purpose + "'}}";
    }
}
