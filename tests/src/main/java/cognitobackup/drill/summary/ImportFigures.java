package cognitobackup.drill.summary;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an import said of itself.
 *
 * @param importId the import
 * @param planned how many users the plan had
 * @param restored how many are in the target and equal
 * @param failed how many are not
 * @param skipped how many were there before, or cannot be restored by rule
 * @param groups how many groups were restored
 * @param memberships how many memberships were restored
 * @param apiCalls how many calls of Cognito it took
 * @param seconds how long it took
 */
public record ImportFigures(
        String importId,
        long planned,
        long restored,
        long failed,
        long skipped,
        long groups,
        long memberships,
        long apiCalls,
        double seconds) {
    /** Reads the output of the import workflow. */
    public static ImportFigures of(JsonNode output) {
        return new ImportFigures(
                Output.text(output, "importId"),
                Output.count(output, "planned"),
                Output.count(output, "restored"),
                Output.count(output, "failed"),
                Output.count(output, "skipped"),
                Output.count(output, "groups"),
                Output.count(output, "memberships"),
                Output.count(output, "apiCalls"),
                Output.number(output, "seconds"));
    }
}
