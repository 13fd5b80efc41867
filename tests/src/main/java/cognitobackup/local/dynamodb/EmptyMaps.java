package cognitobackup.local.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Mends what DynamoDB Local's streams break: they forget the type of an empty map, and of nothing else. */
final class EmptyMaps {
    private EmptyMaps() {}

    static Map<String, AttributeValue> restored(Map<String, AttributeValue> image) {
        Map<String, AttributeValue> restored = new HashMap<>();
        image.forEach((name, value) -> restored.put(name, restored(value)));
        return restored;
    }

    private static AttributeValue restored(AttributeValue value) {
        return switch (value.type()) {
            case UNKNOWN_TO_SDK_VERSION -> AttributeValue.fromM(Map.of());
            case M -> AttributeValue.fromM(restored(value.m()));
            case L ->
                AttributeValue.fromL(value.l().stream().map(EmptyMaps::restored).toList());
            default -> value;
        };
    }
}
