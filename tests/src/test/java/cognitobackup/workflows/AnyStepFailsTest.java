package cognitobackup.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.stepfunctions.ExecutionStatus;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever step of a workflow fails, the run lock is given back once and the execution fails with the step's error. */
class AnyStepFailsTest {
    private static final String ERROR = "cognitobackup.function.UnexpectedFailure";

    private static final Map<String, String> EXPORT = Map.of(
            "StartExport", "{'outcome': 'STARTED', 'run': {'id': 7}}",
            "CheckUserPool", "{'listings': [1], 'memberLists': [1, 2], 'units': [1, 2], 'progress': {}}",
            "FindSuspects", "{'done': true, 'progress': [{'relistUsers': true, 'relistGroups': true}]}");

    private static final Map<String, String> IMPORT = Map.of(
            "StartImport", "{'run': {'id': 7}, 'readings': [1, 2], 'units': [1, 2], 'resumed': false}",
            "ChooseSnapshot", "{'next': 'USE', 'run': {'id': 7}}",
            "PinPlan", "{'memberLists': [1], 'dryRun': false, 'units': [1, 2]}",
            "DecideRound",
                    "{'next': 'JOBS', 'waitSeconds': 0, 'workers': [{'queue': 'NEW_USERS'}, {'queue': 'USER_UPDATES'}]}",
            "RunImportJobs", "{'done': true, 'waitSeconds': 1, 'progress': {}}");

    private static final Map<String, String> COMPARISON = Map.of(
            "StartImport",
                    "{'run': {'options': {'purpose': 'COMPARE_WITH_POOL'}}, 'readings': [1, 2], 'units': [1, 2],"
                            + " 'resumed': false}",
            "ChooseSnapshot", "{'next': 'USE', 'run': {'options': {'purpose': 'COMPARE_WITH_POOL'}}}",
            "FindDifferences", "{'counts': {}}");

    private static final Map<String, String> LIST = Map.of(
            "StartImport",
                    "{'run': {'options': {'purpose': 'LIST_EXPORTS'}}, 'snapshotUnits': [1, 2], 'resumed': false}",
            "FindWholeExports", "{'looked': {}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CheckUserPool",
                "ExportUsers",
                "ExportGroups",
                "ExportMembers",
                "FindSuspects",
                "GuardDeletions",
                "Reconcile",
                "CompleteExport",
            })
    void ofAnExport(String step) throws InterruptedException {
        failsAndGivesTheLockBack("export", EXPORT, step);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VerifySnapshot",
                "ChooseSnapshot",
                "PinPlan",
                "ImportGroups",
                "ListTargetUsers",
                "ListTargetMembers",
                "CompareWithTarget",
                "DecideRound",
                "RunImportJobs",
                "CreateUsers",
                "UpdateUsers",
            })
    void ofAnImport(String step) throws InterruptedException {
        failsAndGivesTheLockBack("import", IMPORT, step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VerifySnapshot", "ReadPool", "FindDifferences", "ReportDifferences"})
    void ofAComparison(String step) throws InterruptedException {
        failsAndGivesTheLockBack("import", COMPARISON, step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FindWholeExports", "ListExports"})
    void ofAListOfExports(String step) throws InterruptedException {
        failsAndGivesTheLockBack("import", LIST, step);
    }

    private static void failsAndGivesTheLockBack(String workflow, Map<String, String> answers, String step)
            throws InterruptedException {
        try (var run = WorkflowRun.of(workflow).fails(step, ERROR, "broken")) {
            answers.forEach((function, answer) -> {
                if (!function.equals(step)) {
                    run.answers(function, answer);
                }
            });
            run.run();
            assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(run.error()).isEqualTo(ERROR);
            assertThat(run.cause()).contains("broken");
            assertThat(run.payloads("ReleaseRunLock")).hasSize(1);
            assertThat(run.functions()).doesNotContain("Notify");
        }
    }
}
