package cognitobackup.backup;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One version of a record, wherever it was found, and when it was valid.
 *
 * @param validFrom the export that wrote it
 * @param validTo the export that replaced it; empty while nothing has
 * @param content what the reader keeps of it; empty is a tombstone
 */
record DatedVersion<T>(RunId validFrom, Optional<RunId> validTo, Optional<T> content) {

    /**
     * The rule of snapshots: of a record's versions, the one with the greatest {@code validFrom} that is not later than
     * the export and whose {@code validTo} is. A version found twice, in the item and in history, counts once.
     */
    static <T> Optional<T> validAt(RunId exportId, List<DatedVersion<T>> versions) {
        return versions.stream()
                .filter(version -> version.validAt(exportId))
                .max(Comparator.comparing(DatedVersion::validFrom))
                .flatMap(DatedVersion::content);
    }

    private boolean validAt(RunId exportId) {
        return validFrom.compareTo(exportId) <= 0
                && validTo.filter(end -> end.compareTo(exportId) <= 0).isEmpty();
    }
}
