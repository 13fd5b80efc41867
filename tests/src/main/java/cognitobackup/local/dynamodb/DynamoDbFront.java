package cognitobackup.local.dynamodb;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/**
 * DynamoDB's wire protocol, before DynamoDB Local: it puts Region and account into ARNs, adds what the engine lacks, and
 * notes which items are written. Operations that are neither here nor tried with the engine are refused by name; those
 * of PartiQL are, because the writes in their statements could not be noted.
 */
final class DynamoDbFront implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");
    private static final Set<String> ABOUT_TABLES = Set.of(
            "CreateTable",
            "DescribeTable",
            "DeleteTable",
            "UpdateTable",
            "ListTables",
            "UpdateTimeToLive",
            "DescribeTimeToLive",
            "DescribeLimits",
            "DescribeEndpoints",
            "ListStreams",
            "DescribeStream",
            "GetShardIterator",
            "GetRecords");

    private final HttpService engine;
    private final String region;
    private final Arns arns;
    private final TableKeys keys;
    private final TableExtras extras;
    private final ItemWrites writes;
    private final GlobalTables globalTables;

    DynamoDbFront(
            HttpService engine,
            String region,
            Arns arns,
            TableKeys keys,
            TableExtras extras,
            ItemWrites writes,
            GlobalTables globalTables) {
        this.engine = engine;
        this.region = region;
        this.arns = arns;
        this.keys = keys;
        this.extras = extras;
        this.writes = writes;
        this.globalTables = globalTables;
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        String target = request.header("X-Amz-Target").orElse("");
        String operation = target.substring(target.lastIndexOf('.') + 1);
        try {
            if (READS.contains(operation)) {
                return engine.answer(request);
            }
            if (WRITES.contains(operation)) {
                return write(operation, request);
            }
            return aboutTables(operation, request);
        } catch (AwsError e) {
            return JsonProtocol.error(e);
        }
    }

    private ServiceResponse write(String operation, ServiceRequest request) throws IOException {
        List<ItemWrite> items = keys.writesOf(operation, JSON.readTree(request.body()));
        List<Lock> locks = globalTables.enter(region, items);
        try {
            ServiceResponse response = engine.answer(request);
            if (response.succeeded()) {
                writes.add(items);
                globalTables.written(region, items);
            }
            return response;
        } finally {
            locks.forEach(Lock::unlock);
        }
    }

    private ServiceResponse aboutTables(String operation, ServiceRequest request) throws IOException {
        JsonNode body = JSON.readTree(request.body());
        Optional<JsonNode> extra = extras.call(operation, body);
        if (extra.isPresent()) {
            return json(extra.get());
        }
        if (!ABOUT_TABLES.contains(operation)) {
            throw AwsError.notBuilt("DynamoDB's " + operation);
        }
        String table = Arns.tableName(body.path("TableName").asText());
        if (operation.equals("UpdateTable") && body.has("ReplicaUpdates")) {
            globalTables.update(region, table, body.path("ReplicaUpdates"));
            return describe(table, "TableDescription", request);
        }
        ServiceResponse response =
                engine.answer(request.withBody(arns.toEngine(request.bodyText()).getBytes(StandardCharsets.UTF_8)));
        if (!response.succeeded()) {
            return response;
        }
        if (operation.equals("UpdateTimeToLive")) {
            globalTables.copyTimeToLive(region, table);
        }
        return json(withReplicas(JSON.readTree(arns.toRegion(response.bodyText()))));
    }

    private ServiceResponse describe(String table, String member, ServiceRequest like) throws IOException {
        Headers headers = new Headers();
        headers.putAll(like.headers());
        headers.set("X-Amz-Target", "DynamoDB_20120810.DescribeTable");
        byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode().put("TableName", table));
        ServiceResponse response = engine.answer(new ServiceRequest(like.method(), like.target(), headers, body));
        ObjectNode answer = JSON.createObjectNode();
        answer.set(member, JSON.readTree(arns.toRegion(response.bodyText())).path("Table"));
        return json(withReplicas(answer));
    }

    /** DynamoDB Local knows no replicas, so what describes a table is completed here. */
    private JsonNode withReplicas(JsonNode answer) {
        for (String member : List.of("Table", "TableDescription")) {
            if (answer.path(member) instanceof ObjectNode table) {
                List<String> others = globalTables.otherRegions(
                        region, table.path("TableName").asText());
                if (!others.isEmpty()) {
                    table.put("GlobalTableVersion", "2019.11.21");
                    ArrayNode replicas = table.putArray("Replicas");
                    others.forEach(other ->
                            replicas.addObject().put("RegionName", other).put("ReplicaStatus", "ACTIVE"));
                }
            }
        }
        return answer;
    }

    private static ServiceResponse json(JsonNode answer) throws IOException {
        return ServiceResponse.of(200, "application/x-amz-json-1.0", JSON.writeValueAsBytes(answer));
    }
}
