package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's limits, each from both sides. */
class LimitsTest {
    private static final int BYTES = Limits.PAYLOAD_BYTES;

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void inputHasAtMost256KiB() throws Exception {
        assertThat(bench.run("\"S\": {\"Type\": \"Succeed\"}", text(BYTES)).status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThatThrownBy(() -> bench.run("\"S\": {\"Type\": \"Succeed\"}", text(BYTES + 1)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("262144");
    }

    @Test
    void bytesAreCountedAndNotCharacters() throws Exception {
        assertThatThrownBy(() -> bench.run("\"S\": {\"Type\": \"Succeed\"}", "\"" + "é".repeat(BYTES / 2) + "\""))
                .isInstanceOf(AwsError.class);
    }

    /** The field doubles what is a little more than half of what is allowed, or exactly half of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Type': 'Pass', 'Output': DOUBLE, 'Next': 'End'",
                "'Type': 'Pass', 'Output': 1, 'Assign': {'v': DOUBLE}, 'Next': 'End'",
                "'Type': 'Task', 'Resource': 'arn:aws:lambda:eu-central-1:123456789012:function:one', 'Arguments': DOUBLE, 'Next': 'End'",
                "'Type': 'Map', 'Items': [1], 'ItemSelector': DOUBLE, 'Output': 1, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Output': 1, 'End': true}}}, 'Next': 'End'",
                "'Type': 'Map', 'Items': [1, 2], 'Output': 1, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Output': {'a': SINGLE}, 'End': true}}}, 'Next': 'End'",
                "'Type': 'Parallel', 'Arguments': DOUBLE, 'Output': 1, 'Branches': [{'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Output': 1, 'End': true}}}], 'Next': 'End'",
            })
    void everyPayloadOfAStateHasAtMost256KiB(String state) throws Exception {
        bench.function("one", payload -> IntNode.valueOf(1));
        String states = ("'S': {" + state + "}, 'End': {'Type': 'Succeed'}")
                .replace("SINGLE", "'{% $states.context.Execution.Input %}'")
                .replace("DOUBLE", "'{% $states.input & $states.input %}'")
                .replace('\'', '"');
        Execution fits = bench.run(states, text(BYTES / 2 - 20));
        assertThat(fits.status()).as(fits.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        Execution outgrown = bench.run(states, text(BYTES / 2 + 20));
        assertThat(outgrown.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outgrown.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void variablesOfAnExecutionHaveAtMost10MiB() throws Exception {
        StringBuilder states = new StringBuilder();
        for (int i = 0; i < 45; i++) {
            states.append(
                    "\"S%d\": {\"Type\": \"Pass\", \"Assign\": {\"v%d\": \"{%% $states.input %%}\"}, \"Next\": \"S%d\"}, "
                            .formatted(i, i, i + 1));
        }
        states.append("\"S45\": {\"Type\": \"Succeed\", \"Output\": 1}");
        assertThat(bench.run(states.toString(), text(200_000)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.run(states.toString(), text(250_000)).error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void variablesOfEndedIterationsCountNoLonger() throws Exception {
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": "{% [1..100] %}", "ItemSelector": "{% $states.input %}", "MaxConcurrency": 2,
                  "Output": 1, "End": true, "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "Assign": {"v": "{% $states.input %}"}, "Output": 1, "End": true}}}}""", text(200_000));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void historyEndsWithTheEventThatSaysThatItIsFull() throws Exception {
        Execution execution = bench.run("""
                "Loop": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "End"}], "Default": "Loop"},
                "End": {"Type": "Succeed"}""", "{}");
        List<ObjectNode> history = execution.history();
        assertThat(history).hasSize(25_000);
        assertThat(history.get(24_998).get("type").textValue()).isEqualTo("ChoiceStateExited");
        assertThat(history.get(24_999).get("type").textValue()).isEqualTo("ExecutionFailed");
        assertThat(history.get(24_999).get("previousEventId").intValue()).isEqualTo(24_999);
        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.cause()).isEqualTo("The execution reached the maximum number of history events (25000).");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void fullHistoryIsCaughtByNothing() throws Exception {
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": "{% [1..50] %}",
                  "ItemProcessor": {"StartAt": "Loop", "States": {
                    "Loop": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "I"}], "Default": "Loop"},
                    "I": {"Type": "Succeed"}}},
                  "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}], "Next": "End"},
                "End": {"Type": "Succeed"}""", "{}");
        assertThat(execution.error()).isEqualTo("States.Runtime");
        assertThat(execution.history()).hasSize(25_000);
    }

    @Test
    void fiveEventsForATaskCountAsAtAws() throws Exception {
        bench.function("one", payload -> IntNode.valueOf(1));
        Execution execution = bench.run("""
                "Each": {"Type": "Map", "Items": [1, 2, 3], "End": true, "ItemProcessor": {"StartAt": "I", "States": {%s}}}""".formatted(task("I", "one", ", \"Output\": 1, \"End\": true")), "{}");
        // The execution's start and end, entered, started, succeeded and exited of the Map, and 7 for each iteration.
        assertThat(execution.history()).hasSize(2 + 4 + 3 * 7);
    }

    /** A JSON string that takes so many bytes, quotes included. */
    private static String text(int bytes) {
        return "\"" + "x".repeat(bytes - 2) + "\"";
    }
}
