package cognitobackup.drill.summary;

import cognitobackup.drill.judge.Difference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal found.
 *
 * @param scenario which rehearsal, such as {@code region-loss}
 * @param proofs what it showed, in order
 * @param leftOut what could not be shown where it was played, and why
 * @param exports the exports that completed, in order
 * @param imports the imports that completed, in order
 * @param figures what else was counted, by what it is
 * @param differences between source and restored pool, explained and unexplained, where the rehearsal is about them all
 * @param seconds how long it took, from the stage's start
 */
public record Summary(
        String scenario,
        List<Proof> proofs,
        Map<String, String> leftOut,
        List<ExportFigures> exports,
        List<ImportFigures> imports,
        Map<String, Long> figures,
        List<Difference> differences,
        double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Summary {
        proofs = List.copyOf(proofs);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        differences = List.copyOf(differences);
    }

    /** Whether something was shown, all of it holds, and the judge found no difference without a reason. */
    public boolean passed() {
        return !proofs.isEmpty()
                && proofs.stream().allMatch(Proof::holds)
                && differences.stream().noneMatch(Difference::isFault);
    }

    /** The summary for programs; the members are documented in the README. */
    public ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("scenario", scenario);
        json.put("passed", passed());
        json.put("seconds", seconds);
        json.set("proofs", JSON.valueToTree(proofs));
        json.set("leftOut", JSON.valueToTree(leftOut));
        json.set("export", JSON.valueToTree(exports.stream().findFirst().orElse(null)));
        json.set("import", JSON.valueToTree(imports.stream().findFirst().orElse(null)));
        json.set("exports", JSON.valueToTree(exports));
        json.set("imports", JSON.valueToTree(imports));
        json.set("figures", JSON.valueToTree(figures));
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

    /** The summaries of several rehearsals for programs. */
    public static ObjectNode toJson(List<Summary> summaries) {
        ObjectNode json = JSON.createObjectNode();
        json.put("scenario", "all");
        json.put("passed", summaries.stream().allMatch(Summary::passed));
        ArrayNode array = json.putArray("scenarios");
        summaries.forEach(summary -> array.add(summary.toJson()));
        return json;
    }
}
