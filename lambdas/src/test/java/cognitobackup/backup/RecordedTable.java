package cognitobackup.backup;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A real engine whose writes are noted on the way: by item, each state that it had, which is what DynamoDB replicates,
 * whole and in this order item by item, and in no order between items.
 */
final class RecordedTable implements DynamoDbClient {
    private final DynamoDbClient engine;
    private final Clock clock;
    private final Map<ItemKey, List<State>> streams = new LinkedHashMap<>();
    private final List<Instant> times = new ArrayList<>();
    private final TableImage now = new TableImage();

    RecordedTable(DynamoDbClient engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * What a write made of an item.
     *
     * @param write the number of the write, counted over all items from 0
     * @param item empty where it was removed
     */
    record State(int write, Optional<Map<String, AttributeValue>> item) {}

    Map<ItemKey, List<State>> streams() {
        return streams;
    }

    /** How many writes there were. */
    int writes() {
        return times.size();
    }

    Instant timeOf(int write) {
        return times.get(write);
    }

    TableImage now() {
        return now;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return engine.getItem(request);
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return engine.batchGetItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return engine.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        PutItemResponse answer = engine.putItem(request);
        note(write(), request.item(), Optional.of(request.item()));
        return answer;
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        UpdateItemResponse answer = engine.updateItem(
                request.toBuilder().returnValues(ReturnValue.ALL_NEW).build());
        note(write(), request.key(), Optional.of(answer.attributes()));
        return answer;
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        DeleteItemResponse answer = engine.deleteItem(request);
        note(write(), request.key(), Optional.empty());
        return answer;
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        TransactWriteItemsResponse answer = engine.transactWriteItems(request);
        int number = write();
        for (TransactWriteItem write : request.transactItems()) {
            if (write.put() != null) {
                note(number, write.put().item(), Optional.of(write.put().item()));
            } else if (write.update() != null) {
                Map<String, AttributeValue> key = write.update().key();
                note(number, key, Optional.of(stored(key)));
            }
        }
        return answer;
    }

    private Map<String, AttributeValue> stored(Map<String, AttributeValue> key) {
        return engine.getItem(get -> get.tableName(LocalTable.NAME).key(key).consistentRead(true))
                .item();
    }

    private int write() {
        times.add(clock.instant());
        return times.size() - 1;
    }

    private void note(int number, Map<String, AttributeValue> keyed, Optional<Map<String, AttributeValue>> item) {
        ItemKey key = ItemKey.of(keyed);
        if (!item.equals(now.find(key))) {
            streams.computeIfAbsent(key, added -> new ArrayList<>()).add(new State(number, item));
            now.set(key, item);
        }
    }

    @Override
    public String serviceName() {
        return engine.serviceName();
    }

    @Override
    public void close() {}
}
