package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Stage;
import cognitobackup.drill.endpoint.Lack;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The stack is destroyed; a new one takes over its table, and then a restored copy of the table. */
final class Adopt implements Scenario {

    /** What point-in-time recovery does not bring back, as the stack says it. */
    private static final String A_REPLICA = "a replica in " + Stage.SECONDARY;

    private static final List<String> LACKS_OF_RESTORED = List.of(
            "a stream of new and old images",
            A_REPLICA,
            "the time to live by expiresAt",
            "point-in-time recovery in " + Stage.PRIMARY,
            "deletion protection in " + Stage.PRIMARY,
            "the tag project");

    /** An endpoint may keep the one of another rehearsal. */
    private final String restored = "restored-backup-" + UUID.randomUUID();

    @Override
    public String name() {
        return "adopt";
    }

    @Override
    public String description() {
        return "The stack is destroyed; a new one adopts its table, and then a restored copy, and says what that lacks.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "Somebody destroys the stack. The table is protected and stays, and a new stack adopts it with all its",
                "exports. Then the table itself is restored under another name, as point-in-time recovery does (here by",
                "copying its items): the stack says what such a table lacks, and restores from it all the same.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(40, 4, 81, SignIn.USERNAME);
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump before = rehearsal.source();
        rehearsal.say("Exporting the pool");
        ExportFigures first = rehearsal.export(Stage.PRIMARY, before);
        String table = String.valueOf(stage.outputs(Stage.PRIMARY).get("tableName"));

        rehearsal.say("The stack is destroyed; a new one adopts the table that it left");
        stage.destroyPrimary();
        rehearsal.deploy(List.of(before.userPoolId()), Map.of("existingTable", table));
        List<String> lacks = stage.has(Lack.REPLICAS) ? List.of() : List.of(A_REPLICA);
        rehearsal.equal("what the table lacks", lacks, lacks(stage, lacks));
        try (LivingPool pool = new LivingPool(stage, before)) {
            for (PoolUser user : LivingPool.everydayUsers(before).subList(0, 3)) {
                pool.set(user.username(), "given_name", "Changed");
            }
        }
        ExportFigures second = rehearsal.export(Stage.PRIMARY, rehearsal.read(before));
        rehearsal.equal(
                "users that the new stack's first export wrote",
                3L,
                second.created() + second.updated() + second.deleted());
        rehearsal.say("Restoring the export of the stack that is no more");
        rehearsal.restore(Stage.PRIMARY, "the first export", first.exportId(), before);

        rehearsal.say("The table is restored under another name, and adopted");
        copy(stage, table);
        stage.destroyPrimary();
        rehearsal.deploy(List.of(before.userPoolId()), Map.of("existingTable", restored));
        rehearsal.equal("what the restored table lacks", LACKS_OF_RESTORED, lacks(stage, LACKS_OF_RESTORED));
        rehearsal.say("Restoring from it");
        rehearsal.restore(Stage.PRIMARY, "latest", "latest", rehearsal.read(before));
    }

    /** What the stack says that the table lacks, each as the word for it where it begins with one. */
    private static List<String> lacks(Stage stage, List<String> words) {
        List<String> lacks = new ArrayList<>();
        for (Object lack : (List<?>) stage.outputs(Stage.PRIMARY).get("tableLacks")) {
            lacks.add(words.stream()
                    .filter(word -> lack.toString().startsWith(word))
                    .findFirst()
                    .orElse(lack.toString()));
        }
        return lacks;
    }

    /** Makes what point-in-time recovery makes of a table: its items and indexes, under another name, and nothing else. */
    private void copy(Stage stage, String table) {
        try (DynamoDbClient dynamoDb = stage.dynamoDb(Stage.PRIMARY)) {
            TableDescription original =
                    dynamoDb.describeTable(request -> request.tableName(table)).table();
            dynamoDb.createTable(CreateTableRequest.builder()
                    .tableName(restored)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(original.keySchema())
                    .attributeDefinitions(original.attributeDefinitions())
                    .globalSecondaryIndexes(original.globalSecondaryIndexes().stream()
                            .map(Adopt::index)
                            .toList())
                    .build());
            dynamoDb.scanPaginator(request -> request.tableName(table))
                    .items()
                    .forEach(item -> dynamoDb.putItem(
                            request -> request.tableName(restored).item(item)));
        }
    }

    private static GlobalSecondaryIndex index(GlobalSecondaryIndexDescription index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.indexName())
                .keySchema(index.keySchema())
                .projection(index.projection())
                .build();
    }
}
