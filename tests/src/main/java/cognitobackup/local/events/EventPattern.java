package cognitobackup.local.events;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which events a rule takes: lists of values and of prefixes. EventBridge's other operators are refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html">Event patterns</a>
 */
final class EventPattern {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode pattern;

    private EventPattern(ObjectNode pattern) {
        this.pattern = pattern;
    }

    static EventPattern parse(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object && !object.isEmpty()) {
                check(object);
                return new EventPattern(object);
            }
        } catch (JsonProcessingException e) {
            // Answered like every other pattern that is none.
        }
        throw invalid("it is not a JSON object with members");
    }

    private static void check(ObjectNode level) {
        level.properties().forEach(member -> {
            if (member.getKey().startsWith("$")) {
                throw AwsError.notBuilt("The event pattern operator " + member.getKey());
            }
            if (member.getValue() instanceof ObjectNode deeper) {
                check(deeper);
            } else if (!member.getValue().isArray() || member.getValue().isEmpty()) {
                throw invalid("\"" + member.getKey() + "\" must be an object or an array with values");
            } else {
                member.getValue().forEach(EventPattern::checkValue);
            }
        });
    }

    private static void checkValue(JsonNode value) {
        if (value.isArray()) {
            throw invalid("an array stands within an array");
        }
        if (value.isObject() && !(value.size() == 1 && value.path("prefix").isTextual())) {
            throw AwsError.notBuilt(
                    "The event pattern operator " + value.fieldNames().next());
        }
    }

    private static AwsError invalid(String why) {
        return AwsError.badRequest("InvalidEventPatternException", "Event pattern is not valid. Reason: " + why);
    }

    boolean matches(JsonNode event) {
        return matches(pattern, event);
    }

    private static boolean matches(ObjectNode level, JsonNode event) {
        return level.properties().stream().allMatch(member -> {
            JsonNode actual = event.path(member.getKey());
            return member.getValue() instanceof ObjectNode deeper
                    ? matches(deeper, actual)
                    : anyMatches(member.getValue(), actual);
        });
    }

    private static boolean anyMatches(JsonNode allowed, JsonNode actual) {
        if (actual.isArray()) {
            for (JsonNode element : actual) {
                if (anyMatches(allowed, element)) {
                    return true;
                }
            }
            return false;
        }
        for (JsonNode value : allowed) {
            boolean matches = value.isObject()
                    ? actual.isTextual()
                            && actual.asText().startsWith(value.path("prefix").asText())
                    : value.equals(actual);
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
