package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static cognitobackup.local.stepfunctions.Workbench.task;
import static cognitobackup.local.stepfunctions.Workbench.types;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each type of state does, driven through small definitions. */
class InterpreterTest {
    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void taskGivesTheFunctionsAnswerInsideTheInvocation() throws Exception {
        bench.function("double", payload -> IntNode.valueOf(2 * payload.get("n").intValue()));
        Execution execution = bench.run(
                task("Double", "double", ", \"Output\": \"{% $states.result.Payload %}\", \"End\": true"),
                "{\"n\": 21}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution.output()).isEqualTo(json("42"));
        assertThat(types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
    }

    @Test
    void taskByTheFunctionsOwnArnGivesThePlainAnswer() throws Exception {
        bench.function("double", payload -> IntNode.valueOf(2 * payload.intValue()));
        Execution execution = bench.run("""
                "Double": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:lambda:eu-central-1:123456789012:function:double"}""", "21");
        assertThat(execution.output()).isEqualTo(json("42"));
        assertThat(types(execution))
                .contains("LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded");
    }

    @Test
    void taskIsRepeatedUntilItSaysThatItIsDone() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        bench.function("work", payload -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            int page = payload.path("progress").path("page").asInt();
            calls.incrementAndGet();
            answer.put("done", page == 3);
            answer.putObject("progress").put("page", page + 1);
            return answer;
        });
        Execution execution = bench.run(
                task("Work", "work", ", \"Output\": \"{% $states.result.Payload %}\", \"Next\": \"Done\"") + """
                        , "Done": {"Type": "Choice",
                            "Choices": [{"Condition": "{% $states.input.done %}", "Next": "End"}], "Default": "Work"},
                        "End": {"Type": "Succeed", "Output": "{% $states.input.progress %}"}""",
                "{\"progress\": null}");
        assertThat(execution.output()).isEqualTo(json("{\"page\": 4}"));
        assertThat(calls).hasValue(4);
    }

