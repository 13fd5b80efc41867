package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a definition, and refuses what AWS refuses when a state machine is created, with what and where. What AWS takes
 * but is not built here is refused by name.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
final class DefinitionReader {
    private final Problems problems = new Problems();
    private final Set<String> stateNames = new HashSet<>();
    private final StateReader states = new StateReader(this::flow);

    private DefinitionReader() {}

    /** @throws AwsError InvalidDefinition, or what is not built */
    static Definition read(String text) {
        return new DefinitionReader().definition(text);
    }

    private Definition definition(String text) {
        if (Json.bytes(text) > Limits.DEFINITION_BYTES) {
            throw AwsError.badRequest(
                    "InvalidDefinition", "The definition is larger than " + Limits.DEFINITION_BYTES + " bytes.");
        }
        Fields fields = Fields.of(json(text), "", problems);
        String language = fields.optionalText("QueryLanguage");
        if (language == null || language.equals("JSONPath")) {
            throw Problems.notBuilt("the query language JSONPath, which is the default", "/QueryLanguage");
        }
        language(language, "/QueryLanguage");
        fields.only("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");
        State.Flow flow = flow(fields, Set.of());
        Long timeoutSeconds = fields.whole("TimeoutSeconds", null, 1, Limits.COUNT);
        problems.throwIfAny();
        return new Definition(flow, timeoutSeconds);
    }

    private JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add("INVALID_JSON_DESCRIPTION", e.getMessage(), "");
            problems.throwIfAny();
            throw e;
        }
    }

    /** @param outer the variables of the scopes around this one */
    private State.Flow flow(Fields fields, Set<String> outer) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        fields.members("States", nodes::put);
        Set<String> visible = new LinkedHashSet<>(outer);
        nodes.forEach((name, node) -> visible.addAll(variables(node, fields.path() + "/States/" + name, outer)));
        Map<String, State> read = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            String path = fields.path() + "/States/" + name;
            name(name, path);
            State state = states.read(name, Fields.of(node, path, problems), visible);
            if (state != null) {
                read.put(name, state);
            }
        });
        String startAt = fields.text("StartAt");
        transitions(startAt, nodes, fields.path());
        return new State.Flow(startAt, read);
    }

    private void name(String name, String path) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > Limits.NAME_CHARACTERS) {
            problems.schema("The name of a state has 1 to " + Limits.NAME_CHARACTERS + " characters", path);
        }
        if (!stateNames.add(name)) {
            problems.add("DUPLICATE_STATE_NAME", "Duplicate state name: " + name, path);
        }
    }

    static void language(Fields fields) {
        String language = fields.optionalText("QueryLanguage");
        if (language != null && language.equals("JSONPath")) {
            fields.problems()
                    .schema(
                            "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                            fields.path());
        } else if (language != null && !language.equals("JSONata")) {
            fields.problems()
                    .schema(
                            "Value should be one of the following: [JSONPath, JSONata]",
                            fields.path() + "/QueryLanguage");
        }
    }

    private void language(String language, String path) {
        if (!language.equals("JSONata")) {
            problems.schema("Value should be one of the following: [JSONPath, JSONata]", path);
        }
    }

    /** The variables that a state assigns, wherever in it, but not in the flows inside it. */
    private Set<String> variables(JsonNode state, String path, Set<String> outer) {
        Set<String> names = new LinkedHashSet<>();
        List<JsonNode> assigning = new ArrayList<>(List.of(state));
        state.path("Choices").forEach(assigning::add);
        state.path("Catch").forEach(assigning::add);
        assigning.forEach(node -> node.path("Assign").fieldNames().forEachRemaining(names::add));
        for (String name : names) {
            if (name.equals("states")) {
                problems.schema("The variable name 'states' is reserved", path + "/Assign");
            } else if (!isVariableName(name)) {
                problems.schema(
                        "'" + name + "' is no variable name of at most " + Limits.NAME_CHARACTERS + " characters",
                        path + "/Assign");
            }
            if (outer.contains(name)) {
                problems.schema("The variable '" + name + "' is assigned in an outer scope", path + "/Assign");
            }
        }
        return names;
    }

    /** A Unicode identifier: what stands behind the dollar sign of a reference. */
    private static boolean isVariableName(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= Limits.NAME_CHARACTERS
                && Character.isUnicodeIdentifierStart(name.codePointAt(0))
                && name.codePoints().skip(1).allMatch(Character::isUnicodeIdentifierPart);
    }

    private void transitions(String startAt, Map<String, JsonNode> nodes, String path) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>();
        target(startAt, path + "/StartAt", nodes, next);
        boolean ends = false;
        while (!next.isEmpty()) {
            String name = next.poll();
            if (reached.add(name)) {
                JsonNode node = nodes.get(name);
                String where = path + "/States/" + name;
                ends |= node.path("End").asBoolean()
                        || node.path("Type").asText().matches("Succeed|Fail");
                target(node.path("Next").textValue(), where + "/Next", nodes, next);
                target(node.path("Default").textValue(), where + "/Default", nodes, next);
                targets(node, "Choices", where, nodes, next);
                targets(node, "Catch", where, nodes, next);
            }
        }
        nodes.keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> problems.add(
                        "MISSING_TRANSITION_TARGET",
                        "State \"" + name + "\" is not reachable.",
                        path + "/States/" + name));
        if (!ends) {
            problems.add("MISSING_END_STATE", "No terminal state is reachable.", path + "/States");
        }
    }

    private void targets(JsonNode state, String field, String path, Map<String, JsonNode> nodes, Deque<String> next) {
        for (int i = 0; i < state.path(field).size(); i++) {
            String where = path + "/" + field + "[" + i + "]/Next";
            target(state.get(field).get(i).path("Next").textValue(), where, nodes, next);
        }
    }

    private void target(String name, String where, Map<String, JsonNode> nodes, Deque<String> next) {
        if (name != null && !nodes.containsKey(name)) {
            problems.add("MISSING_TRANSITION_TARGET", "Missing 'Next' target: " + name, where);
        } else if (name != null) {
            next.add(name);
        }
    }
}
