package cognitobackup.drill.summary;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an export said of itself.
 *
 * @param exportId the export
 * @param users how many users the snapshot holds
 * @param groups how many groups
 * @param memberships how many memberships
 * @param created how many records were new since the export before
 * @param updated how many had changed
 * @param deleted how many were gone
 * @param apiCalls how many calls of Cognito it took
 * @param seconds how long it took
 */
public record ExportFigures(
        String exportId,
        long users,
        long groups,
        long memberships,
        long created,
        long updated,
        long deleted,
        long apiCalls,
        double seconds) {
    /** Reads the output of the export workflow. */
    public static ExportFigures of(JsonNode output) {
        return new ExportFigures(
                Output.text(output, "exportId"),
                Output.count(output, "users"),
                Output.count(output, "groups"),
                Output.count(output, "memberships"),
                Output.count(output, "created"),
                Output.count(output, "updated"),
                Output.count(output, "deleted"),
                Output.count(output, "apiCalls"),
                Output.number(output, "seconds"));
    }
}
