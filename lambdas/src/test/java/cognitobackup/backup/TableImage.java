package cognitobackup.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The items of a table as they were at some moment, or as a replica might hold them, to be read by the product's own
 * code as often as a test likes. Answers only what reading a snapshot asks; everything else is the SDK's "not supported".
 */
final class TableImage implements DynamoDbClient {
    private static final Comparator<String> KEY_ORDER =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Map<String, NavigableMap<String, Map<String, AttributeValue>>> partitions = new TreeMap<>();

    /** What an item is from now on; nothing removes it. */
    void set(ItemKey key, Optional<Map<String, AttributeValue>> item) {
        NavigableMap<String, Map<String, AttributeValue>> partition =
                partitions.computeIfAbsent(key.partition(), added -> new TreeMap<>(KEY_ORDER));
        item.ifPresentOrElse(attributes -> partition.put(key.sort(), attributes), () -> partition.remove(key.sort()));
    }

    Optional<Map<String, AttributeValue>> find(ItemKey key) {
        return Optional.ofNullable(partitions.get(key.partition())).map(partition -> partition.get(key.sort()));
    }

    List<ItemKey> keys() {
        return partitions.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .map(ItemKey::of)
                .toList();
    }

    TableImage only(Predicate<ItemKey> wanted) {
        TableImage image = new TableImage();
        keys().stream().filter(wanted).forEach(key -> image.set(key, find(key)));
        return image;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return GetItemResponse.builder()
                .item(find(ItemKey.of(request.key())).orElse(null))
                .build();
    }

    /** All that a page limit leaves, in one page. */
    @Override
    public QueryResponse query(QueryRequest request) {
        Map<String, AttributeValue> values = request.expressionAttributeValues();
        NavigableMap<String, Map<String, AttributeValue>> items =
                partitions.getOrDefault(values.get(":partition").s(), new TreeMap<>(KEY_ORDER));
        if (values.containsKey(":sort")) {
            items = items.tailMap(values.get(":sort").s(), false);
        }
        if (Boolean.FALSE.equals(request.scanIndexForward())) {
            items = items.descendingMap();
        }
        Stream<Map<String, AttributeValue>> found = items.values().stream();
        return QueryResponse.builder().items(found.toList()).build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
