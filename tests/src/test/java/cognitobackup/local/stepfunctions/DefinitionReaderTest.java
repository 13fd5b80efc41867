package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.definition;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.AwsError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused when a state machine is created: one row, one fault, one refusal that names it and where. */
class DefinitionReaderTest {
    private static final String LAMBDA = "\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Type': 'Succeed', 'Outputs': 1} | Field 'Outputs' is not supported at /States/S/Outputs",
                "{'Type': 'Sleep', 'End': true} | [Task, Pass, Choice, Map, Parallel, Wait, Succeed, Fail] at /States/S/Type",
                "{'End': true} | Missing required field 'Type' at /States/S",
                "{'Type': 'Pass'} | Expected either Next or End at /States/S",
                "{'Type': 'Pass', 'Next': 'S', 'End': true} | Expected either Next or End at /States/S",
                "{'Type': 'Pass', 'Next': 'Missing'} | MISSING_TRANSITION_TARGET: Missing 'Next' target: Missing at /States/S/Next",
                "{'Type': 'Pass', 'Next': 'S'} | MISSING_END_STATE: No terminal state is reachable. at /States",
                "{'Type': 'Pass', 'End': true}, 'T': {'Type': 'Succeed'} | State \"T\" is not reachable. at /States/T",
                "{'Type': 'Pass', 'End': true, 'InputPath': '$'} | field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/S",
                "{'Type': 'Pass', 'End': true, 'QueryLanguage': 'JSONPath'} | 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/S",
                "{'Type': 'Pass', 'End': true, 'Retry': []} | Field 'Retry' is not supported at /States/S/Retry",
                "{'Type': 'Pass', 'End': true, 'Assign': {'states': 1}} | The variable name 'states' is reserved at /States/S/Assign",
                "{'Type': 'Pass', 'End': true, 'Assign': {'a b': 1}} | 'a b' is no variable name",
                "{'Type': 'Pass', 'End': true, 'TimeoutSeconds': 5} | Field 'TimeoutSeconds' is not supported at /States/S/TimeoutSeconds",
                "{'Type': 'Succeed', 'Assign': {'a': 1}} | Field 'Assign' is not supported at /States/S/Assign",
                "{LAMBDA, 'End': true, 'Arguments': {'Payload': 1}} | The field 'FunctionName' is required but was missing at /States/S/Arguments",
                "{LAMBDA, 'End': true, 'TimeoutSeconds': 0} | Expected a whole number from 1 to 99999999 at /States/S/TimeoutSeconds",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': []}]} | Expected an array that is not empty at /States/S/Retry[0]/ErrorEquals",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': ['A'], 'IntervalSeconds': 0}]} | at /States/S/Retry[0]/IntervalSeconds",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': ['A'], 'BackoffRate': 0.5}]} | Expected a number of at least 1.0 at /States/S/Retry[0]/BackoffRate",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': ['A'], 'JitterStrategy': 'HALF'}]} | [FULL, NONE] at /States/S/Retry[0]/JitterStrategy",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': ['A'], 'MaxDelaySeconds': 1}]} | at /States/S/Retry[0]/MaxDelaySeconds",
                "{LAMBDA, 'End': true, 'Retry': [{'ErrorEquals': ['States.ALL', 'A']}]} | States.ALL must appear alone, and in the last place at /States/S/Retry[0]",
                "{LAMBDA, 'End': true, 'Catch': [{'ErrorEquals': ['States.ALL']}]} | Missing required field 'Next' at /States/S/Catch[0]",
                "{LAMBDA, 'End': true, 'Catch': [{'ErrorEquals': ['A'], 'Next': 'No'}]} | Missing 'Next' target: No at /States/S/Catch[0]/Next",
                "{'Type': 'Choice', 'Choices': [], 'Default': 'T'}, 'T': {'Type': 'Succeed'} | Expected an array that is not empty at /States/S/Choices",
                "{'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': 'T'}]}, 'T': {'Type': 'Succeed'} | Expected value of type [STRING] at /States/S/Choices[0]/Condition",
                "{'Type': 'Choice', 'Choices': [{'Condition': 'true', 'Next': 'T'}]}, 'T': {'Type': 'Succeed'} | Expected a JSONata expression at /States/S/Choices[0]/Condition",
                "{'Type': 'Wait', 'End': true} | Expected one of Seconds and Timestamp at /States/S",
                "{'Type': 'Wait', 'End': true, 'Timestamp': 'soon'} | Expected an ISO 8601 timestamp at /States/S/Timestamp",
                "{'Type': 'Map', 'End': true} | Missing required field 'ItemProcessor' at /States/S",
                "{'Type': 'Map', 'End': true, 'ToleratedFailureCount': 1, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Succeed'}}}} | Field 'ToleratedFailureCount' is not supported at /States/S/ToleratedFailureCount",
                "{'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'S', 'States': {'S': {'Type': 'Succeed'}}}} | DUPLICATE_STATE_NAME: Duplicate state name: S at /States/S",
                "{'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Next': 'J'}}}} | Missing 'Next' target: J at /States/S/ItemProcessor/States/I/Next",
                "{'Type': 'Map', 'End': true, 'Assign': {'a': 1}, 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'Assign': {'a': 2}, 'End': true}}}} | The variable 'a' is assigned in an outer scope at /States/S/ItemProcessor/States/I/Assign",
                "{'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'I', 'States': {'I': {'Type': 'Pass', 'End': true, 'Output': '{% x %}'}}}]} | Reference to 'x' at the top level is not supported. at /States/S/Branches[0]/States/I/Output",
            })
    void isInvalid(String state, String problem) {
        assertThatThrownBy(() -> read(state))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(problem)
                .extracting(error -> ((AwsError) error).code())
                .isEqualTo("InvalidDefinition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{LAMBDA, 'End': true, 'HeartbeatSeconds': 5} | HeartbeatSeconds at /States/S",
                "{LAMBDA, 'End': true, 'Arguments': {'FunctionName': 'f', 'InvocationType': 'Event'}} | the argument InvocationType of lambda:invoke at /States/S/Arguments",
                "{LAMBDA, 'End': true, 'Credentials': {}} | Credentials at /States/S",
                "{'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::sqs:sendMessage'} | arn:aws:states:::sqs:sendMessage at /States/S/Resource",
                "{'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken'} | waitForTaskToken at /States/S/Resource",
                "{'Type': 'Map', 'End': true, 'ItemReader': {}} | ItemReader at /States/S",
                "{'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED'}}} | a Map of mode DISTRIBUTED",
                "{'Type': 'Choice', 'Output': 1, 'Choices': [{'Condition': '{% true %}', 'Next': 'T'}]}, 'T': {'Type': 'Succeed'} | a rule without an Output in a Choice with one at /States/S/Choices[0]",
            })
    void isNotBuilt(String state, String what) {
        assertThatThrownBy(() -> read(state))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining(what)
                .extracting(error -> ((AwsError) error).code())
                .isEqualTo("NotImplementedByLocalAws");
    }

    @Test
    void jsonPathIsNotBuiltAndIsTheDefault() {
        assertThatThrownBy(() ->
                        DefinitionReader.read("{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("JSONPath");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> read("{'Type': 'Pass', 'Next': 'Missing', 'Assign': {'states': 1}, 'Nonsense': 1}"))
                .hasMessageContaining("Missing 'Next' target")
                .hasMessageContaining("reserved")
                .hasMessageContaining("Nonsense");
    }

    @Test
    void isNoJson() {
        assertThatThrownBy(() -> DefinitionReader.read("{\"QueryLanguage\": ")).hasMessageContaining("INVALID_JSON");
        assertThatThrownBy(() -> DefinitionReader.read("{\"a\": 1, \"a\": 2}")).hasMessageContaining("Duplicate field");
        assertThatThrownBy(() -> DefinitionReader.read("[]")).hasMessageContaining("JSONPath");
    }

    @Test
    void namesOfStatesHaveAtMostEightyCharacters() {
        String name = "x".repeat(80);
        assertThatCode(() -> DefinitionReader.read(definition("\"" + name + "\": {\"Type\": \"Succeed\"}")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> DefinitionReader.read(definition("\"" + name + "y\": {\"Type\": \"Succeed\"}")))
                .hasMessageContaining("1 to 80 characters");
    }

    @Test
    void isAtMostAMebibyteLong() {
        String comment = "x".repeat(Limits.DEFINITION_BYTES);
        assertThatThrownBy(() -> DefinitionReader.read(
                        definition("\"S\": {\"Type\": \"Succeed\", \"Comment\": \"" + comment + "\"}")))
                .hasMessageContaining("larger than 1048576 bytes");
    }

    @Test
    void timeLimitOfTheWholeIsCheckedToo() {
        assertThatThrownBy(() -> DefinitionReader.read(
                        definition("\"S\": {\"Type\": \"Succeed\"}").replaceFirst("\\{", "{\"TimeoutSeconds\": 0, ")))
                .hasMessageContaining("at /TimeoutSeconds");
    }

    private static Definition read(String state) {
        return DefinitionReader.read(definition("\"S\": "
                + state.replace("LAMBDA", LAMBDA)
                        .replace("'{%", "\"{%")
                        .replace("%}'", "%}\"")
                        .replace('\'', '"')));
    }
}
