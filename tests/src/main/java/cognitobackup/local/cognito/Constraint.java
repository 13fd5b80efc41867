package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a value must be for Cognito's service model to let it through. */
interface Constraint {
    /**
     * Adds to the violations what is wrong with a value.
     *
     * @param path where the value stands, such as {@code userAttributes.1.member.name}
     * @throws AwsError when the value is of another JSON type, or holds what is not built
     */
    void check(JsonNode value, String path, List<String> violations);

    /** A text with a length in UTF-16 units, matched whole by a pattern. */
    static Constraint text(int minimum, int maximum, String pattern) {
        return text(minimum, maximum, pattern, false);
    }

    /** The same for personal or secret values, which AWS does not quote. */
    static Constraint sensitiveText(int minimum, int maximum, String pattern) {
        return text(minimum, maximum, pattern, true);
    }

    private static Constraint text(int minimum, int maximum, String pattern, boolean sensitive) {
        Pattern compiled = Pattern.compile(pattern);
        return (value, path, violations) -> {
            requireType(value.isTextual(), path, "a string");
            String text = value.textValue();
            String shown = sensitive ? null : text;
            if (text.length() > maximum) {
                violate(violations, shown, path, "Member must have length less than or equal to " + maximum);
            }
            if (text.length() < minimum) {
                violate(violations, shown, path, "Member must have length greater than or equal to " + minimum);
            }
            if (!compiled.matcher(text).matches()) {
                violate(violations, shown, path, "Member must satisfy regular expression pattern: " + pattern);
            }
        };
    }

    static Constraint oneOf(String... allowed) {
        List<String> values = Arrays.asList(allowed);
        return (value, path, violations) -> {
            requireType(value.isTextual(), path, "a string");
            if (!values.contains(value.textValue())) {
                violate(violations, value.textValue(), path, "Member must satisfy enum value set: " + values);
            }
        };
    }

    static Constraint integer(int minimum, int maximum) {
        return (value, path, violations) -> {
            requireType(value.isIntegralNumber() && value.canConvertToInt(), path, "a 32-bit integer");
            if (value.intValue() > maximum) {
                violate(violations, value.asText(), path, "Member must have value less than or equal to " + maximum);
            }
            if (value.intValue() < minimum) {
                violate(violations, value.asText(), path, "Member must have value greater than or equal to " + minimum);
            }
        };
    }

    static Constraint flag() {
        return (value, path, violations) -> requireType(value.isBoolean(), path, "a boolean");
    }

    static Constraint listOf(int minimum, int maximum, Constraint element) {
        return (value, path, violations) -> {
            requireType(value.isArray(), path, "a list");
            if (value.size() > maximum) {
                violate(violations, null, path, "Member must have length less than or equal to " + maximum);
            }
            if (value.size() < minimum) {
                violate(violations, null, path, "Member must have length greater than or equal to " + minimum);
            }
            for (int i = 0; i < value.size(); i++) {
                element.check(value.get(i), path + "." + (i + 1) + ".member", violations);
            }
        };
    }

    /** A structure with these members and no others: one that is not named here is not built. */
    static Constraint structure(Map<String, Constraint> members, String... required) {
        Set<String> needed = Set.of(required);
        return (value, path, violations) -> {
            requireType(value.isObject(), path, "a structure");
            for (String name : needed) {
                if (value.path(name).isMissingNode() || value.path(name).isNull()) {
                    violations.add("Value null at '" + path + "." + lowerFirst(name)
                            + "' failed to satisfy constraint: Member must not be null");
                }
            }
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                Constraint constraint = members.get(field.getKey());
                if (constraint == null) {
                    throw AwsError.notBuilt("Member " + field.getKey() + " of " + path);
                }
                if (!field.getValue().isNull()) {
                    constraint.check(field.getValue(), path + "." + lowerFirst(field.getKey()), violations);
                }
            }
        };
    }

    /** Text by text, both up to 131,072 long. */
    static Constraint mapOfText() {
        return (value, path, violations) -> {
            requireType(value.isObject(), path, "a map");
            value.forEach(entry -> requireType(entry.isTextual(), path, "a map of strings"));
        };
    }

    /** A structure that is only kept to be described again, and of which nothing here depends. */
    static Constraint keptStructure() {
        return (value, path, violations) -> requireType(value.isObject(), path, "a structure");
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void requireType(boolean right, String path, String expected) {
        if (!right) {
            throw CognitoErrors.serialization(path, expected);
        }
    }

    private static void violate(List<String> violations, String shown, String path, String constraint) {
        String value = shown == null ? "Value at '" : "Value '" + shown + "' at '";
        violations.add(value + path + "' failed to satisfy constraint: " + constraint);
    }
}
