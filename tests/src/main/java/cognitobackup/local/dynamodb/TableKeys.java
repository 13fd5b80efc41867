package cognitobackup.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/** Finds, in write requests, the keys of the items that they write. */
final class TableKeys {
    /** @param sort the name of the sort key's attribute, or empty */
    record Schema(String partition, String sort) {}

    private final DynamoDbClient tables;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    TableKeys(DynamoDbClient tables) {
        this.tables = tables;
    }

    /** The items that this request writes if it succeeds. */
    List<ItemWrite> writesOf(String operation, JsonNode request) {
        List<ItemWrite> writes = new ArrayList<>();
        switch (operation) {
            case "PutItem" -> writes.add(write(operation, request, request.path("Item")));
            case "UpdateItem", "DeleteItem" -> writes.add(write(operation, request, request.path("Key")));
            case "BatchWriteItem" ->
                request.path("RequestItems").properties().forEach(table -> table.getValue()
                        .forEach(entry -> writes.add(write(
                                operation,
                                table.getKey(),
                                entry.has("PutRequest")
                                        ? entry.path("PutRequest").path("Item")
                                        : entry.path("DeleteRequest").path("Key")))));
            case "TransactWriteItems" ->
                request.path("TransactItems").forEach(entry -> {
                    if (entry.has("Put")) {
                        writes.add(write(
                                operation, entry.path("Put"), entry.path("Put").path("Item")));
                    }
                    for (String kind : List.of("Update", "Delete")) {
                        if (entry.has(kind)) {
                            writes.add(write(
                                    operation,
                                    entry.path(kind),
                                    entry.path(kind).path("Key")));
                        }
                    }
                });
            default -> {}
        }
        return writes;
    }

    private ItemWrite write(String operation, JsonNode naming, JsonNode attributes) {
        return write(operation, naming.path("TableName").asText(), attributes);
    }

    private ItemWrite write(String operation, String table, JsonNode attributes) {
        String name = Arns.tableName(table);
        Schema schema = schemas.computeIfAbsent(name, this::read);
        return new ItemWrite(
                name,
                operation,
                value(attributes.path(schema.partition())),
                schema.sort().isEmpty() ? "" : value(attributes.path(schema.sort())));
    }

    /** The value in {@code {"S": "value"}}. */
    private static String value(JsonNode attribute) {
        return attribute.isEmpty() ? "" : attribute.elements().next().asText();
    }

    private Schema read(String table) {
        String partition = "";
        String sort = "";
        for (var element : tables.describeTable(request -> request.tableName(table))
                .table()
                .keySchema()) {
            if (element.keyType() == KeyType.HASH) {
                partition = element.attributeName();
            } else {
                sort = element.attributeName();
            }
        }
        return new Schema(partition, sort);
    }
}
