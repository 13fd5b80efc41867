package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.RunId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far an import is: the statuses of its item, and what the item carries. */
enum ImportState {
    /** Nothing was done to the target. */
    STARTED,
    /** The plan is pinned: the target may have been changed, and only this import may go on with it. */
    PINNED,
    /** The report is written. */
    FINISHED,
    /** Left behind by an import that was started with {@code restart}. */
    ABANDONED;

    static final String REPORT = "report";

    /** Of a plan that was made of a snapshot that is not whole: the kinds and shards that differ from its manifest. */
    static final String DIFFERING = "differing";

    boolean of(ImportItem item) {
        return item.status().equals(name());
    }

    ImportItem set(ImportItem item) {
        return set(item, item.counts(), Map.of());
    }

    ImportItem set(ImportItem item, Map<String, Long> counts, Map<String, String> moreDetails) {
        Map<String, String> details = new HashMap<>(item.details());
        details.putAll(moreDetails);
        return new ImportItem(
                item.targetUserPoolId(), item.importId(), name(), item.input(), item.snapshot(), counts, details);
    }

    static ImportItem started(ImportInput input, RunId importId, RunId exportId) {
        return new ImportItem(
                input.targetUserPoolId(),
                importId,
                STARTED.name(),
                input.fingerprint(),
                Optional.of(exportId),
                Map.of(),
                Map.of());
    }
}
