package cognitobackup.workflows;

import static cognitobackup.workflows.WorkflowRun.json;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.stepfunctions.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The order in which ImportWorkflow calls its functions, what it gives them, and how it ends. */
class ImportWorkflowTest {
    private static final String STARTED =
            "{'run': {'id': 7}, 'units': [{'unit': 'a'}, {'unit': 'b'}], 'resumed': false}";
    private static final String RESUMED = "{'run': {'id': 7}, 'resumed': true}";
    private static final String PINNED = "{'memberLists': [{'list': 0}], 'dryRun': false, 'units': [{'plan': 'a'}]}";
    private static final String NEW_USERS = "{'next': 'WORK', 'waitSeconds': 5, 'workers':"
            + " [{'queue': 'NEW_USERS', 'worker': 0}, {'queue': 'NEW_USERS', 'worker': 1}]}";
    private static final String USER_UPDATES =
            "{'next': 'WORK', 'waitSeconds': 0, 'workers': [{'queue': 'USER_UPDATES', 'worker': 0}]}";
    private static final String REPORT = "{'next': 'REPORT', 'waitSeconds': 0}";
    private static final String SUMMARY = "{'outcome': 'COMPLETED', 'restored': 3}";

    private static WorkflowRun importing(String started, String... rounds) {
        return WorkflowRun.of("import")
                .answers("StartImport", started)
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
    void everyStepGetsWhatItsContractSays() throws InterruptedException {
        try (var run = importing(STARTED, NEW_USERS, REPORT).run()) {
            assertThat(run.payloads("StartImport"))
                    .containsExactly(
                            json("{'input': {'userPoolId': 'eu-central-1_Source'}, 'execution': '" + run.arn() + "'}"));
            assertThat(run.payloads("VerifySnapshot"))
                    .containsExactlyInAnyOrder(
                            json("{'run': {'id': 7}, 'work': {'unit': 'a'}, 'progress': null}"),
                            json("{'run': {'id': 7}, 'work': {'unit': 'b'}, 'progress': null}"));
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
            assertThat(run.functions()).doesNotContain("VerifySnapshot");
            assertThat(run.payloads("PinPlan")).containsExactly(json("{'run': {'id': 7}, 'units': []}"));
        }
    }

    @Test
    void aPlanWithoutGroupsListsNoMembers() throws InterruptedException {
        try (var run = WorkflowRun.of("import")
                .answers("StartImport", STARTED)
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
}
