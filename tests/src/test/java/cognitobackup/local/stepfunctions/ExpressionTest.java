package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSONata as Step Functions knows it: no more than its 2.0.6, and never undefined. */
class ExpressionTest {
    private static final String INPUT = """
            {"nothing": null, "empty": [], "one": [1], "two": [1, 2], "text": "x", "flags": [{"f": true}, {"f": false}],
             "big": 9007199254740993}""";

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$states.input.nothing | null",
                "$states.input.empty | []",
                "$states.input.one | [1]",
                "$states.input.two | [1, 2]",
                "$states.input.big | 9007199254740993",
                "$exists($states.input.nothing) | true",
                "$exists($states.input.missing) | false",
                "{'a': $states.input.nothing, 'b': $states.input.missing} | {\"a\": null}",
                "[$states.input.nothing, 1] | [null, 1]",
                "$states.input.flags[f].f | true",
                "true in $states.input.flags.f | true",
                "$states.input.two[$ > 1] | 2",
                "$append($states.input.one, $states.input.empty) | [1]",
                "$map($states.input.two, function($v) { $v * 2 }) | [2, 4]",
                "$sum($states.input.two) / 2 | 1.5",
                "( $x := 1; $x + 1 ) | 2",
                "$partition([1,2,3,4,5], 2) | [[1, 2], [3, 4], [5]]",
                "$range(0, 10, 5) | [0, 5, 10]",
                "$range(3, 1, -1) | [3, 2, 1]",
                "$hash('', 'SHA-256') | \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
                "$parse('{\"a\": [1, null]}') | {\"a\": [1, null]}",
                "$length($uuid()) | 36",
                "$random(7) = $random(7) | true",
                "$random() < 1 | true",
                "$states.input.text ? $states.input.text : '' | \"x\"",
                "'a ?? b ?: $eval' | \"a ?? b ?: $eval\"",
            })
    void givesWhatAwsGives(String expression, String expected) throws Exception {
        assertThat(evaluate(expression).output()).isEqualTo(json(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.missing",
                "$states.input.text.deeper",
                "$states.input.two[5]",
                "$states.input.two[$ > 7]",
                "$neverAssigned",
                "$states.result",
                "$partition([1], 0)",
                "$range(1, 5)",
                "$hash('a')",
            })
    void failsWhereThereIsNothing(String expression) throws Exception {
        Execution execution = evaluate(expression);
        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.cause()).contains("'Output'", "returned nothing (undefined)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 'a'",
                "$number('x')",
                "$error('no')",
                "1 / 0",
                "$hash('a', 'SHA-7')",
                "$parse('{')",
                "function($x) { $x }",
                "/a+/",
                "$sum",
                "( $f := function($n) { 1 + $f($n) }; $f(1) )",
            })
    void failsWhereThereIsNoJson(String expression) throws Exception {
        assertThat(evaluate(expression).error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void nestsAHundredLevelsAndNoMore() throws Exception {
        assertThat(evaluate("1" + "+1".repeat(99)).output()).isEqualTo(json("100"));
        assertThat(evaluate("1" + "+1".repeat(100)).error()).isEqualTo("States.QueryEvaluationError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$states.input.a ?? 1 | UNSUPPORTED_JSONATA_EXPRESSION: Operator '??'",
                "$states.input.a ?: 1 | UNSUPPORTED_JSONATA_EXPRESSION: Operator '?:'",
                "[1, $a ?: 1] | UNSUPPORTED_JSONATA_EXPRESSION: Operator '?:'",
                "{'a': 1} ?: 1 | UNSUPPORTED_JSONATA_EXPRESSION: Operator '?:'",
                "$eval('1') | UNSUPPORTED_JSONATA_EXPRESSION: Function '$eval'",
                "$map([1], $eval) | UNSUPPORTED_JSONATA_EXPRESSION: Function '$eval'",
                "phone | UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level",
                "{'a': phone} | UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level",
                "$map($states.input.a, function($x) { b }) | UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'b' at the top level",
                "$ | UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' at the top level",
                "$states.input.a[$$.b] | UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$$'",
                "* | UNSUPPORTED_JSONATA_EXPRESSION: Reference to '*' at the top level",
                "$states.errorOutput.Error | UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput'",
                "a[1,2) | INVALID_JSONATA_EXPRESSION",
                "1 + | INVALID_JSONATA_EXPRESSION",
            })
    void isRefusedWithItsDefinition(String expression, String problem) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("at /States/Say/Output")
                .extracting(error -> ((AwsError) error).code())
                .isEqualTo("InvalidDefinition");
    }

    @Test
    void isRefusedIfItDoesNotEnd() {
        assertThatThrownBy(() -> bench.run("\"Say\": {\"Type\": \"Succeed\", \"Output\": \"{% 1 \"}", "{}"))
                .hasMessageContaining("INVALID_JSONATA_EXPRESSION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Choices[0]/Condition | {\"Type\": \"Choice\", \"Default\": \"End\", \"Choices\": [{\"Condition\": \"{% 1 %}\", \"Next\": \"End\"}]}",
                "Choices[0]/Condition | {\"Type\": \"Choice\", \"Default\": \"End\", \"Choices\": [{\"Condition\": \"{% $states.input.missing %}\", \"Next\": \"End\"}]}",
                "Items | {\"Type\": \"Map\", \"Next\": \"End\", \"Items\": \"{% 'text' %}\", \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}}",
                "Items | {\"Type\": \"Map\", \"Next\": \"End\", \"Items\": \"{% $states.input.missing %}\", \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}}",
                "ItemSelector/a | {\"Type\": \"Map\", \"Next\": \"End\", \"Items\": [1], \"ItemSelector\": {\"a\": \"{% $states.input.missing %}\"}, \"ItemProcessor\": {\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Succeed\"}}}}",
                "Assign/a/b[1] | {\"Type\": \"Pass\", \"Next\": \"End\", \"Assign\": {\"a\": {\"b\": [1, \"{% $states.input.missing %}\"]}}}",
                "Arguments/Payload | {\"Type\": \"Task\", \"Next\": \"End\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Arguments\": {\"FunctionName\": \"f\", \"Payload\": \"{% $states.input.missing %}\"}}",
                "TimeoutSeconds | {\"Type\": \"Task\", \"Next\": \"End\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"TimeoutSeconds\": \"{% '5' %}\", \"Arguments\": {\"FunctionName\": \"f\"}}",
                "Seconds | {\"Type\": \"Wait\", \"Next\": \"End\", \"Seconds\": \"{% -1 %}\"}",
                "Timestamp | {\"Type\": \"Wait\", \"Next\": \"End\", \"Timestamp\": \"{% 'tomorrow' %}\"}",
            })
    void fieldOfAStateTakesOnlyItsType(String field, String state) throws Exception {
        Execution execution = bench.run("\"Say\": " + state + ", \"End\": {\"Type\": \"Succeed\"}", INPUT);
        assertThat(execution.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(execution.history().stream()
                        .filter(event -> event.get("type").textValue().equals("EvaluationFailed"))
                        .map(event -> event.at("/evaluationFailedEventDetails/location")
                                .textValue()))
                .containsExactly(field);
    }

    private Execution evaluate(String expression) throws Exception {
        String output = new ObjectMapper().writeValueAsString("{% " + expression + " %}");
        return bench.run("\"Say\": {\"Type\": \"Pass\", \"End\": true, \"Output\": " + output + "}", INPUT);
    }
}
