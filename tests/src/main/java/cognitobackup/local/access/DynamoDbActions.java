package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DynamoDB: an action on the table, or on the index that is read. A transaction needs the actions of its parts, and a
 * table with a customer managed key that its callers may use the key.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions,
 *     resources, and condition keys for Amazon DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html">Using IAM
 *     with transactions</a>
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html">Keys of
 *     tables</a>
 */
final class DynamoDbActions implements ServiceActions {
    private static final Set<String> ON_TABLE =
            Set.of("DeleteItem", "DescribeTable", "DescribeTimeToLive", "GetItem", "PutItem", "UpdateItem");
    private static final Set<String> ON_TABLE_OR_INDEX = Set.of("Query", "Scan");
    private static final Set<String> ON_TABLES = Set.of("BatchGetItem", "BatchWriteItem");
    private static final Map<String, String> PARTS_OF_TRANSACTIONS = Map.of(
            "Get", "GetItem",
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "ConditionCheck", "ConditionCheckItem");

    /** AWS names these for the principals that use a table, and does not say which of them a call needs. */
    private static final String[] OF_KEY = {
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"
    };

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        JsonNode body = ServiceActions.body(call);
        Set<AccessRequest> needed = new LinkedHashSet<>();
        Set<String> tables = new LinkedHashSet<>();
        if (ON_TABLE.contains(call.operation()) || ON_TABLE_OR_INDEX.contains(call.operation())) {
            String table = table(body.path("TableName"), place);
            tables.add(table);
            needed.add(AccessRequest.of(
                    "dynamodb:" + call.operation(),
                    body.has("IndexName")
                            ? table + "/index/" + body.path("IndexName").asText()
                            : table));
        } else if (ON_TABLES.contains(call.operation())) {
            body.path("RequestItems").properties().forEach(of -> tables.add(tableArn(of.getKey(), place)));
            tables.forEach(table -> needed.add(AccessRequest.of("dynamodb:" + call.operation(), table)));
        } else if (Set.of("TransactGetItems", "TransactWriteItems").contains(call.operation())) {
            body.path("TransactItems").forEach(item -> item.properties().forEach(part -> {
                String table = table(part.getValue().path("TableName"), place);
                tables.add(table);
                needed.add(AccessRequest.of("dynamodb:" + PARTS_OF_TRANSACTIONS.get(part.getKey()), table));
            }));
        } else {
            throw ServiceActions.notInTable(call);
        }
        List<AccessRequest> all = new ArrayList<>(needed);
        tables.forEach(table -> all.addAll(place.useOfKey(table, "dynamodb", OF_KEY)));
        return all;
    }

    private static String table(JsonNode nameOrArn, Place place) {
        return tableArn(nameOrArn.asText(), place);
    }

    private static String tableArn(String nameOrArn, Place place) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : place.arn("dynamodb", "table/" + nameOrArn);
    }
}
