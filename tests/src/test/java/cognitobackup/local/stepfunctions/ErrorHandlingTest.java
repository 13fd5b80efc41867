package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static cognitobackup.local.stepfunctions.Workbench.task;
import static cognitobackup.local.stepfunctions.Workbench.types;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retry, Catch, what they match, and what nothing catches. */
class ErrorHandlingTest {
    private static final String CATCH_ALL =
            ", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Caught\"}], \"Next\": \"Fine\"";
    private static final String ENDS = ", \"Caught\": {\"Type\": \"Succeed\"}, \"Fine\": {\"Type\": \"Succeed\"}";

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void retryWaitsLongerEachTimeUpToItsMost() throws Exception {
        AtomicInteger calls = failing("Again", 5);
        Execution execution = bench.run(task("Work", "work", """
                        , "End": true, "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 2, "BackoffRate": 3,
                            "MaxAttempts": 5, "MaxDelaySeconds": 20}]"""), "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(calls).hasValue(6);
        assertThat(bench.waits).containsExactly(seconds(2), seconds(6), seconds(18), seconds(20), seconds(20));
    }

    @Test
    void retryIsTriedThreeTimesFromASecondOnUnlessItSaysOtherwise() throws Exception {
        failing("Again", 9);
        Execution execution = bench.run(
                task("Work", "work", ", \"End\": true, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}]"), "{}");
        assertThat(execution.error()).isEqualTo("Again");
        assertThat(bench.waits).containsExactly(seconds(1), seconds(2), seconds(4));
    }

    @Test
    void fullJitterWaitsAtMostAsLong() throws Exception {
        failing("Again", 9);
        bench.run(task("Work", "work", """
                        , "End": true, "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 100, "MaxAttempts": 8,
                            "BackoffRate": 1, "JitterStrategy": "FULL"}]"""), "{}");
        assertThat(bench.waits).hasSize(8).allMatch(wait -> wait.compareTo(seconds(100)) <= 0);
        assertThat(bench.waits).doesNotHaveDuplicates();
    }

    @Test
    void eachRetrierCountsForItselfAndTheFirstThatMatchesDecides() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        String[] errors = {"A", "B", "A", "B", "A"};
        bench.function("work", payload -> {
            throw new TaskFailure(errors[calls.getAndIncrement()], "");
        });
        Execution execution = bench.run(task("Work", "work", """
                                , "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 2},
                                            {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}]""" + CATCH_ALL) + ENDS, "{}");
        assertThat(calls).hasValue(5);
        assertThat(execution.output().get("Error").textValue()).isEqualTo("A");
    }

    @Test
    void firstCatcherThatMatchesIsTaken() throws Exception {
        failing("Mine", 1);
        Execution execution = bench.run(
                task("Work", "work", """
                        , "Catch": [{"ErrorEquals": ["Other"], "Next": "Fine"},
                                    {"ErrorEquals": ["Mine"], "Output": 1, "Assign": {"e": "{% $states.errorOutput.Error %}"},
                                     "Next": "Caught"},
                                    {"ErrorEquals": ["States.ALL"], "Output": 2, "Next": "Fine"}], "Next": "Fine"
                        """)
                        + ", \"Caught\": {\"Type\": \"Succeed\", \"Output\": \"{% $e & $states.input %}\"},"
                        + " \"Fine\": {\"Type\": \"Succeed\"}",
                "{}");
        assertThat(execution.output()).isEqualTo(TextNode.valueOf("Mine1"));
    }

    @Test
    void errorOfAFunctionIsItsTypeAndTheCauseItsWholeAnswer() throws Exception {
        String answer = "{\"errorMessage\":\"no\",\"errorType\":\"a.B\",\"stackTrace\":[\"a.B.c(B.java:1)\"]}";
        bench.function("work", payload -> {
            throw TaskFailure.ofFunction(json(answer));
        });
        Execution execution = bench.run(task("Work", "work", CATCH_ALL) + ENDS, "{}");
        assertThat(execution.output().get("Error").textValue()).isEqualTo("a.B");
        assertThat(execution.output().get("Cause").textValue()).isEqualTo(answer);
    }

