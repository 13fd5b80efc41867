package cognitobackup.drill.summary;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the output of a workflow; a member that is not there is a fault of the product and said so. */
final class Output {
    private Output() {}

    static String text(JsonNode output, String member) {
        return member(output, member, output.path(member).isTextual()).textValue();
    }

    static long count(JsonNode output, String member) {
        return member(output, member, output.path(member).isIntegralNumber()).longValue();
    }

    static double number(JsonNode output, String member) {
        return member(output, member, output.path(member).isNumber()).doubleValue();
    }

    private static JsonNode member(JsonNode output, String member, boolean asExpected) {
        if (!asExpected) {
            throw new IllegalStateException("The workflow's output has no proper \"" + member + "\": " + output);
        }
        return output.path(member);
    }
}
