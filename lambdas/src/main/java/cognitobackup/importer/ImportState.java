package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.RunId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** Of a plan whose users have attributes that the target cannot hold: their names. */
    private static final String LEFT_OUT = "leftOutAttributes";

    /** Of a plan: how many units it has. Plans without it are of the time when all had as many as there are shards. */
    private static final String UNITS = "units";

    /** The attributes that the target cannot hold, or not with all of their values. */
    static List<String> leftOut(ImportItem item) {
        return Optional.ofNullable(item.details().get(LEFT_OUT)).stream()
                .flatMap(text -> Arrays.stream(text.split(" ")))
                .toList();
    }

    /** The same, as a detail of the item. Names of attributes have no spaces. */
    static Map<String, String> leftOut(Collection<String> attributes) {
        return attributes.isEmpty() ? Map.of() : Map.of(LEFT_OUT, String.join(" ", attributes));
    }

    /** What of its snapshot was not whole when it was planned, such as {@code USER a}. */
    static List<String> differing(ImportItem item) {
        return Optional.ofNullable(item.details().get(DIFFERING)).stream()
                .flatMap(text -> Arrays.stream(text.split(", ")))
                .toList();
    }

    /** The same, as a detail of the item. */
    static Map<String, String> differing(List<VerifySnapshot.Progress> verified) {
        String differing =
                verified.stream().flatMap(unit -> unit.differing().stream()).collect(Collectors.joining(", "));
        return differing.isEmpty() ? Map.of() : Map.of(DIFFERING, differing);
    }

    /** Into which units a pinned plan is divided. */
    static Division division(ImportItem item) {
        return Optional.ofNullable(item.details().get(UNITS))
                .map(units -> new Division(Integer.parseInt(units)))
                .orElse(Division.FINEST);
    }

    /** The same, as a detail of the item. */
    static Map<String, String> division(Division division) {
        return Map.of(UNITS, String.valueOf(division.units()));
    }

    boolean of(ImportItem item) {
        return item.status().equals(name());
    }

    ImportItem set(ImportItem item) {
        return set(item, item.counts(), Map.of());
    }

    /** With the snapshot that was chosen in the end. */
    ImportItem set(ImportItem item, RunId snapshot, Map<String, Long> counts, Map<String, String> moreDetails) {
        ImportItem set = set(item, counts, moreDetails);
        return new ImportItem(
                set.targetUserPoolId(),
                set.importId(),
                set.status(),
                set.input(),
                Optional.of(snapshot),
                set.counts(),
                set.details());
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
