package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Stage;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A pool is gone, and all that is left of it is the table of AWS's retired architecture; it is restored from there. */
final class Migrate implements Scenario {
    private static final String INSTALLATION = "5d7a2b1e-8c1f-4f6e-9d55-0c3a7be21f04";
    private static final long LAST_EXPORT = 1_750_000_000_000L;

    /** An endpoint may keep the one of another rehearsal. */
    private final String table = "retired-backup-" + UUID.randomUUID();

    @Override
    public String name() {
        return "migrate";
    }

    @Override
    public String description() {
        return "Nothing is left but the table of AWS's retired architecture; the pool is restored from that.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "Your pool was backed up by AWS's retired reference architecture, and now the pool is gone. You point a",
                "stack at the old table, export once, which makes a snapshot of it, and restore that into a new pool.",
                "What the old table never had, federated users and the roles of groups, cannot come back.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(50, 5, 91, SignIn.USERNAME);
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump kept = whatTheOldTableKeeps(rehearsal.source());
        rehearsal.say("The old architecture has exported the pool for the last time, and the pool is deleted");
        try (DynamoDbClient dynamoDb = stage.dynamoDb(Stage.PRIMARY);
                CognitoIdentityProviderClient cognito = stage.cognito(Stage.PRIMARY)) {
            fill(dynamoDb, kept);
            cognito.deleteUserPool(request -> request.userPoolId(kept.userPoolId()));
            rehearsal.say("The stack is pointed at the old table");
            rehearsal.deploy(
                    List.of(kept.userPoolId()),
                    Map.of(
                            "userPools",
                            "[{\"id\": \"" + kept.userPoolId() + "\", \"retiredTable\": \"" + table + "\"}]"));
            Set<Map<String, AttributeValue>> before = items(dynamoDb);
            rehearsal.export(Stage.PRIMARY, kept);
            rehearsal.equal(
                    "the old table after the export",
                    "as before",
                    items(dynamoDb).equals(before) ? "as before" : "changed");
        }

        rehearsal.say("Restoring to a new pool");
        rehearsal.part(() -> {
            String target = stage.createPool(Stage.PRIMARY, kept.userPool());
            rehearsal.restore(Stage.PRIMARY, Map.of("targetUserPoolId", target, "userPoolId", kept.userPoolId()));
            rehearsal.same(
                    "the restored pool, compared with what the old table kept of the pool",
                    kept,
                    rehearsal.read(Stage.PRIMARY, target, kept));
        });
        rehearsal.refused(
                "a second migration",
                Stage.PRIMARY,
                stage.runbook(Stage.PRIMARY).startExport(Map.of("userPoolId", kept.userPoolId())),
                "retiredTable");
    }

    /** Everything but federated users and the roles of groups. */
    private static PoolDump whatTheOldTableKeeps(PoolDump pool) {
        List<PoolUser> users = pool.users().stream()
                .filter(user -> !user.status().equals("EXTERNAL_PROVIDER"))
                .toList();
        Set<String> usernames = users.stream().map(PoolUser::username).collect(Collectors.toSet());
        return new PoolDump(
                pool.userPool(),
                users,
                pool.groups().stream()
                        .map(group -> new PoolGroup(
                                group.name(),
                                group.description(),
                                group.precedence(),
                                Optional.empty(),
                                group.created(),
                                group.lastModified()))
                        .toList(),
                pool.memberships().stream()
                        .filter(membership -> usernames.contains(membership.username()))
                        .toList());
    }

    private void fill(DynamoDbClient dynamoDb, PoolDump pool) {
        dynamoDb.createTable(request -> request.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("id"), text("type"))
                .keySchema(key("id", KeyType.HASH), key("type", KeyType.RANGE)));
        Map<String, String> subs = new HashMap<>();
        for (PoolUser user : pool.users()) {
            subs.put(user.username(), user.sub());
            put(
                    dynamoDb,
                    "USER-" + user.sub(),
                    "USER-" + INSTALLATION,
                    Map.of(
                            "username", string(user.username()),
                            "pseudoUsername", string(user.username()),
                            "userAttributes", attributes(user),
                            "userEnabled", AttributeValue.fromBool(user.enabled()),
                            "userStatus", string(user.status())));
        }
        for (PoolGroup group : pool.groups()) {
            put(
                    dynamoDb,
                    "GROUP-" + group.name(),
                    "GROUP-" + INSTALLATION,
                    Map.of(
                            "groupName", string(group.name()),
                            "groupDescription", string(group.description().orElse("")),
                            "groupPrecedence", number(group.precedence().orElse(-1)),
                            "groupLastModifiedDate", number(LAST_EXPORT)));
        }
        for (PoolMembership membership : pool.memberships()) {
            put(
                    dynamoDb,
                    "GROUP_MEMBER-" + membership.groupName(),
                    "GROUP_MEMBER-" + subs.get(membership.username()),
                    Map.of(
                            "groupUser", string(membership.username()),
                            "groupPseudoUsername", string(membership.username()),
                            "groupName", string(membership.groupName())));
        }
        put(
                dynamoDb,
                "latest-export-timestamp",
                "SYNC_TIMESTAMP-" + INSTALLATION,
                Map.of("latestExportTimestamp", number(LAST_EXPORT)));
    }

    private static AttributeValue attributes(PoolUser user) {
        return AttributeValue.fromL(user.attributes().entrySet().stream()
                .map(attribute -> AttributeValue.fromM(
                        Map.of("Name", string(attribute.getKey()), "Value", string(attribute.getValue()))))
                .toList());
    }

    private void put(DynamoDbClient dynamoDb, String id, String type, Map<String, AttributeValue> members) {
        Map<String, AttributeValue> item = new HashMap<>(members);
        item.put("id", string(id));
        item.put("type", string(type));
        item.put("lastConfirmedInUserPool", number(LAST_EXPORT));
        item.put("lastUpdatedRegion", string(Stage.PRIMARY));
        dynamoDb.putItem(request -> request.tableName(table).item(item));
    }

    private Set<Map<String, AttributeValue>> items(DynamoDbClient dynamoDb) {
        return dynamoDb.scanPaginator(request -> request.tableName(table)).items().stream()
                .collect(Collectors.toSet());
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
