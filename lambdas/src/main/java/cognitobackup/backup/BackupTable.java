package cognitobackup.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The table of this Region, item by item. Writes the format version in every item and checks it before anything else
 * is read; every read is strongly consistent.
 */
final class BackupTable {
    /** BatchGetItem's limit (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html). */
    private static final int BATCH_GET_KEYS = 100;

    private final DynamoDbClient client;
    private final String tableName;
    private final Clock clock;

    BackupTable(DynamoDbClient client, String tableName, Clock clock) {
        this.client = client;
        this.tableName = tableName;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Optional<Item> get(ItemKey key) {
        Map<String, AttributeValue> attributes = client.getItem(GetItemRequest.builder()
                        .tableName(tableName)
                        .key(key.attributes())
                        .consistentRead(true)
                        .build())
                .item();
        return attributes.isEmpty() ? Optional.empty() : Optional.of(Item.read(attributes));
    }

    /** The items with these keys; those that do not exist are absent from the answer. */
    Map<ItemKey, Item> get(Collection<ItemKey> keys) {
        List<ItemKey> distinct = List.copyOf(new LinkedHashSet<>(keys));
        Map<ItemKey, Item> found = new HashMap<>();
        for (int from = 0; from < distinct.size(); from += BATCH_GET_KEYS) {
            getBatch(distinct.subList(from, Math.min(from + BATCH_GET_KEYS, distinct.size())), found);
        }
        return found;
    }

    private void getBatch(List<ItemKey> keys, Map<ItemKey, Item> found) {
        Backoff backoff = new Backoff("BatchGetItem left keys unprocessed");
        KeysAndAttributes wanted = KeysAndAttributes.builder()
                .keys(keys.stream().map(ItemKey::attributes).toList())
                .consistentRead(true)
                .build();
        while (wanted != null && !wanted.keys().isEmpty()) {
            Map<String, KeysAndAttributes> request = Map.of(tableName, wanted);
            var answer = client.batchGetItem(batch -> batch.requestItems(request));
            for (Map<String, AttributeValue> attributes : answer.responses().getOrDefault(tableName, List.of())) {
                Item item = Item.read(attributes);
                found.put(item.key(), item);
            }
            wanted = answer.unprocessedKeys().get(tableName);
            if (wanted != null && !wanted.keys().isEmpty()) {
                backoff.pause();
            }
        }
    }

    /** All items of a partition by sort key, read page by page as the stream is consumed. */
    Stream<Item> items(String partition) {
        return stream(query(partition));
    }

    /** The same for who can do without those that cannot be read. */
    Stream<UnreadItem> unread(String partition) {
        return unread(query(partition));
    }

    /** The items of a partition whose sort key is greater than this, by sort key, read page by page. */
    Stream<Item> itemsAfter(String partition, String sort) {
        return stream(after(partition, sort));
    }

    /** The same for who can do without those that cannot be read. */
    Stream<UnreadItem> unreadAfter(String partition, String sort) {
        return unread(after(partition, sort));
    }

    /**
     * The keys of the items that an index has under its key, read page by page: eventually consistent, as every index
     * of this kind is (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html).
     */
    Stream<ItemKey> keysByIndex(String index, String attribute, String value) {
        QueryRequest request = QueryRequest.builder()
                .tableName(tableName)
                .indexName(index)
                .keyConditionExpression("#key = :key")
                .expressionAttributeNames(Map.of("#key", attribute))
                .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(value)))
                .build();
        return client.queryPaginator(request).items().stream().map(ItemKey::of);
    }

    /** At most so many items of a partition, by sort key; fewer only where there are no more. */
    List<Item> page(String partition, Optional<String> afterSort, int limit) {
        QueryRequest.Builder request =
                afterSort.map(sort -> after(partition, sort)).orElseGet(() -> query(partition));
        return stream(request.limit(limit)).limit(limit).toList();
    }

    /** The items of a partition from the greatest sort key down, read page by page, so many at a time. */
    Stream<Item> itemsDescending(String partition, int pageSize) {
        return stream(query(partition).scanIndexForward(false).limit(pageSize));
    }

    /** The same for who can do without those that cannot be read. */
    Stream<UnreadItem> unreadDescending(String partition, int pageSize) {
        return unread(query(partition).scanIndexForward(false).limit(pageSize));
    }

    /** Writes an item, whatever was there. */
    void put(Item item) {
        client.putItem(PutItemRequest.builder()
                .tableName(tableName)
                .item(item.attributes())
                .build());
    }

    /** Writes an item where there is none. Returns whether it did. */
    boolean create(Item item) {
        return conditionally(() -> client.putItem(PutItemRequest.builder()
                .tableName(tableName)
                .item(item.attributes())
                .conditionExpression("attribute_not_exists(" + ItemKey.PARTITION + ")")
                .build()));
    }

    /** Changes an item, or creates it, if it is as the write demands. Returns whether it was. */
    boolean update(ConditionalWrite write) {
        return conditionally(() -> client.updateItem(write.asUpdate(tableName)));
    }

    /** Deletes an item if it is as the write demands. Returns whether it was. */
    boolean delete(ConditionalWrite write) {
        return conditionally(() -> client.deleteItem(write.asDelete(tableName)));
    }

    TransactWriteItem createInTransaction(Item item) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(tableName)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(" + ItemKey.PARTITION + ")")
                        .build())
                .build();
    }

    TransactWriteItem inTransaction(ConditionalWrite write) {
        return write.asPartOfTransaction(tableName);
    }

    /**
     * Does all of the writes or none.
     *
     * @return by write whether its condition held; all of them do if and only if the writes were done
     */
    List<Boolean> transact(List<TransactWriteItem> writes) {
        Backoff backoff = new Backoff("A transaction kept meeting other writes");
        while (true) {
            try {
                client.transactWriteItems(transaction -> transaction.transactItems(writes));
                return writes.stream().map(write -> true).toList();
            } catch (TransactionCanceledException e) {
                List<String> codes = e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .toList();
                if (codes.contains("ConditionalCheckFailed")) {
                    return codes.stream()
                            .map(code -> !"ConditionalCheckFailed".equals(code))
                            .toList();
                }
                if (!codes.contains("TransactionConflict")) {
                    throw e;
                }
                backoff.pause();
            }
        }
    }

    private QueryRequest.Builder query(String partition) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":partition", AttributeValue.fromS(partition));
        return QueryRequest.builder()
                .tableName(tableName)
                .consistentRead(true)
                .keyConditionExpression(ItemKey.PARTITION + " = :partition")
                .expressionAttributeValues(values);
    }

    private QueryRequest.Builder after(String partition, String sort) {
        return query(partition)
                .keyConditionExpression(ItemKey.PARTITION + " = :partition AND " + ItemKey.SORT + " > :sort")
                .expressionAttributeValues(
                        Map.of(":partition", AttributeValue.fromS(partition), ":sort", AttributeValue.fromS(sort)));
    }

    private Stream<Item> stream(QueryRequest.Builder request) {
        return unread(request).map(UnreadItem::read);
    }

    private Stream<UnreadItem> unread(QueryRequest.Builder request) {
        return client.queryPaginator(request.build()).items().stream().map(UnreadItem::of);
    }

    private static boolean conditionally(Runnable write) {
        try {
            write.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
