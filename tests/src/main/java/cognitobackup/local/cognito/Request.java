package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request that satisfies the service model. */
record Request(String operation, ObjectNode body) {
    /** A required text. */
    String text(String member) {
        return optionalText(member).orElseThrow();
    }

    Optional<String> optionalText(String member) {
        return Optional.ofNullable(body.get(member)).map(JsonNode::textValue);
    }

    Optional<Integer> optionalInteger(String member) {
        return Optional.ofNullable(body.get(member)).map(JsonNode::intValue);
    }

    boolean flag(String member) {
        return body.path(member).booleanValue();
    }

    boolean has(String member) {
        return body.has(member);
    }

    JsonNode member(String member) {
        return body.path(member);
    }

    Set<String> texts(String member) {
        Set<String> values = new LinkedHashSet<>();
        body.path(member).forEach(value -> values.add(value.textValue()));
        return values;
    }

    /** A list of Name and Value by name; no value is the empty one. */
    Map<String, String> attributes(String member) {
        Map<String, String> values = new LinkedHashMap<>();
        body.path(member)
                .forEach(attribute -> values.put(
                        attribute.get("Name").textValue(),
                        attribute.path("Value").asText("")));
        return values;
    }

    /** What a page token of this request is bound to: everything else in it. */
    ObjectNode without(String member) {
        ObjectNode rest = body.deepCopy();
        rest.remove(member);
        return rest;
    }
}
