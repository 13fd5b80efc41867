package cognitobackup.backup;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One import, continued by resumed runs.
 *
 * @param targetUserPoolId the pool that is filled
 * @param importId the import
 * @param status how far it is, in the importer's words
 * @param input what it was asked for, as JSON text in a canonical form, by which the same input is recognised
 * @param snapshot the export whose snapshot was pinned, once it was
 * @param counts numbers by name
 * @param details texts by name
 */
public record ImportItem(
        String targetUserPoolId,
        RunId importId,
        String status,
        String input,
        Optional<RunId> snapshot,
        Map<String, Long> counts,
        Map<String, String> details) {
    public ImportItem {
        Objects.requireNonNull(targetUserPoolId, "targetUserPoolId");
        Objects.requireNonNull(importId, "importId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(snapshot, "snapshot");
        counts = Map.copyOf(counts);
        details = Map.copyOf(details);
    }
}
