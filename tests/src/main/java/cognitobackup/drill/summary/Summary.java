package cognitobackup.drill.summary;

import cognitobackup.drill.judge.Difference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a rehearsal found.
 *
 * @param scenario which rehearsal, such as {@code region-loss}
 * @param faults what was wrong beside the differences, each a sentence
 * @param exported the export of the source pool, empty if it never completed
 * @param imported the import into the target pool, empty if it never completed
 * @param differences between source and restored pool, explained and unexplained
 */
public record Summary(
        String scenario,
        List<String> faults,
        Optional<ExportFigures> exported,
        Optional<ImportFigures> imported,
        List<Difference> differences) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Summary {
        faults = List.copyOf(faults);
        differences = List.copyOf(differences);
    }

    /** Whether the restored pool is the source, but for differences with a reason, and nothing else was wrong. */
    public boolean passed() {
        return faults.isEmpty()
                && exported.isPresent()
                && imported.isPresent()
                && differences.stream().noneMatch(Difference::isFault);
    }

    /** The summary for programs; the members are documented in the README. */
    public ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("scenario", scenario);
        json.put("passed", passed());
        json.set("export", JSON.valueToTree(exported.orElse(null)));
        json.set("import", JSON.valueToTree(imported.orElse(null)));
        ArrayNode array = json.putArray("differences");
        for (Difference difference : differences) {
            ObjectNode entry = array.addObject();
            entry.put("identity", difference.identity());
            entry.put("field", difference.field());
            entry.put("expected", difference.expected().orElse(null));
            entry.put("actual", difference.actual().orElse(null));
            entry.put("reason", difference.reason().map(Enum::name).orElse(null));
        }
        return json;
    }
}
