package cognitobackup.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
    /** A state with its name. */
    private record State(String name, JsonObject body) {
        String type() {
            return body.get("Type").getAsString();
        }
    }

    @Test
    void valuesTakeTheirPlaces() {
        assertThat(new Definition("a ${One} b ${Two} ${One}").with(Map.of("One", "1$", "Two", "2")))
                .isEqualTo("a 1$ b 2 1$");
    }

    @Test
    void aPlaceWithoutAValueIsRefused() {
        assertThatThrownBy(() -> new Definition("${One} ${Two}").with(Map.of("One", "1")))
                .hasMessage("The workflow definition has no value for ${Two}.");
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void theWorkflowEndsByItselfAndSoDoesEveryTask(String workflow) {
        assertThat(definition(workflow).get("TimeoutSeconds").getAsInt()).isPositive();
        assertThat(states(workflow, "Task")).isNotEmpty().allSatisfy(task -> assertThat(
                        task.body().get("TimeoutSeconds").getAsInt())
                .as(task.name())
                .isGreaterThan(900));
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void everyTaskIsRetriedWithJitterOnWhatPassesAndOnNothingElse(String workflow) {
        assertThat(states(workflow, "Task")).allSatisfy(task -> assertThat(
                        task.body().getAsJsonArray("Retry"))
                .as(task.name())
                .singleElement()
                .satisfies(retry -> {
                    assertThat(retry.getAsJsonObject().get("JitterStrategy").getAsString())
                            .isEqualTo("FULL");
                    assertThat(strings(retry.getAsJsonObject().getAsJsonArray("ErrorEquals")))
                            .containsExactly(
                                    "Lambda.ServiceException",
                                    "Lambda.AWSLambdaException",
                                    "Lambda.SdkClientException",
                                    "Lambda.TooManyRequestsException",
                                    "Lambda.Unknown",
                                    "Sandbox.Timedout",
                                    "cognitobackup.function.TemporaryFailure");
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void everyTaskAndEveryMapCatchesItsFailure(String workflow) {
        assertThat(Stream.concat(states(workflow, "Task").stream(), states(workflow, "Map").stream()))
                .allSatisfy(state -> assertThat(strings(state.body()
                                .getAsJsonArray("Catch")
                                .get(0)
                                .getAsJsonObject()
                                .getAsJsonArray("ErrorEquals")))
                        .as(state.name())
                        .containsExactly("States.ALL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void aFailedIterationEndsAsAResultThatTheNextStateLooksAt(String workflow) {
        assertThat(states(workflow, "Map")).isNotEmpty().allSatisfy(map -> {
            assertThat(map.body().get("MaxConcurrency").getAsInt()).isBetween(1, 40);
            var inner = map.body().getAsJsonObject("ItemProcessor").getAsJsonObject("States");
            inner.entrySet().stream()
                    .map(Map.Entry::getValue)
                    .map(JsonElement::getAsJsonObject)
                    .filter(state -> state.get("Type").getAsString().equals("Task"))
                    .forEach(task ->
                            assertThat(failure(map.body(), task).has("failed")).isTrue());
            var next = definition(workflow)
                    .getAsJsonObject("States")
                    .getAsJsonObject(map.body().get("Next").getAsString());
            var first = next.getAsJsonArray("Choices").get(0).getAsJsonObject();
            assertThat(first.get("Condition").getAsString()).isEqualTo("{% $exists($states.input.failed) %}");
            assertThat(first.get("Next").getAsString()).isEqualTo("ReleaseRunLockAfterFailure");
        });
    }

    /** What a failed iteration puts into the Map's output, by itself or as one of its units, which the Map spreads out. */
    private static JsonObject failure(JsonObject map, JsonObject task) {
        var output = task.getAsJsonArray("Catch").get(0).getAsJsonObject().getAsJsonObject("Output");
        if (!output.has("units")) {
            return output;
        }
        assertThat(map.get("Output").getAsString()).isEqualTo("{% [$states.result.units] %}");
        return output.getAsJsonArray("units").get(0).getAsJsonObject();
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void namesOfStatesAreUniqueThroughoutAndTheFirstExists(String workflow) {
        assertThat(states(workflow)).extracting(State::name).doesNotHaveDuplicates();
        assertThat(definition(workflow).getAsJsonObject("States").keySet())
                .contains(definition(workflow).get("StartAt").getAsString());
    }

    /** Step Functions has JSONata 2.0.6, to which these are unknown, and gives no access to $eval. */
    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void expressionsUseNothingThatStepFunctionsLacks(String workflow) {
        assertThat(text(workflow)).doesNotContain("??", "?:", "$eval");
    }

    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void everyPlaceIsAFunctionsArnOrThePartition(String workflow) {
        var handlers = Stream.of(Handler.values()).map(handler -> handler.functionName() + "FunctionArn");
        assertThat(new Definition(text(workflow)).placeholders())
                .isSubsetOf(Stream.concat(handlers, Stream.of("Partition")).toList());
    }

    /** A variable of an inner scope that has the name of an outer one is refused; a function's name would hide it. */
    @ParameterizedTest
    @ValueSource(strings = {Workflow.EXPORT, Workflow.IMPORT})
    void variablesHideNoFunctionOfJsonata(String workflow) {
        var names = new ArrayList<String>();
        Pattern.compile("\"Assign\": \\{([^{}]*)")
                .matcher(text(workflow))
                .results()
                .forEach(assign -> Pattern.compile("\"(\\w+)\":")
                        .matcher(assign.group(1))
                        .results()
                        .forEach(name -> names.add(name.group(1))));
        assertThat(names).contains("run").doesNotContain("round", "count", "sum", "length", "states", "type", "map");
    }

    private static String text(String workflow) {
        return Definition.ofResource(workflow + ".asl.json").text();
    }

    private static JsonObject definition(String workflow) {
        return JsonParser.parseString(text(workflow)).getAsJsonObject();
    }

    private static List<State> states(String workflow) {
        return states(definition(workflow).getAsJsonObject("States")).toList();
    }

    private static List<State> states(String workflow, String type) {
        return states(workflow).stream()
                .filter(state -> state.type().equals(type))
                .toList();
    }

    private static Stream<State> states(JsonObject states) {
        return states.entrySet().stream().flatMap(entry -> {
            var state = new State(entry.getKey(), entry.getValue().getAsJsonObject());
            var inner = state.body().getAsJsonObject("ItemProcessor");
            return Stream.concat(
                    Stream.of(state), inner == null ? Stream.empty() : states(inner.getAsJsonObject("States")));
        });
    }

    private static List<String> strings(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }
}
