package cognitobackup.local.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A global table's replica in one Region.
 *
 * <p>Requests write under the shared lock, replication under the exclusive one. Replication reads the stream to its end
 * both before and after it applies changes: what stands in the stream before is the Region's own, what stands there
 * after is its own echo. So no echo is sent back, and no write of the Region is overwritten unseen.
 */
final class Replica {
    /** DynamoDB's limit for one BatchWriteItem. */
    static final int BATCH = 25;

    private final String region;
    private final DynamoDbEngine engine;
    private final String table;
    private final String partitionKey;
    private final String sortKey;
    private final StreamReader stream;
    private final LongSupplier stamps;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<String, Long> notedWrites = new ConcurrentHashMap<>();
    private final Map<String, Long> lastWrites = new ConcurrentHashMap<>();

    /** @param stamps counts the writes to the table in all Regions */
    Replica(String region, DynamoDbEngine engine, TableDescription description, LongSupplier stamps) {
        this.region = region;
        this.engine = engine;
        this.table = description.tableName();
        this.partitionKey = keyName(description, KeyType.HASH);
        this.sortKey = keyName(description, KeyType.RANGE);
        this.stream = new StreamReader(engine.streams(), description.latestStreamArn());
        this.stamps = stamps;
    }

    private static String keyName(TableDescription description, KeyType type) {
        return description.keySchema().stream()
                .filter(element -> element.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst()
                .orElse("");
    }

    String region() {
        return region;
    }

    Lock forRequests() {
        return lock.readLock();
    }

    Lock forReplication() {
        return lock.writeLock();
    }

    /** Notes, as exactly as the endpoint knows it, when an item was written. */
    void noteWrite(ItemWrite write) {
        notedWrites.put(item(write.partitionKey(), write.sortKey()), stamps.getAsLong());
    }

    /** The Region's own writes since the last call. */
    List<Change> ownWrites(long dueAt) {
        return stream.drain().stream().map(change -> own(change, dueAt)).toList();
    }

    /** All items that are there, as if they were written now. */
    List<Change> everything(long dueAt) {
        List<Change> all = new ArrayList<>();
        engine.tables()
                .scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .forEach(image -> all.add(stamped(keyOf(image), image, dueAt)));
        return all;
    }

    /**
     * Applies those changes that are later than what is here; the exclusive lock must be held and {@link #ownWrites} read.
     *
     * @param changes at most {@link #BATCH}, of different items
     * @return deletions by TTL that happened meanwhile, which no lock holds up
     */
    List<Change> apply(Collection<Change> changes, long dueAt) {
        List<WriteRequest> writes = new ArrayList<>();
        for (Change change : changes) {
            if (change.stamp() > lastWrites.getOrDefault(change.item(), 0L)) {
                lastWrites.put(change.item(), change.stamp());
                writes.add(change.asWrite());
            }
        }
        for (Map<String, List<WriteRequest>> rest = Map.of(table, writes); !isEmpty(rest); ) {
            Map<String, List<WriteRequest>> batch = rest;
            rest = engine.tables()
                    .batchWriteItem(request -> request.requestItems(batch))
                    .unprocessedItems();
        }
        Set<String> applied = changes.stream().map(Change::item).collect(Collectors.toSet());
        return stream.drain().stream()
                .filter(change -> isTimeToLive(change) || !applied.contains(itemOf(change)))
                .map(change -> own(change, dueAt))
                .toList();
    }

    private static boolean isEmpty(Map<String, List<WriteRequest>> writes) {
        return writes.values().stream().allMatch(List::isEmpty);
    }

    private static boolean isTimeToLive(Record change) {
        return change.eventName() == OperationType.REMOVE
                && change.userIdentity() != null
                && "dynamodb.amazonaws.com".equals(change.userIdentity().principalId());
    }

    private Change own(Record change, long dueAt) {
        Map<String, AttributeValue> image = EmptyMaps.restored(change.dynamodb().newImage());
        return stamped(change.dynamodb().keys(), change.dynamodb().hasNewImage() ? image : Map.of(), dueAt);
    }

    private Change stamped(Map<String, AttributeValue> key, Map<String, AttributeValue> image, long dueAt) {
        String item = item(key);
        Long noted = notedWrites.remove(item);
        long stamp = noted == null ? stamps.getAsLong() : noted;
        lastWrites.merge(item, stamp, Math::max);
        return new Change(item, key, image, stamp, region, dueAt);
    }

    private String itemOf(Record change) {
        return item(change.dynamodb().keys());
    }

    private Map<String, AttributeValue> keyOf(Map<String, AttributeValue> image) {
        return sortKey.isEmpty()
                ? Map.of(partitionKey, image.get(partitionKey))
                : Map.of(partitionKey, image.get(partitionKey), sortKey, image.get(sortKey));
    }

    private String item(Map<String, AttributeValue> key) {
        return item(value(key.get(partitionKey)), sortKey.isEmpty() ? "" : value(key.get(sortKey)));
    }

    private static String item(String partition, String sort) {
        return partition + '\0' + sort;
    }

    private static String value(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> value.n();
            default -> value.b().asUtf8String();
        };
    }
}
