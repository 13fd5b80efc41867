package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** The shapes that Cognito answers with. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode wrap(String member, JsonNode value) {
        return object().set(member, value);
    }

    /** Epoch seconds with three decimal places. */
    static JsonNode date(Instant instant) {
        return DecimalNode.valueOf(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }

    static ArrayNode attributes(Map<String, String> attributes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        attributes.forEach((name, value) -> list.addObject().put("Name", name).put("Value", value));
        return list;
    }
}
