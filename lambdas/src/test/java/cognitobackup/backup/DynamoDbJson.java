package cognitobackup.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as DynamoDB's own JSON, which the AWS CLI prints, with attributes sorted by name. */
final class DynamoDbJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DynamoDbJson() {}

    static String write(Map<String, AttributeValue> item) {
        try {
            return JSON.writeValueAsString(map(item));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, AttributeValue> read(String json) {
        try {
            return map(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> map(Map<String, AttributeValue> values) {
        Map<String, Object> map = new TreeMap<>();
        values.forEach((name, value) -> map.put(name, Map.of(value.type().name(), plain(value))));
        return map;
    }

    private static Object plain(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> value.n();
            case BOOL -> value.bool();
            case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
            case M -> map(value.m());
            default -> throw new IllegalArgumentException(value.type().name());
        };
    }

    private static Map<String, AttributeValue> map(JsonNode node) {
        Map<String, AttributeValue> map = new TreeMap<>();
        node.properties().forEach(member -> map.put(member.getKey(), value(member.getValue())));
        return map;
    }

    private static AttributeValue value(JsonNode typed) {
        Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
        JsonNode value = entry.getValue();
        return switch (entry.getKey()) {
            case "S" -> AttributeValue.fromS(value.textValue());
            case "N" -> AttributeValue.fromN(value.textValue());
            case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
            case "B" ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value.textValue())));
            case "M" -> AttributeValue.fromM(map(value));
            default -> throw new IllegalArgumentException(entry.getKey());
        };
    }
}
