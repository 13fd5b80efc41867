package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static cognitobackup.local.stepfunctions.Workbench.task;
import static cognitobackup.local.stepfunctions.Workbench.types;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of an execution: started, stopped, timed out, redriven, told to EventBridge. */
class ExecutionTest {
    private static final String WAITS = "\"W\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}";

    private final Workbench bench = new Workbench(Sleeper.real());
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        bench.close();
    }

    @Test
    void sameNameAndInputGivesTheExecutionThatRuns() {
        String machine = bench.machine(WAITS);
        Execution first = bench.stepFunctions.startExecution(machine, "one", "{}");
        assertThat(bench.stepFunctions.startExecution(machine, "one", "{}")).isSameAs(first);
        assertThatThrownBy(() -> bench.stepFunctions.startExecution(machine, "one", "{\"a\": 1}"))
                .isInstanceOf(AwsError.class)
                .extracting(error -> ((AwsError) error).code())
                .isEqualTo("ExecutionAlreadyExists");
    }

    @Test
    void nameOfAnEndedExecutionIsFreeAfterNinetyDays() throws Exception {
        String machine = bench.machine("\"S\": {\"Type\": \"Succeed\"}");
        Execution first = bench.stepFunctions.startExecution(machine, "one", "{}");
        Workbench.end(first);
        assertThatThrownBy(() -> bench.stepFunctions.startExecution(machine, "one", "{}"))
                .hasMessageContaining("Already Exists");
        bench.clock.advance(Duration.ofDays(91));
        assertThat(bench.stepFunctions.startExecution(machine, "one", "{}")).isNotSameAs(first);
    }

    @Test
    void stopEndsAWaitAtOnce() throws Exception {
        Execution execution = bench.start(WAITS, "{}");
        bench.stepFunctions.stopExecution(execution.arn(), "Mine", "enough");
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.error()).isEqualTo("Mine");
        assertThat(execution.cause()).isEqualTo("enough");
        assertThat(types(execution)).endsWith("ExecutionAborted");
        bench.stepFunctions.stopExecution(execution.arn(), "Again", null);
        assertThat(execution.error()).isEqualTo("Mine");
    }

    @Test
    void whatATaskAnswersAfterAStopIsIgnoredButItRunsToItsEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        bench.function("slow", payload -> {
            begun.countDown();
            finish.await();
            finished.set(true);
            return payload;
        });
        Execution execution = bench.start(task("S", "slow", ", \"End\": true"), "{}");
        begun.await();
        bench.stepFunctions.stopExecution(execution.arn(), null, null);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        int events = execution.history().size();
        finish.countDown();
        await().untilTrue(finished);
        assertThat(execution.history()).hasSize(events);
    }

    @Test
    void stopEndsTheIterationsOfAMap() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        AtomicInteger calls = new AtomicInteger();
        bench.function("slow", payload -> {
            calls.incrementAndGet();
            begun.countDown();
            never.await();
            return payload;
        });
        Execution execution = bench.start("""
                "Each": {"Type": "Map", "Items": [1, 2, 3, 4, 5], "MaxConcurrency": 3, "End": true,
                  "ItemProcessor": {"StartAt": "I", "States": {%s}}}""".formatted(task("I", "slow", ", \"End\": true")), "{}");
        begun.await();
        bench.stepFunctions.stopExecution(execution.arn(), null, null);
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(types(execution)).endsWith("ExecutionAborted");
        assertThat(calls).hasValue(3);
    }

    @Test
    void timeLimitOfTheWholeEndsItWithoutErrorAndCause() throws Exception {
        String definition = Workbench.definition(WAITS).replaceFirst("\\{", "{\"TimeoutSeconds\": 1, ");
        String machine = bench.stepFunctions.createStateMachine("limited", definition, Workbench.ROLE);
        Execution execution = bench.stepFunctions.startExecution(machine, "{}");
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(execution.error()).isNull();
        assertThat(execution.cause()).isNull();
        JsonNode last = execution.history().get(execution.history().size() - 1);
        assertThat(last.get("type").textValue()).isEqualTo("ExecutionTimedOut");
        assertThat(last.get("previousEventId").intValue()).isZero();
        assertThat(last.at("/executionTimedOutEventDetails/error").textValue()).isEqualTo("States.Timeout");
    }

    @Test
    void redriveGoesOnFromTheStateThatFailedUnderTheSameArn() throws Exception {
        AtomicInteger before = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean(true);
        bench.function("before", payload -> IntNode.valueOf(before.incrementAndGet()));
        bench.function("breaks", payload -> {
            if (broken.get()) {
                throw new TaskFailure("Broken", "still");
            }
            return payload;
        });
        Execution execution = bench.run(
                task("A", "before", ", \"Assign\": {\"v\": \"{% $states.result.Payload %}\"}, \"Next\": \"B\"")
                        + ", "
                        + task(
                                "B",
                                "breaks",
                                ", \"Output\": \"{% [$v, $states.context.Execution.RedriveCount] %}\", \"End\": true"),
                "{}");
        assertThat(execution.error()).isEqualTo("Broken");
        broken.set(false);
        bench.stepFunctions.redriveExecution(execution.arn());
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo(json("[1, 1]"));
        assertThat(before).hasValue(1);
        assertThat(types(execution)).containsSubsequence("ExecutionFailed", "ExecutionRedriven", "ExecutionSucceeded");
        assertThat(execution.error()).isNull();
    }

    @Test
    void redriveOfAMapRunsOnlyTheIterationsThatDidNotSucceed() throws Exception {
        ConcurrentLinkedQueue<Integer> calls = new ConcurrentLinkedQueue<>();
        AtomicBoolean broken = new AtomicBoolean(true);
        bench.function("third", payload -> {
            calls.add(payload.intValue());
            if (broken.get() && payload.intValue() == 3) {
                throw new TaskFailure("Broken", "");
            }
            return payload;
        });
        Execution execution = bench.run(
                """
                "Each": {"Type": "Map", "Items": [1, 2, 3, 4], "MaxConcurrency": 1, "End": true,
                  "ItemProcessor": {"StartAt": "I", "States": {%s}}}""".formatted(task("I", "third", ", \"Output\": \"{% $states.result.Payload * 10 %}\", \"End\": true")),
                "{}");
        assertThat(execution.error()).isEqualTo("Broken");
        assertThat(calls).containsExactly(1, 2, 3);
        broken.set(false);
        bench.stepFunctions.redriveExecution(execution.arn());
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo(json("[10, 20, 30, 40]"));
        assertThat(calls).containsExactly(1, 2, 3, 3, 4);
    }

    @Test
    void abortedAndTimedOutExecutionsAreRedrivenToo() throws Exception {
        AtomicBoolean slow = new AtomicBoolean(true);
        CountDownLatch begun = new CountDownLatch(1);
        bench.function("slow", payload -> {
            begun.countDown();
            if (slow.get()) {
                never.await();
            }
            return payload;
        });
        Execution execution = bench.start(task("S", "slow", ", \"Output\": 1, \"End\": true"), "{}");
        begun.await();
        bench.stepFunctions.stopExecution(execution.arn(), null, null);
        slow.set(false);
        bench.stepFunctions.redriveExecution(execution.arn());
        assertThat(Workbench.end(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void redriveIsRefusedWhileRunningAfterSuccessAndAfterFourteenDays() throws Exception {
        Execution running = bench.start(WAITS, "{}");
        assertNotRedrivable(running, "RUNNING");
        Execution succeeded = bench.run("\"S\": {\"Type\": \"Succeed\"}", "{}");
        assertNotRedrivable(succeeded, "SUCCEEDED");
        Execution failed = bench.run("\"S\": {\"Type\": \"Fail\", \"Error\": \"E\"}", "{}");
        bench.clock.advance(Duration.ofDays(15));
        assertNotRedrivable(failed, "redrivable period");
    }

    private void assertNotRedrivable(Execution execution, String why) {
        assertThatThrownBy(() -> bench.stepFunctions.redriveExecution(execution.arn()))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(why)
                .extracting(error -> ((AwsError) error).code())
                .isEqualTo("ExecutionNotRedrivable");
    }

    @Test
    void everyChangeOfStatusIsToldAsEventBridgeTellsIt() throws Exception {
        Execution execution = bench.run("\"S\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"c\"}", "{\"a\":1}");
        await().until(() -> bench.changes.size() == 2);
        assertThat(bench.changes)
                .extracting(StatusChange::status)
                .containsExactly(ExecutionStatus.RUNNING, ExecutionStatus.FAILED);
        JsonNode event = bench.changes.get(1).event();
        assertThat(event.get("id").textValue()).hasSize(36);
        JsonNode expected = json("""
                {"version": "0", "detail-type": "Step Functions Execution Status Change", "source": "aws.states",
                 "account": "123456789012", "time": "2026-11-22T01:02:03Z", "region": "eu-central-1",
                 "resources": ["ARN"],
                 "detail": {"executionArn": "ARN", "stateMachineArn": "MACHINE", "name": "NAME", "status": "FAILED",
                   "startDate": 1795309323004, "stopDate": 1795309323004, "input": "{\\"a\\":1}",
                   "inputDetails": {"included": true}, "output": null, "outputDetails": null,
                   "stateMachineVersionArn": null, "stateMachineAliasArn": null, "redriveCount": 0,
                   "redriveDate": null, "redriveStatus": "REDRIVABLE", "redriveStatusReason": null,
                   "error": "E", "cause": "c"}}""".replace("ARN\", \"stateM", execution.arn() + "\", \"stateM")
                .replace("[\"ARN\"]", "[\"" + execution.arn() + "\"]")
                .replace("MACHINE", execution.stateMachineArn())
                .replace("NAME", execution.name()));
        event = event.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) event).remove("id");
        assertThat(event).isEqualTo(expected);
    }

    @Test
    void oversizedPayloadKillsTheExecutionAndIsTold() throws Exception {
        bench.function("big", payload -> TextNode.valueOf("x".repeat(300_000)));
        bench.run(task("S", "big", ", \"End\": true"), "{}");
        await().until(() -> bench.changes.size() == 2);
        JsonNode detail = bench.changes.get(1).event().get("detail");
        assertThat(detail.get("status").textValue()).isEqualTo("FAILED");
        assertThat(detail.get("error").textValue()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void payloadThatOutgrowsAnEventIsLeftOut() throws Exception {
        Execution execution = bench.run(
                "\"S\": {\"Type\": \"Succeed\", \"Output\": \"{% 'small' %}\"}", "\"" + "x".repeat(255_000) + "\"");
        await().until(() -> bench.changes.size() == 2);
        JsonNode detail = bench.changes.get(1).event().get("detail");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(detail.get("input").isNull()).isTrue();
        assertThat(detail.at("/inputDetails/included").booleanValue()).isFalse();
        assertThat(detail.get("output").textValue()).isEqualTo("\"small\"");
    }

    @Test
    void lostRegionTellsNobody() {
        Execution execution = bench.start(WAITS, "{}");
        await().until(() -> bench.changes.size() == 1);
        bench.stepFunctions.close();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(types(execution))
                .isEqualTo(List.of("ExecutionStarted", "WaitStateEntered")
                        .subList(0, types(execution).size()));
        assertThat(bench.changes).hasSize(1);
    }
}
