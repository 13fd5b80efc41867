package cognitobackup.local.dynamodb;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** The tables that have replicas in other Regions: which they are, how they come to be, and what keeps them in step. */
public final class GlobalTables implements AutoCloseable {
    private final Map<String, DynamoDbEngine> engines = new ConcurrentHashMap<>();
    private final Map<String, GlobalTable> tables = new ConcurrentHashMap<>();
    private final Replication replication = new Replication(tables::values);

    void join(String region, DynamoDbEngine engine) {
        engines.put(region, engine);
    }

    public Replication replication() {
        return replication;
    }

    /** The Region neither sends nor receives any more. */
    public void lose(String region) {
        tables.values().forEach(table -> table.lose(region));
        engines.remove(region);
    }

    /** The locks that a request which writes these items must hold, taken already. */
    List<Lock> enter(String region, List<ItemWrite> writes) {
        List<Lock> locks = writes.stream()
                .map(ItemWrite::table)
                .distinct()
                .sorted()
                .map(tables::get)
                .filter(Objects::nonNull)
                .flatMap(table -> table.replica(region).stream())
                .map(Replica::forRequests)
                .toList();
        locks.forEach(Lock::lock);
        return locks;
    }

    void written(String region, List<ItemWrite> writes) {
        boolean replicated = false;
        for (ItemWrite write : writes) {
            GlobalTable table = tables.get(write.table());
            if (table != null) {
                table.replica(region).ifPresent(replica -> replica.noteWrite(write));
                replicated = true;
            }
        }
        if (replicated) {
            replication.wake();
        }
    }

    /** The other Regions that have a replica of this table. */
    List<String> otherRegions(String region, String name) {
        GlobalTable table = tables.get(name);
        return table == null || table.replica(region).isEmpty()
                ? List.of()
                : table.regions().stream()
                        .filter(other -> !other.equals(region))
                        .toList();
    }

    /** Carries out the {@code ReplicaUpdates} of an UpdateTable. */
    void update(String region, String name, JsonNode updates) {
        for (JsonNode update : updates) {
            if (!update.has("Create")) {
                throw AwsError.notBuilt("Changing or removing a replica");
            }
            createReplica(region, name, update.path("Create").path("RegionName").asText());
        }
    }

    private void createReplica(String from, String name, String to) {
        DynamoDbEngine target = engines.get(to);
        if (target == null) {
            throw AwsError.badRequest("ValidationException", "Unsupported region for replication: " + to);
        }
        TableDescription original = description(engines.get(from), name);
        requireReplicable(original);
        if (target.tables().listTables().tableNames().contains(name)) {
            throw AwsError.badRequest("ValidationException", "Table " + name + " exists in " + to + " already.");
        }
        target.tables().createTable(copyOf(original));
        GlobalTable table = tables.computeIfAbsent(name, any -> new GlobalTable());
        Replica source = table.replica(from).orElse(null);
        if (source == null) {
            source = new Replica(from, engines.get(from), original, table::nextStamp);
            table.add(source);
        }
        table.add(new Replica(to, target, description(target, name), table::nextStamp));
        table.fill(source, to);
        copyTimeToLive(from, name);
        replication.wake();
    }

    private static TableDescription description(DynamoDbEngine engine, String name) {
        return engine.tables().describeTable(request -> request.tableName(name)).table();
    }

    /** What AWS demands of a table before it gets a replica. */
    private static void requireReplicable(TableDescription table) {
        if (table.streamSpecification() == null
                || table.streamSpecification().streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES) {
            throw AwsError.badRequest(
                    "ValidationException", "Table must have a stream enabled with new and old images.");
        }
        if (table.billingModeSummary() == null
                || table.billingModeSummary().billingMode() != BillingMode.PAY_PER_REQUEST) {
            throw AwsError.notBuilt("A replica of a table with provisioned capacity");
        }
    }

    private static CreateTableRequest copyOf(TableDescription original) {
        CreateTableRequest.Builder copy = CreateTableRequest.builder()
                .tableName(original.tableName())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(original.keySchema())
                .attributeDefinitions(original.attributeDefinitions())
                .streamSpecification(original.streamSpecification());
        if (original.hasGlobalSecondaryIndexes()) {
            List<GlobalSecondaryIndex> indexes = new ArrayList<>();
            original.globalSecondaryIndexes()
                    .forEach(index -> indexes.add(GlobalSecondaryIndex.builder()
                            .indexName(index.indexName())
                            .keySchema(index.keySchema())
                            .projection(index.projection())
                            .build()));
            copy.globalSecondaryIndexes(indexes);
        }
        return copy.build();
    }

    /** DynamoDB keeps one TTL setting for all replicas. */
    void copyTimeToLive(String region, String name) {
        TimeToLiveDescription wanted = timeToLive(engines.get(region).tables(), name);
        if (wanted.attributeName() == null) {
            return;
        }
        for (String other : otherRegions(region, name)) {
            DynamoDbClient client = engines.get(other).tables();
            if (!wanted.equals(timeToLive(client, name))) {
                client.updateTimeToLive(request -> request.tableName(name)
                        .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(wanted.attributeName())));
            }
        }
    }

    private static TimeToLiveDescription timeToLive(DynamoDbClient client, String name) {
        return client.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
    }

    @Override
    public void close() {
        replication.close();
    }
}