    @Test
    void mapKeepsTheOrderOfItsItemsAndSelectsTheirInput() throws Exception {
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": "{% $states.input.items %}",
                  "ItemSelector": {"item": "{% $states.context.Map.Item.Value %}",
                                   "index": "{% $states.context.Map.Item.Index %}", "all": "{% $states.input %}"},
                  "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true,
                    "Output": "{% $states.input.item & $states.input.index & $count($states.input.all.items) %}"}}},
                  "End": true}""", "{\"items\": [\"a\", \"b\", \"c\"]}");
        assertThat(execution.output()).isEqualTo(json("[\"a03\", \"b13\", \"c23\"]"));
        assertThat(types(execution)).contains("MapStateStarted", "MapIterationStarted", "MapIterationSucceeded");
    }

    @Test
    void mapWithoutItemsHasNothingToDo() throws Exception {
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "End": true,
                  "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Succeed"}}}}""", "[]");
        assertThat(execution.output()).isEqualTo(json("[]"));
    }

    @Test
    void mapRunsAtMostFortyIterationsAtOnceWhateverItSays() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        bench.function("slow", payload -> {
            seen.add(atOnce.incrementAndGet());
            TimeUnit.MILLISECONDS.sleep(50);
            atOnce.decrementAndGet();
            return payload;
        });
        for (int most : List.of(0, 1000)) {
            bench.run("""
                    "Each": {"Type": "Map", "Items": "{%% [1..100] %%}", "MaxConcurrency": %d, "Output": {}, "End": true,
                      "ItemProcessor": {"StartAt": "One", "States": {%s}}}""".formatted(most, task("One", "slow", ", \"Output\": 1, \"End\": true")), "{}");
        }
        assertThat(new TreeSet<>(seen).last()).isEqualTo(40);
    }

    @Test
    void mapKeepsToItsMaxConcurrency() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        Set<Integer> seen = new ConcurrentSkipListSet<>();
        bench.function("slow", payload -> {
            seen.add(atOnce.incrementAndGet());
            TimeUnit.MILLISECONDS.sleep(20);
            atOnce.decrementAndGet();
            return payload;
        });
        bench.run("""
                "Each": {"Type": "Map", "Items": [1, 2, 3, 4, 5, 6], "MaxConcurrency": "{%% 1 + 1 %%}", "End": true,
                  "ItemProcessor": {"StartAt": "One", "States": {%s}}}""".formatted(task("One", "slow", ", \"Output\": 1, \"End\": true")), "{}");
        assertThat(seen).contains(2).doesNotContain(3);
    }

    @Test
    void mapFailsWithItsFirstFailureAndEndsTheOthers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CyclicBarrier both = new CyclicBarrier(2);
        bench.function("half", payload -> {
            both.await(10, TimeUnit.SECONDS);
            if (payload.intValue() == 1) {
                never.await();
            }
            throw new TaskFailure("Boom", "of item " + payload);
        });
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": [0, 1],
                  "ItemProcessor": {"StartAt": "One", "States": {%s}},
                  "Catch": [{"ErrorEquals": ["Boom"], "Output": "{%% $states.errorOutput %%}", "Next": "Caught"}],
                  "End": true}, "Caught": {"Type": "Succeed"}""".formatted(task("One", "half", ", \"End\": true")), "{}");
        assertThat(execution.output()).isEqualTo(json("{\"Error\": \"Boom\", \"Cause\": \"of item 0\"}"));
        assertThat(types(execution)).contains("MapIterationFailed", "MapIterationAborted", "MapStateFailed");
        never.countDown();
    }

    @Test
    void iterationThatCatchesItsFailureReturnsItAndTheOthersGoOn() throws Exception {
        bench.function("odd", payload -> {
            if (payload.intValue() % 2 == 0) {
                throw TaskFailure.ofFunction(
                        json(
                                "{\"errorMessage\": \"even\", \"errorType\": \"java.lang.IllegalStateException\", \"stackTrace\": []}"));
            }
            return payload;
        });
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": [1, 2, 3],
                  "ItemProcessor": {"StartAt": "One", "States": {%s, "Ended": {"Type": "Succeed"}}},
                  "Next": "Any"},
                "Any": {"Type": "Choice", "Choices": [
                    {"Condition": "{%% $exists($states.input.failed) %%}",
                     "Assign": {"failure": "{%% ($states.input.failed)[0] %%}"}, "Next": "Failed"}],
                  "Default": "Fine"},
                "Fine": {"Type": "Succeed"},
                "Failed": {"Type": "Fail", "Error": "{%% $failure.error %%}", "Cause": "{%% $failure.cause %%}"}""".formatted(task("One", "odd", """
                                , "Output": {"fine": true}, "Next": "Ended",
                                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Ended", "Output": {"failed": {
                                  "error": "{% $states.errorOutput.Error %}",
                                  "cause": "{% $parse($states.errorOutput.Cause).errorMessage %}"}}}]""")), "{}");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).isEqualTo("java.lang.IllegalStateException");
        assertThat(execution.cause()).isEqualTo("even");
    }

    @Test
    void parallelGivesTheOutputsOfItsBranchesInOrder() throws Exception {
        Execution execution = bench.run("""
                "Both": {"Type": "Parallel", "Arguments": {"n": "{% $states.input + 1 %}"}, "End": true,
                  "Branches": [
                    {"StartAt": "L", "States": {"L": {"Type": "Pass", "Output": "{% $states.input.n %}", "End": true}}},
                    {"StartAt": "R", "States": {"R": {"Type": "Pass", "Output": "{% -$states.input.n %}", "End": true}}}]}""", "1");
        assertThat(execution.output()).isEqualTo(json("[2, -2]"));
    }

    @Test
    void parallelFailsWithTheErrorOfItsBranch() throws Exception {
        Execution execution = bench.run("""
                "Both": {"Type": "Parallel", "End": true,
                  "Branches": [
                    {"StartAt": "L", "States": {"L": {"Type": "Wait", "Seconds": 1, "End": true}}},
                    {"StartAt": "R", "States": {"R": {"Type": "Fail", "Error": "Broken", "Cause": "so"}}}]}""", "{}");
        assertThat(execution.error()).isEqualTo("Broken");
        assertThat(execution.cause()).isEqualTo("so");
    }

    @Test
    void waitTakesSecondsOrATimestampEvaluatedToo() throws Exception {
        bench.run("""
                "A": {"Type": "Wait", "Seconds": 7, "Next": "B"},
                "B": {"Type": "Wait", "Seconds": "{% $states.input.seconds %}", "Next": "C"},
                "C": {"Type": "Wait", "Timestamp": "2026-11-22T01:02:13.004Z", "Next": "D"},
                "D": {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00+01:00", "End": true}""", "{\"seconds\": 5}");
        assertThat(bench.waits)
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ZERO);
    }

    @Test
    void variablesAreReadAsTheyWereWhenTheStateWasEntered() throws Exception {
        Execution execution = bench.run("""
                "A": {"Type": "Pass", "Assign": {"n": 1}, "Next": "B"},
                "B": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}", "m": "{% $n * 10 %}"},
                      "Output": "{% $n %}", "Next": "C"},
                "C": {"Type": "Succeed", "Output": "{% [$states.input, $n, $m] %}"}""", "{}");
        assertThat(execution.output()).isEqualTo(json("[1, 2, 10]"));
        assertThat(execution
                        .history()
                        .get(4)
                        .at("/stateExitedEventDetails/assignedVariables/m")
                        .textValue())
                .isEqualTo("10");
    }

    @Test
    void innerScopesReadOuterVariablesAndKeepTheirOwn() throws Exception {
        Execution execution = bench.run("""
                "A": {"Type": "Pass", "Assign": {"factor": 10}, "Next": "Each"},
                "Each": {"Type": "Map", "Items": [1, 2],
                  "ItemProcessor": {"StartAt": "Own", "States": {
                    "Own": {"Type": "Pass", "Assign": {"own": "{% $factor * $states.input %}"}, "Next": "Tell"},
                    "Tell": {"Type": "Pass", "Output": "{% $own %}", "End": true}}},
                  "Next": "After"},
                "After": {"Type": "Succeed", "Output": {"each": "{% $states.input %}", "own": "{% $exists($own) %}"}}""", "{}");
        assertThat(execution.output()).isEqualTo(json("{\"each\": [10, 20], \"own\": false}"));
    }

    @Test
    void contextTellsTheExecutionAndTheRetries() throws Exception {
        ConcurrentLinkedQueue<JsonNode> seen = new ConcurrentLinkedQueue<>();
        bench.function("fails", payload -> {
            seen.add(payload);
            throw new TaskFailure("Again", "");
        });
        Execution execution = bench.run("""
                "Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                  "Arguments": {"FunctionName": "fails", "Payload": "{% $states.context %}"},
                  "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 1}]}""", "{\"a\": 1}");
        assertThat(seen).hasSize(2);
        JsonNode first = seen.poll();
        assertThat(first.at("/Execution/Id").textValue()).isEqualTo(execution.arn());
        assertThat(first.at("/Execution/Input")).isEqualTo(json("{\"a\": 1}"));
        assertThat(first.at("/Execution/StartTime").textValue()).isEqualTo("2026-11-22T01:02:03.004Z");
        assertThat(first.at("/State/RetryCount").intValue()).isZero();
        assertThat(seen.poll().at("/State/RetryCount").intValue()).isEqualTo(1);
    }
}
