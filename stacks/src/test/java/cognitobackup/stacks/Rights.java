package cognitobackup.stacks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the roles of a run of the program may do. A published version of a function keeps its role, but that role's
 * policies are always those of the newest deployment: what an upgrade takes away, it takes away from whatever runs.
 */
final class Rights {
    private static final String ROLE = "aws:iam/role:Role";

    private Rights() {}

    /** @param stack the role of the stack, which stands for its name; its Region is left out of all names, too */
    static List<Right> of(String stack, String region, ProgramRun run) {
        Map<String, String> logicalNames = new HashMap<>();
        run.all(ROLE)
                .forEach(role -> logicalNames.put(
                        Optional.ofNullable(role.text("name")).orElse(role.name() + PretendAws.UNIQUE), role.name()));
        var trusts = run.all(ROLE).stream().flatMap(role -> statements(role.text("assumeRolePolicy"))
                .flatMap(statement -> rights(
                        stack,
                        role.name(),
                        statement,
                        statement.getAsJsonObject("Principal").get("Service"))));
        var policies = run.all("aws:iam/rolePolicy:RolePolicy").stream()
                .flatMap(policy -> statements(policy.text("policy"))
                        .flatMap(statement -> rights(
                                stack, logicalNames.get(policy.text("role")), statement, statement.get("Resource"))));
        return Stream.concat(trusts, policies)
                .map(Right::toString)
                .map(line -> line.replace(region, "<region>").replace("-" + stack + "-", "-<stack>-"))
                .distinct()
                .sorted()
                .map(Right::parse)
                .toList();
    }

    private static Stream<Right> rights(String stack, String role, JsonObject statement, JsonElement resources) {
        var condition = statement.has("Condition") ? statement.get("Condition").toString() : "";
        return texts(statement.get("Action")).flatMap(action -> texts(resources)
                .map(resource ->
                        new Right(stack, role, statement.get("Effect").getAsString(), action, resource, condition)));
    }

    private static Stream<JsonObject> statements(String policy) {
        return elements(JsonParser.parseString(policy).getAsJsonObject().getAsJsonArray("Statement"))
                .map(JsonElement::getAsJsonObject);
    }

    private static Stream<String> texts(JsonElement oneOrMany) {
        return (oneOrMany instanceof JsonArray many ? elements(many) : Stream.of(oneOrMany))
                .map(JsonElement::getAsString);
    }

    private static Stream<JsonElement> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /**
     * What an upgrade from one release to another takes away, in words.
     *
     * @param accepted what it may take away, by the right of before
     */
    static List<String> lost(List<Right> before, List<Right> after, Map<Right, String> accepted) {
        return before.stream()
                .filter(Right::allows)
                .filter(right -> !accepted.containsKey(right))
                .flatMap(right -> lost(right, before, after))
                .toList();
    }

    /** What is accepted and nothing takes away. */
    static List<Right> stale(List<Right> before, List<Right> after, Map<Right, String> accepted) {
        return accepted.keySet().stream()
                .filter(right -> !before.contains(right)
                        || lost(right, before, after).findAny().isEmpty())
                .toList();
    }

    private static Stream<String> lost(Right right, List<Right> before, List<Right> after) {
        if (after.stream().filter(Right::allows).noneMatch(now -> now.covers(right))) {
            return Stream.of(
                    right.stack() + ": the role " + right.role() + " is no longer allowed " + right.inWords()
                            + ". What was published before, and a running import calls, may need it: leave it for one release.");
        }
        return after.stream()
                .filter(now -> !now.allows() && now.meets(right))
                .filter(denial -> before.stream().noneMatch(earlier -> !earlier.allows() && earlier.covers(denial)))
                .map(denial -> right.stack() + ": the role " + right.role() + " is allowed " + right.inWords()
                        + ", but is denied " + denial.inWords() + " now.");
    }
}
