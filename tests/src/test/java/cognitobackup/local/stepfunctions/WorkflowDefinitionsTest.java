package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The workflow definitions of the stacks on functions that do nothing but answer: every path through them, and every
 * expression in them, under AWS's rules. What the functions really do is tested elsewhere.
 */
class WorkflowDefinitionsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Workbench bench = new Workbench();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<JsonNode> reconciled = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void functionsOfBothWorkflows() {
        answer("StartExport", "{\"outcome\": \"STARTED\", \"reason\": null, \"run\": {\"id\": 1}}");
        answer(
                "CheckUserPool",
                "{\"listings\": [null], \"memberLists\": [\"m0\", \"m1\"], \"units\": [\"u0\", \"u1\"], \"progress\": {\"seen\": 1}}");
        loop("ExportUsers", "{\"seen\": 2}");
        loop("ExportGroups", "{\"seen\": 3}");
        loop("ExportMembers", "{\"seen\": 4}");
        loop("FindSuspects", "{\"relistUsers\": false, \"relistGroups\": false}");
        loop("Reconcile", "{\"sums\": 1}");
        answer("CompleteExport", "{\"outcome\": \"COMPLETED\", \"exportId\": \"e\"}");
        answer("ReleaseRunLock", "{}");
        answer("Notify", "{}");
        answer("StartImport", "{\"run\": {\"id\": 2}, \"units\": [\"u0\", \"u1\"], \"resumed\": false}");
        loop("VerifySnapshot", "{\"sums\": 1}");
        answer("PinPlan", "{\"memberLists\": [\"m0\"], \"dryRun\": false, \"units\": [\"u0\", \"u1\"]}");
        loop("ImportGroups", "{}");
        loop("ListTargetUsers", "{}");
        loop("ListTargetMembers", "{}");
        loop("CompareWithTarget", "{\"missing\": 1}");
        bench.function("DecideRound", payload -> {
            count("DecideRound");
            return payload.get("round").intValue() < 2
                    ? json("{\"next\": \"WORK\", \"waitSeconds\": 5, \"workers\": [{\"queue\": \"NEW_USERS\"},"
                            + " {\"queue\": \"USER_UPDATES\"}]}")
                    : json("{\"next\": \"REPORT\", \"waitSeconds\": 0, \"workers\": []}");
        });
        loop("CreateUsers", "{}");
        loop("UpdateUsers", "{}");
        answer("WriteReport", "{\"outcome\": \"COMPLETED\", \"importId\": \"i\"}");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void exportThatFindsNothingOddEndsWithItsSummary() throws Exception {
        Execution execution = run("export");
        assertThat(execution.status()).as(execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo(json("{\"outcome\": \"COMPLETED\", \"exportId\": \"e\"}"));
        // Each loop goes round twice: one listing, two lists of members, two units.
        assertThat(calls)
                .containsEntry("ExportUsers", 2)
                .containsEntry("ExportGroups", 2)
                .containsEntry("ExportMembers", 4)
                .containsEntry("FindSuspects", 4)
                .containsEntry("Reconcile", 4)
                .containsEntry("ReleaseRunLock", 1)
                .containsEntry("Notify", 1);
    }

    @Test
    void exportWithTooManySuspectsListsAgain() throws Exception {
        loop("FindSuspects", "{\"relistUsers\": true, \"relistGroups\": true}");
        Execution execution = run("export");
        assertThat(execution.status()).as(execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(calls).containsEntry("ExportUsers", 4).containsEntry("ExportMembers", 8);
        // The check, one listing twice, the groups, two lists of members twice, and two units.
        assertThat(reconciled.peek().get("workers")).hasSize(1 + 2 + 1 + 4 + 2);
    }

    @Test
    void exportThatFindsTheLockHeldEndsAsSkipped() throws Exception {
        answer("StartExport", "{\"outcome\": \"SKIPPED\", \"reason\": \"held by x\", \"run\": null}");
        assertThat(run("export").output()).isEqualTo(json("{\"outcome\": \"SKIPPED\", \"reason\": \"held by x\"}"));
        assertThat(calls).doesNotContainKey("ReleaseRunLock");
    }

    @Test
    void exportWhoseStepFailsGivesTheLockBackAndFailsWithItsError() throws Exception {
        for (String step : List.of(
                "CheckUserPool",
                "ExportUsers",
                "ExportGroups",
                "ExportMembers",
                "FindSuspects",
                "Reconcile",
                "CompleteExport")) {
            failsAndGivesTheLockBack("export", step, "cognitobackup.function.RefusedException");
        }
    }

    @Test
    void exportThatCannotStartFailsWithoutALock() throws Exception {
        fail("StartExport", "cognitobackup.function.RefusedException");
        Execution execution = run("export");
        assertThat(execution.error()).isEqualTo("cognitobackup.function.RefusedException");
        assertThat(calls).doesNotContainKey("ReleaseRunLock");
    }

    @Test
    void notificationThatFailsDoesNotFailTheRun() throws Exception {
        fail("Notify", "cognitobackup.function.UnexpectedFailure");
        fail("ReleaseRunLock", "cognitobackup.function.UnexpectedFailure");
        assertThat(run("export").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(run("import").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void importWorksInRoundsUntilNothingIsMissing() throws Exception {
        Execution execution = run("import");
        assertThat(execution.status()).as(execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo(json("{\"outcome\": \"COMPLETED\", \"importId\": \"i\"}"));
        assertThat(calls)
                .containsEntry("VerifySnapshot", 4)
                .containsEntry("DecideRound", 3)
                .containsEntry("CreateUsers", 4)
                .containsEntry("UpdateUsers", 4)
                .containsEntry("WriteReport", 1);
    }

    @Test
    void resumedImportVerifiesNothing() throws Exception {
        answer("StartImport", "{\"run\": {\"id\": 2}, \"units\": [\"u0\"], \"resumed\": true}");
        Execution execution = run("import");
        assertThat(execution.status()).as(execution.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(calls).doesNotContainKey("VerifySnapshot");
    }

    @Test
    void importWhoseStepFailsGivesTheLockBackAndFailsWithItsError() throws Exception {
        for (String step : List.of(
                "VerifySnapshot",
                "PinPlan",
                "ImportGroups",
                "ListTargetUsers",
                "ListTargetMembers",
                "CompareWithTarget",
                "DecideRound",
                "CreateUsers",
                "UpdateUsers",
                "WriteReport")) {
            failsAndGivesTheLockBack("import", step, "cognitobackup.function.UnexpectedFailure");
        }
    }

    @Test
    void temporaryFailureOfAnyStepIsTriedAgain() throws Exception {
        for (String error : List.of("cognitobackup.function.TemporaryFailure", "Lambda.TooManyRequestsException")) {
            bench.function("CheckUserPool", payload -> {
                if (count("CheckUserPool") % 3 != 0) {
                    throw new TaskFailure(error, "{}");
                }
                return json("{\"listings\": [], \"memberLists\": [], \"units\": [], \"progress\": {}}");
            });
            assertThat(run("export").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        }
        assertThat(bench.waits).hasSize(4);
    }

    private void failsAndGivesTheLockBack(String workflow, String step, String error) throws Exception {
        functionsOfBothWorkflows();
        calls.clear();
        fail(step, error);
        Execution execution = run(workflow);
        assertThat(execution.error()).as(step).isEqualTo(error);
        assertThat(execution.cause()).as(step).contains("errorMessage");
        assertThat(calls).as(step).containsEntry("ReleaseRunLock", 1).doesNotContainKey("Notify");
    }

    private Execution run(String workflow) throws Exception {
        String definition;
        try (InputStream resource = getClass().getResourceAsStream("/cognitobackup/stacks/" + workflow + ".asl.json")) {
            definition = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        definition = definition
                .replace("${Partition}", "aws")
                .replaceAll("\\$\\{(\\w+)FunctionArn}", "arn:aws:lambda:eu-central-1:123456789012:function:$1");
        String machine = bench.stepFunctions.createStateMachine(workflow, definition, Workbench.ROLE);
        Execution execution = bench.stepFunctions.startExecution(machine, "{\"userPoolId\": \"eu-central-1_a\"}");
        Workbench.end(execution);
        return execution;
    }

    private void answer(String function, String answer) {
        bench.function(function, payload -> {
            count(function);
            return json(answer);
        });
    }

    /** A step that is done when it is called a second time for a piece of work. */
    private void loop(String function, String progress) {
        bench.function(function, payload -> {
            count(function);
            if (function.equals("Reconcile")) {
                reconciled.add(payload);
            }
            ObjectNode answer = NODES.objectNode();
            answer.put("done", !payload.get("progress").isNull());
            answer.set("progress", json(progress));
            return answer;
        });
    }

    private void fail(String function, String error) {
        bench.function(function, payload -> {
            count(function);
            throw TaskFailure.ofFunction(
                    json("{\"errorMessage\": \"no\", \"errorType\": \"" + error + "\", \"stackTrace\": []}"));
        });
    }

    private int count(String function) {
        return calls.merge(function, 1, Integer::sum);
    }
}
