package cognitobackup.local.stepfunctions;

import cognitobackup.local.stepfunctions.Expression.InvalidExpression;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The fields of one JSON object of a definition, read one by one; what is wrong is noted and reading goes on. */
final class Fields {
    /** Of the other query language. */
    private static final Set<String> JSON_PATH = Set.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "Parameters",
            "Result",
            "ResultSelector",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "MaxConcurrencyPath",
            "ErrorPath",
            "CausePath",
            "Variable",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath");

    private final ObjectNode object;
    private final String path;
    private final Problems problems;
    private final boolean inCatch;

    private Fields(ObjectNode object, String path, Problems problems, boolean inCatch) {
        this.object = object;
        this.path = path;
        this.problems = problems;
        this.inCatch = inCatch;
    }

    /** The fields of a JSON value, which has none if it is no object. */
    static Fields of(JsonNode node, String path, Problems problems) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path, problems, false);
        }
        problems.schema("Expected value of type [OBJECT]", path);
        return new Fields(JsonNodeFactory.instance.objectNode(), path, problems, false);
    }

    /** The same fields, whose expressions may read {@code $states.errorOutput}. */
    Fields ofCatch() {
        return new Fields(object, path, problems, true);
    }

    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    boolean has(String field) {
        return object.has(field);
    }

    void only(String... allowed) {
        Set<String> names = new HashSet<>(Arrays.asList(allowed));
        object.fieldNames().forEachRemaining(name -> {
            if (JSON_PATH.contains(name) && !names.contains(name)) {
                problems.schema(
                        "The QueryLanguage is set to 'JSONata', but field '" + name
                                + "' is only supported for the 'JSONPath' QueryLanguage",
                        path);
            } else if (!names.contains(name)) {
                problems.schema("Field '" + name + "' is not supported", at(name));
            }
        });
    }

    /** Refuses by name what AWS would take. */
    void notBuilt(String... fields) {
        for (String field : fields) {
            if (object.has(field)) {
                throw Problems.notBuilt("the field " + field, path);
            }
        }
    }

    /** A string, or null and a problem where it is missing. */
    String text(String field) {
        require(field);
        return optionalText(field);
    }

    String optionalText(String field) {
        JsonNode value = object.get(field);
        if (value != null && !value.isTextual()) {
            problems.schema("Expected value of type [STRING]", at(field));
            return null;
        }
        return value == null ? null : value.textValue();
    }

    boolean flag(String field) {
        JsonNode value = object.get(field);
        if (value != null && !value.isBoolean()) {
            problems.schema("Expected value of type [BOOLEAN]", at(field));
        }
        return value != null && value.booleanValue();
    }

    /** A whole number, or the default where the field is missing or wrong. */
    Long whole(String field, Long otherwise, long least, long most) {
        JsonNode value = object.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
            problems.schema("Expected a whole number from " + least + " to " + most, at(field));
            return otherwise;
        }
        return value.longValue();
    }

    double number(String field, double otherwise, double least) {
        JsonNode value = object.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || value.doubleValue() < least) {
            problems.schema("Expected a number of at least " + least, at(field));
            return otherwise;
        }
        return value.doubleValue();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        elements(field, (element, where) -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            } else {
                problems.schema("Expected value of type [STRING]", where);
            }
        });
        return texts;
    }

    /** The elements of a required array that is not empty. */
    void elements(String field, BiConsumer<JsonNode, String> reader) {
        require(field);
        JsonNode value = object.path(field);
        if (!value.isArray() || value.isEmpty()) {
            problems.schema("Expected an array that is not empty", at(field));
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            reader.accept(value.get(i), at(field) + "[" + i + "]");
        }
    }

    Fields object(String field) {
        require(field);
        return of(object.path(field), at(field), problems);
    }

    /** The members of a required object. */
    void members(String field, BiConsumer<String, JsonNode> reader) {
        require(field);
        JsonNode value = object.path(field);
        if (!value.isObject()) {
            problems.schema("Expected value of type [OBJECT]", at(field));
        }
        value.properties().forEach(member -> reader.accept(member.getKey(), member.getValue()));
    }

    /** A value with expressions, or null where there is none. */
    Template template(String field) {
        JsonNode value = object.get(field);
        return value == null ? null : template(value, at(field));
    }

    /** A value that is a string or an expression, or null. */
    Template textTemplate(String field) {
        if (object.has(field) && !object.get(field).isTextual()) {
            problems.schema("Expected value of type [STRING]", at(field));
            return null;
        }
        return template(field);
    }

    /** A value that is a whole number or an expression, or null. */
    Template wholeTemplate(String field, long least) {
        JsonNode value = object.get(field);
        if (value != null && !(value.isTextual() && Expression.isExpression(value.textValue()))) {
            whole(field, null, least, Limits.COUNT);
        }
        return template(field);
    }

    Expression expression(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        if (!Expression.isExpression(text)) {
            problems.schema("Expected a JSONata expression", at(field));
            return null;
        }
        return expression(text, at(field));
    }

    private Template template(JsonNode value, String where) {
        if (value.isObject()) {
            Map<String, Template> members = new LinkedHashMap<>();
            value.properties()
                    .forEach(member ->
                            members.put(member.getKey(), template(member.getValue(), where + "/" + member.getKey())));
            return new Template.Members(members);
        }
        if (value.isArray()) {
            List<Template> elements = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                elements.add(template(value.get(i), where + "[" + i + "]"));
            }
            return new Template.Elements(elements);
        }
        return value.isTextual() && Expression.isExpression(value.textValue())
                ? new Template.Computed(expression(value.textValue(), where))
                : new Template.Literal(value);
    }

    private Expression expression(String text, String where) {
        try {
            return Expression.parse(text, inCatch);
        } catch (InvalidExpression e) {
            problems.add(e.code(), e.getMessage(), where);
            return null;
        }
    }

    private void require(String field) {
        if (!object.has(field)) {
            problems.schema("Missing required field '" + field + "'", path);
        }
    }

    private String at(String field) {
        return path + "/" + field;
    }
}
