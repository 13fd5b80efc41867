package cognitobackup.retired;

import cognitobackup.cognito.SourcePools;
import cognitobackup.cognito.UserPools;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table as the retired architecture wrote it, and what reads it: whoever writes to it then fails the test. */
public final class LocalRetiredTable {
    public static final String NAME = "UserProfilesBackup.v1_0-1";
    public static final String INSTALLATION = "3f0b6a0e-7a0f-4a53-9a5e-5d7a1c7d2c11";

    private static final Set<String> READS = Set.of("batchGetItem", "query", "queryPaginator", "scan", "scanPaginator");

    private final DynamoDbClient client;
    private final List<String> secrets = new ArrayList<>();

    /** Creates the table anew. */
    public LocalRetiredTable(DynamoDbClient client) {
        this.client = client;
        if (client.listTables().tableNames().contains(NAME)) {
            client.deleteTable(table -> table.tableName(NAME));
        }
        client.createTable(table -> table.tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("id"), text("type"))
                .keySchema(key("id", KeyType.HASH), key("type", KeyType.RANGE)));
    }

    public void lastExport(Instant began) {
        put(
                "latest-export-timestamp",
                "SYNC_TIMESTAMP-" + INSTALLATION,
                Map.of("latestExportTimestamp", number(began.toEpochMilli())));
    }

    /** A user as an export of an installation wrote it that began then. */
    public void user(
            String installation,
            String sub,
            String username,
            String pseudoUsername,
            Map<String, String> attributes,
            boolean enabled,
            Instant confirmed) {
        List<AttributeValue> listed = new ArrayList<>();
        listed.add(AttributeValue.fromM(Map.of("Name", string("sub"), "Value", string(sub))));
        attributes.forEach((name, value) ->
                listed.add(AttributeValue.fromM(Map.of("Name", string(name), "Value", string(value)))));
        if (!username.equals(sub)) {
            secrets.add(username);
        }
        secrets.add(pseudoUsername);
        put(
                "USER-" + sub,
                "USER-" + installation,
                Map.of(
                        "username", string(username),
                        "pseudoUsername", string(pseudoUsername),
                        "userAttributes", AttributeValue.fromL(listed),
                        "userEnabled", AttributeValue.fromBool(enabled),
                        "userStatus", string("CONFIRMED"),
                        "lastConfirmedInUserPool", number(confirmed.toEpochMilli()),
                        "lastUpdatedRegion", string("us-east-1")));
    }

    public void group(String name, String description, long precedence, Instant confirmed) {
        secrets.add(name);
        put(
                "GROUP-" + name,
                "GROUP-" + INSTALLATION,
                Map.of(
                        "groupName", string(name),
                        "groupDescription", string(description),
                        "groupPrecedence", number(precedence),
                        "groupLastModifiedDate", number(confirmed.toEpochMilli()),
                        "lastConfirmedInUserPool", number(confirmed.toEpochMilli()),
                        "lastUpdatedRegion", string("us-east-1")));
    }

    /** A membership whose names beside its keys are wrong, as some are. */
    public void member(String groupName, String sub, Instant confirmed) {
        put(
                "GROUP_MEMBER-" + groupName,
                "GROUP_MEMBER-" + sub,
                Map.of(
                        "groupUser", string("another"),
                        "groupPseudoUsername", string("another"),
                        "groupName", string(groupName),
                        "lastConfirmedInUserPool", number(confirmed.toEpochMilli()),
                        "lastUpdatedRegion", string("us-east-1")));
    }

    public void put(String id, String type, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.put("id", string(id));
        item.put("type", string(type));
        client.putItem(put -> put.tableName(NAME).item(item));
    }

    /** Usernames, what users sign in with, and groups: what may be nowhere but in the tables. */
    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** Every item, with all that is in it. */
    public List<String> items() {
        return client.scanPaginator(scan -> scan.tableName(NAME)).items().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /** Reads this pool from a table, and others themselves. */
    public static SourcePools sources(DynamoDbClient client, String userPoolId, String table, UserPools pools) {
        return new RetiredPools(new RetiredTables(Map.of(userPoolId, table)), readOnly(client), pools);
    }

    private static DynamoDbClient readOnly(DynamoDbClient client) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                LocalRetiredTable.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (!READS.contains(method.getName())) {
                        throw new AssertionError("The retired table is only read, not " + method.getName());
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
