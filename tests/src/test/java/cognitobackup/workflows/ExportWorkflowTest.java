package cognitobackup.workflows;

import static cognitobackup.workflows.WorkflowRun.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.local.stepfunctions.ExecutionStatus;
import org.junit.jupiter.api.Test;

/** The order in which ExportWorkflow calls its functions, what it gives them, and how it ends. */
class ExportWorkflowTest {
    private static final String STARTED = "{'outcome': 'STARTED', 'run': {'id': 7}}";
    private static final String WORK = "{'listings': [{'listing': 0}], 'memberLists': [{'list': 0}, {'list': 1}],"
            + " 'units': [{'shards': ['a']}, {'shards': ['b']}], 'progress': {'by': 'CheckUserPool'}}";
    private static final String COMPLETED = "{'outcome': 'COMPLETED', 'users': 3}";

    private static WorkflowRun export() {
        return WorkflowRun.of("export")
                .answers("StartExport", STARTED)
                .answers("CheckUserPool", WORK)
                .answers("CompleteExport", COMPLETED)
                .answers("ReleaseRunLock", "{}")
                .answers("Notify", "{}");
    }

    @Test
    void anExportGoesThroughItsStepsAndAnswersItsSummary() throws InterruptedException {
        try (var export = export().run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.output()).isEqualTo(json(COMPLETED));
            assertThat(export.functions())
                    .containsExactly(
                            "StartExport",
                            "CheckUserPool",
                            "ExportUsers",
                            "ExportGroups",
                            "ExportMembers",
                            "ExportMembers",
                            "FindSuspects",
                            "FindSuspects",
                            "GuardDeletions",
                            "Reconcile",
                            "Reconcile",
                            "CompleteExport",
                            "ReleaseRunLock",
                            "Notify");
            assertThat(export.payloads("StartExport"))
                    .containsExactly(json(
                            "{'input': {'userPoolId': 'eu-central-1_Source'}, 'execution': '" + export.arn() + "'}"));
            assertThat(export.payloads("CheckUserPool")).containsExactly(json("{'run': {'id': 7}}"));
            assertThat(export.payloads("ExportUsers"))
                    .containsExactly(json("{'run': {'id': 7}, 'work': {'listing': 0}, 'progress': null}"));
            assertThat(export.payloads("ExportGroups"))
                    .containsExactly(json("{'run': {'id': 7}, 'work': null, 'progress': null}"));
            assertThat(export.payloads("ExportMembers"))
                    .containsExactlyInAnyOrder(
                            json("{'run': {'id': 7}, 'work': {'list': 0}, 'progress': null, 'again': false}"),
                            json("{'run': {'id': 7}, 'work': {'list': 1}, 'progress': null, 'again': false}"));
            assertThat(export.payloads("Notify"))
                    .containsExactly(json("{'workflow': 'EXPORT', 'summary': " + COMPLETED + "}"));
        }
    }

    @Test
    void laterStepsGetTheProgressOfEveryWorkerBefore() throws InterruptedException {
        var workers = "{'by': 'CheckUserPool'}, {'by': 'ExportUsers'}, {'by': 'ExportGroups'}, {'by': 'ExportMembers'},"
                + " {'by': 'ExportMembers'}";
        try (var export = export().run()) {
            assertThat(export.payloads("FindSuspects"))
                    .allSatisfy(payload -> assertThat(payload.get("workers")).isEqualTo(json("[" + workers + "]")));
            var all = workers + ", {'by': 'FindSuspects'}, {'by': 'FindSuspects'}";
            assertThat(export.payloads("Reconcile"))
                    .allSatisfy(payload -> assertThat(payload.get("workers")).isEqualTo(json("[" + all + "]")));
            assertThat(export.payloads("GuardDeletions"))
                    .containsExactly(json(
                            "{'run': {'id': 7}, 'allowDeletions': null, 'progress': null, 'workers': [" + all + "]}"));
            assertThat(export.payloads("CompleteExport"))
                    .containsExactly(json("{'run': {'id': 7}, 'workers': [" + all
                            + "], 'units': [{'by': 'Reconcile'}, {'by': 'Reconcile'}], 'allowedDeletions': null}"));
        }
    }

    @Test
    void aStepThatIsNotDoneIsCalledAgainWithItsProgress() throws InterruptedException {
        try (var export = export().answers(
                        "ExportUsers",
                        "{'done': false, 'progress': {'page': 1}}",
                        "{'done': false, 'progress': {'page': 2}}",
                        "{'done': true, 'progress': {'page': 3}}")
                .answers(
                        "ExportGroups",
                        "{'done': false, 'progress': {'group': 1}}",
                        "{'done': true, 'progress': {'group': 2}}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.payloads("ExportUsers"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'work': {'listing': 0}, 'progress': null}"),
                            json("{'run': {'id': 7}, 'work': {'listing': 0}, 'progress': {'page': 1}}"),
                            json("{'run': {'id': 7}, 'work': {'listing': 0}, 'progress': {'page': 2}}"));
            assertThat(export.payloads("ExportGroups"))
                    .containsExactly(
                            json("{'run': {'id': 7}, 'work': null, 'progress': null}"),
                            json("{'run': {'id': 7}, 'work': null, 'progress': {'group': 1}}"));
            assertThat(export.payloads("Reconcile").get(0).get("workers").get(1))
                    .isEqualTo(json("{'page': 3}"));
        }
    }

    @Test
    void listsThatAFunctionLeavesOutSinceTheyAreEmptyAreEmpty() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .answers("StartExport", STARTED)
                .answers("CheckUserPool", "{'listings': [{'listing': 0}], 'units': [{'unit': 'a'}], 'progress': {}}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.functions()).doesNotContain("ExportMembers").contains("Reconcile");
        }
    }

    @Test
    void aWorkerOfManyUnitsGoesOnWithThemAndItsUnitsCountOneByOne() throws InterruptedException {
        String a = "{'unit': 'a'}";
        String b = "{'unit': 'b'}";
        try (var export = WorkflowRun.of("export")
                .answers("StartExport", STARTED)
                .answers("CheckUserPool", "{'listings': [1], 'units': [{'shards': ['a', 'b']}], 'progress': {}}")
                .answers(
                        "FindSuspects",
                        "{'done': false, 'progress': [" + a + ", {'position': 'x'}]}",
                        "{'done': true, 'progress': [" + a + ", " + b + "]}")
                .answers(
                        "Reconcile",
                        "{'done': false, 'progress': [" + a + "]}",
                        "{'done': true, 'progress': [" + a + ", " + b + "]}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.payloads("FindSuspects"))
                    .extracting(payload -> payload.get("progress"))
                    .containsExactly(json("null"), json("[" + a + ", {'position': 'x'}]"));
            assertThat(export.payloads("Reconcile"))
                    .extracting(payload -> payload.get("progress"))
                    .containsExactly(json("null"), json("[" + a + "]"));
            assertThat(export.payloads("Reconcile").get(0).get("workers"))
                    .isEqualTo(json("[{}, {'by': 'ExportUsers'}, {'by': 'ExportGroups'}, " + a + ", " + b + "]"));
            assertThat(export.payloads("CompleteExport").get(0).get("units")).isEqualTo(json("[" + a + ", " + b + "]"));
        }
    }

    @Test
    void whatTheSuspectsAskForIsListedOnceMoreBeforeReconciling() throws InterruptedException {
        try (var export = export().answers(
                        "FindSuspects",
                        "{'done': true, 'progress': [{'relistUsers': true}]}",
                        "{'done': true, 'progress': [{'relistGroups': true}]}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.functions().subList(6, 14))
                    .containsExactly(
                            "FindSuspects",
                            "FindSuspects",
                            "ExportUsers",
                            "ExportMembers",
                            "ExportMembers",
                            "GuardDeletions",
                            "Reconcile",
                            "Reconcile");
            assertThat(export.payloads("ExportMembers").subList(2, 4))
                    .allSatisfy(payload ->
                            assertThat(payload.get("again").asBoolean()).isTrue());
            assertThat(export.payloads("Reconcile").get(0).get("workers")).hasSize(10);
        }
    }

    @Test
    void onlyTheMembersAreListedOnceMoreWhereOnlyTheyAreInDoubt() throws InterruptedException {
        try (var export = export().answers(
                        "FindSuspects", "{'done': true, 'progress': [{'relistUsers': false, 'relistGroups': true}]}")
                .run()) {
            assertThat(export.payloads("ExportUsers")).hasSize(1);
            assertThat(export.payloads("ExportMembers")).hasSize(4);
        }
    }

    @Test
    void whatTheInputAllowsReachesTheGuardAndWhatTheGuardAllowedTheManifest() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .answers("CheckUserPool", WORK)
                .answers("StartExport", "{'outcome': 'STARTED', 'run': {'id': 7}, 'allowDeletions': 400}")
                .answers(
                        "GuardDeletions",
                        "{'done': false, 'progress': {'places': 3}}",
                        "{'done': true, 'allowedDeletions': 400}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.payloads("GuardDeletions"))
                    .extracting(payload -> payload.get("allowDeletions").asInt(), payload -> payload.get("progress"))
                    .containsExactly(tuple(400, json("null")), tuple(400, json("{'places': 3}")));
            assertThat(export.payloads("CompleteExport").get(0).get("allowedDeletions"))
                    .isEqualTo(json("400"));
        }
    }

    @Test
    void anExportThatTheGuardStopsReconcilesNothing() throws InterruptedException {
        try (var export = export().fails(
                        "GuardDeletions", "cognitobackup.function.RefusedException", "Too much, allowDeletions: 9.")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(export.error()).isEqualTo("cognitobackup.function.RefusedException");
            assertThat(export.cause()).contains("Too much, allowDeletions: 9.");
            assertThat(export.functions())
                    .endsWith("GuardDeletions", "ReleaseRunLock")
                    .doesNotContain("Reconcile", "CompleteExport", "Notify");
        }
    }

    @Test
    void aStartThatFindsTheLockHeldEndsAsSkipped() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .answers("StartExport", "{'outcome': 'SKIPPED', 'reason': 'held by another'}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.output()).isEqualTo(json("{'outcome': 'SKIPPED', 'reason': 'held by another'}"));
            assertThat(export.functions()).containsExactly("StartExport");
        }
    }

    @Test
    void aRefusedStartFailsAndGivesNoLockBack() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .fails("StartExport", "cognitobackup.function.RefusedException", "userPoolId is 'x'.")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(export.error()).isEqualTo("cognitobackup.function.RefusedException");
            assertThat(export.cause()).contains("userPoolId is 'x'.");
            assertThat(export.functions()).containsExactly("StartExport");
        }
    }

    @Test
    void aWorkerThatFailsLetsTheOthersEndBeforeTheLockIsGivenBack() throws InterruptedException {
        try (var export = export().answers(
                        "ExportMembers",
                        "!cognitobackup.function.UnexpectedFailure!broken",
                        "{'done': true, 'progress': {}}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(export.error()).isEqualTo("cognitobackup.function.UnexpectedFailure");
            assertThat(export.cause()).contains("broken");
            assertThat(export.functions())
                    .endsWith("ExportMembers", "ExportMembers", "ReleaseRunLock")
                    .doesNotContain("FindSuspects", "Notify");
        }
    }

    @Test
    void theCauseOfAFailureIsCutSoThatFortyOfThemFitIntoAPayload() throws InterruptedException {
        try (var export = export().fails("ExportGroups", "Failure", "long ".repeat(10_000))
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(export.cause()).hasSize(2_000);
        }
    }

    @Test
    void theCauseStaysWhereTheLockCannotBeGivenBack() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .answers("StartExport", STARTED)
                .fails("CheckUserPool", "Failure", "the first")
                .fails("ReleaseRunLock", "Failure", "the second")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(export.cause()).contains("the first");
        }
    }

    @Test
    void aTemporaryFailureIsRetried() throws InterruptedException {
        try (var export = export().answers(
                        "ExportGroups",
                        "!cognitobackup.function.TemporaryFailure!busy",
                        "{'done': true, 'progress': {}}")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.payloads("ExportGroups")).hasSize(2);
        }
    }

    @Test
    void neitherTheLockNorTheNotificationFailsAnExportThatIsComplete() throws InterruptedException {
        try (var export = WorkflowRun.of("export")
                .answers("StartExport", STARTED)
                .answers("CheckUserPool", WORK)
                .answers("CompleteExport", COMPLETED)
                .fails("ReleaseRunLock", "Failure", "no")
                .fails("Notify", "Failure", "no")
                .run()) {
            assertThat(export.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(export.output()).isEqualTo(json(COMPLETED));
        }
    }
}
