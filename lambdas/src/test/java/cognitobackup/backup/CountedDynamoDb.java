package cognitobackup.backup;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A real engine, and how many request units its caller would be billed, by the sizes of items and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: a write by the larger of
 * the item before and after, in whole KB, also one whose condition does not hold; twice that in a transaction; one unit
 * for each entry of an index that is written or removed; a strongly consistent read in whole 4 KB, by item where keys are
 * given and by page in queries. Beside it is what the engine itself says.
 */
public final class CountedDynamoDb implements DynamoDbClient {
    private static final int WRITE_BYTES = 1024;
    private static final int READ_BYTES = 4096;

    private final DynamoDbClient engine;
    private final LongAdder writeUnits = new LongAdder();
    private final LongAdder indexUnits = new LongAdder();
    private final LongAdder halfReadUnits = new LongAdder();
    private final LongAdder engineHundredths = new LongAdder();

    public CountedDynamoDb(DynamoDbClient engine) {
        this.engine = engine;
    }

    /**
     * Request units since the beginning, or between two moments.
     *
     * @param write of the table
     * @param index of its index
     * @param read of both
     * @param engine write units of both as the engine counts them
     */
    public record Units(long write, long index, double read, double engine) {
        public Units since(Units before) {
            return new Units(write - before.write, index - before.index, read - before.read, engine - before.engine);
        }
    }

    public Units units() {
        return new Units(writeUnits.sum(), indexUnits.sum(), halfReadUnits.sum() / 2.0, engineHundredths.sum() / 100.0);
    }

    /** What it would cost to write every record's item that there is once more. */
    public long rewrite() {
        return engine.scanPaginator(scan -> scan.tableName(LocalTable.NAME)).items().stream()
                .filter(item -> List.of("USER", "GROUP", "MEMBER", "POOL")
                        .contains(ItemKey.of(item).kind()))
                .mapToLong(item -> units(ItemSize.of(item), WRITE_BYTES))
                .sum();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        GetItemResponse answer = engine.getItem(request);
        halfReadUnits.add(2 * units(ItemSize.of(answer.item()), READ_BYTES));
        return answer;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        BatchGetItemResponse answer = engine.batchGetItem(request);
        long asked = request.requestItems().values().stream()
                .mapToLong(keys -> keys.keys().size())
                .sum();
        List<Map<String, AttributeValue>> found =
                answer.responses().values().stream().flatMap(Collection::stream).toList();
        halfReadUnits.add(2 * (asked - found.size()));
        found.forEach(item -> halfReadUnits.add(2 * units(ItemSize.of(item), READ_BYTES)));
        return answer;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        QueryResponse answer = engine.query(request);
        long bytes = answer.items().stream().mapToLong(ItemSize::of).sum();
        halfReadUnits.add((Boolean.TRUE.equals(request.consistentRead()) ? 2 : 1) * units(bytes, READ_BYTES));
        return answer;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return counting(1, List.of(request.item()), () -> {
            PutItemResponse answer = engine.putItem(request.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                    .build());
            engineSays(answer.consumedCapacity().capacityUnits());
            return answer;
        });
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return counting(1, List.of(request.key()), () -> {
            UpdateItemResponse answer = engine.updateItem(request.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                    .build());
            engineSays(answer.consumedCapacity().capacityUnits());
            return answer;
        });
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return counting(1, List.of(request.key()), () -> {
            DeleteItemResponse answer = engine.deleteItem(request.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                    .build());
            engineSays(answer.consumedCapacity().capacityUnits());
            return answer;
        });
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        List<Map<String, AttributeValue>> keyed =
                request.transactItems().stream().map(CountedDynamoDb::keyOf).toList();
        return counting(2, keyed, () -> {
            TransactWriteItemsResponse answer = engine.transactWriteItems(request.toBuilder()
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                    .build());
            answer.consumedCapacity().forEach(capacity -> engineSays(capacity.capacityUnits()));
            return answer;
        });
    }

    private static Map<String, AttributeValue> keyOf(TransactWriteItem write) {
        if (write.put() != null) {
            return write.put().item();
        }
        return write.update() != null
                ? write.update().key()
                : write.conditionCheck().key();
    }

    private <T> T counting(int times, List<Map<String, AttributeValue>> keyed, Supplier<T> write) {
        List<ItemKey> keys = keyed.stream().map(ItemKey::of).toList();
        Map<ItemKey, Map<String, AttributeValue>> before = new HashMap<>();
        keys.forEach(key -> before.put(key, stored(key)));
        try {
            return write.get();
        } finally {
            keys.forEach(key -> count(times, before.get(key), stored(key)));
        }
    }

    private void count(int times, Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        writeUnits.add(times * units(Math.max(ItemSize.of(before), ItemSize.of(after)), WRITE_BYTES));
        Optional<AttributeValue> from = Optional.ofNullable(before.get(RecordItems.IDENTITY));
        Optional<AttributeValue> to = Optional.ofNullable(after.get(RecordItems.IDENTITY));
        if (!Objects.equals(from, to)) {
            indexUnits.add((from.isPresent() ? 1 : 0) + (to.isPresent() ? 1 : 0));
        }
    }

    private Map<String, AttributeValue> stored(ItemKey key) {
        return engine.getItem(get ->
                        get.tableName(LocalTable.NAME).key(key.attributes()).consistentRead(true))
                .item();
    }

    private void engineSays(double units) {
        engineHundredths.add(Math.round(units * 100));
    }

    /** Whole units; what is not there costs one. */
    private static long units(long bytes, int ofOne) {
        return Math.max(1, (bytes + ofOne - 1) / ofOne);
    }

    @Override
    public String serviceName() {
        return engine.serviceName();
    }

    @Override
    public void close() {}
}
