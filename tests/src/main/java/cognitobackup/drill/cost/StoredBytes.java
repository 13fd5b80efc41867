package cognitobackup.drill.cost;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is stored in a backup table, by the sizes of its items.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item sizes</a>
 */
final class StoredBytes {
    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-cost-optimization.html, for each item and entry. */
    private static final int OF_EACH_ITEM = 100;

    private static final int WRITE_BYTES = 1024;
    private static final int NUMBER_BYTES = 21;
    private static final int MAP_BYTES = 3;
    private static final List<String> KEYS = List.of("pk", "sk", "identity");

    private StoredBytes() {}

    static Usage of(DynamoDbClient dynamoDb, String table) {
        Usage stored = Usage.NONE;
        for (Map<String, AttributeValue> item :
                dynamoDb.scanPaginator(request -> request.tableName(table)).items()) {
            long bytes = bytes(item);
            stored = add(stored, kind(item), bytes + OF_EACH_ITEM);
            if (item.containsKey("expiresAt")) {
                stored = add(stored, Counted.EXPIRING_WRITE_UNITS, (bytes + WRITE_BYTES - 1) / WRITE_BYTES);
            }
            if (item.containsKey("identity")) {
                stored = add(stored, Counted.INDEX_BYTES, indexBytes(item) + OF_EACH_ITEM);
            }
        }
        return stored;
    }

    private static Usage add(Usage usage, Counted counted, long more) {
        return usage.with(counted, usage.of(counted) + (double) more);
    }

    private static Counted kind(Map<String, AttributeValue> item) {
        String partition = item.get("pk").s();
        String kind = partition.substring(0, partition.indexOf('#'));
        return switch (kind) {
            case "USER", "GROUP", "MEMBER", "POOL", "LOCK" -> Counted.RECORD_BYTES;
            case "SEEN", "EXPORT-FINDING" -> Counted.SEEN_BYTES;
            default -> Counted.HISTORY_BYTES;
        };
    }

    private static long indexBytes(Map<String, AttributeValue> item) {
        return KEYS.stream()
                .mapToLong(name -> name.length() + bytes(item.get(name)))
                .sum();
    }

    private static long bytes(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToLong(attribute -> utf8(attribute.getKey()) + bytes(attribute.getValue()))
                .sum();
    }

    private static long bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> NUMBER_BYTES;
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL -> 1;
            case M -> MAP_BYTES + value.m().size() + bytes(value.m());
            default -> throw new IllegalArgumentException("No item has attributes of type " + value.type() + ".");
        };
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