    @Test
    void functionOutOfReachIsAClientExceptionOfLambda() throws Exception {
        bench.function("work", payload -> {
            throw new IllegalStateException("refused");
        });
        Execution execution = bench.run(task("Work", "work", CATCH_ALL) + ENDS, "{}");
        assertThat(execution.output().get("Error").textValue()).isEqualTo("Lambda.SdkClientException");
    }

    @Test
    void taskThatTakesTooLongTimesOutWithoutACause() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        bench.function("work", payload -> {
            never.await();
            return payload;
        });
        Execution execution = bench.run(
                task("Work", "work", ", \"TimeoutSeconds\": \"{% $states.input.limit %}\"" + CATCH_ALL) + ENDS,
                "{\"limit\": 1}");
        assertThat(execution.output()).isEqualTo(json("{\"Error\": \"States.Timeout\"}"));
        assertThat(types(execution)).contains("TaskTimedOut");
        never.countDown();
    }

    @Test
    void taskFailedMatchesEverythingButATimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        bench.function("slow", payload -> {
            never.await();
            return payload;
        });
        failing("Anything", 9);
        String catcher =
                ", \"Next\": \"Fine\", \"Catch\": [{\"ErrorEquals\": [\"States.TaskFailed\"], \"Next\": \"Caught\"}]";
        assertThat(bench.run(task("Work", "work", catcher) + ENDS, "{}").status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        Execution late = bench.run(task("Work", "slow", ", \"TimeoutSeconds\": 1" + catcher) + ENDS, "{}");
        assertThat(late.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(late.error()).isEqualTo("States.Timeout");
        assertThat(late.cause()).isNull();
        never.countDown();
    }

    @Test
    void evaluationErrorIsCaughtLikeAnyOther() throws Exception {
        bench.function("work", payload -> IntNode.valueOf(1));
        Execution execution = bench.run(
                task("Work", "work", ", \"Output\": \"{% $states.result.Payload.missing %}\"" + CATCH_ALL) + ENDS,
                "{}");
        assertThat(execution.output().get("Error").textValue()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.output().get("Cause").textValue())
                .isEqualTo(
                        "An error occurred while executing the state 'Work' (entered at the event id #2). The JSONata"
                                + " expression '$states.result.Payload.missing' specified for the field 'Output' returned nothing"
                                + " (undefined).");
        assertThat(types(execution)).contains("EvaluationFailed");
    }

    @Test
    void oversizedAnswerEndsTheExecutionWhateverCatches() throws Exception {
        bench.function("work", payload -> TextNode.valueOf("x".repeat(Limits.PAYLOAD_BYTES)));
        Execution execution = bench.run(
                task("Work", "work", ", \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}]" + CATCH_ALL) + ENDS, "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
        assertThat(bench.waits).isEmpty();
    }

    @Test
    void oversizedIterationEndsTheExecutionThoughItsMapCatches() throws Exception {
        bench.function("work", payload -> TextNode.valueOf("x".repeat(Limits.PAYLOAD_BYTES)));
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": [1], "ItemProcessor": {"StartAt": "One", "States": {%s}}%s}%s""".formatted(task("One", "work", ", \"End\": true"), CATCH_ALL, ENDS), "{}");
        assertThat(execution.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void choiceWithoutAMatchFailsTheExecution() throws Exception {
        Execution execution = bench.run("""
                "Which": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "Fine"}]},
                "Fine": {"Type": "Succeed"}""", "{}");
        assertThat(execution.error()).isEqualTo("States.NoChoiceMatched");
    }

    @Test
    void failSaysItsErrorAndCause() throws Exception {
        Execution execution = bench.run(
                "\"No\": {\"Type\": \"Fail\", \"Error\": \"{% $states.input.e %}\", \"Cause\": \"because\"}",
                "{\"e\": \"Mine\"}");
        assertThat(execution.error()).isEqualTo("Mine");
        assertThat(execution.cause()).isEqualTo("because");
        assertThat(types(execution)).containsExactly("ExecutionStarted", "FailStateEntered", "ExecutionFailed");
    }

    /** A function that fails so often, then gives 1. */
    private AtomicInteger failing(String error, int times) {
        AtomicInteger calls = new AtomicInteger();
        bench.function("work", payload -> {
            if (calls.incrementAndGet() <= times) {
                throw new TaskFailure(error, "failure " + calls);
            }
            return IntNode.valueOf(1);
        });
        return calls;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
