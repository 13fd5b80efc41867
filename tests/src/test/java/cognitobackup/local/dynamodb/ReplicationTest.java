package cognitobackup.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.TestTables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Global tables: what arrives in the other Region, when, in which order, and who wins. */
class ReplicationTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static LocalAws aws;
    private static Clients eastClients;
    private static Clients westClients;
    private static DynamoDbClient east;
    private static DynamoDbClient west;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.of("us-east-1", "us-west-2"));
        eastClients = Clients.of(aws.region("us-east-1"));
        westClients = Clients.of(aws.region("us-west-2"));
        east = eastClients.dynamoDb();
        west = westClients.dynamoDb();
    }

    @AfterEach
    void undo() {
        aws.replication().setLag(Duration.ZERO);
        aws.replication().setOrder(ReplicationOrder.asWritten());
        aws.replication().resume();
    }

    @AfterAll
    static void stop() {
        eastClients.close();
        westClients.close();
        aws.close();
    }

    private static void globalTable(String name) {
        TestTables.create(east, name);
        TestTables.replicate(east, name, "us-west-2");
    }

    private static void put(DynamoDbClient where, String table, String sort, String value) {
        where.putItem(request -> request.tableName(table).item(TestTables.item("p", sort, value)));
    }

    private static Map<String, String> values(DynamoDbClient where, String table) {
        Map<String, String> values = new HashMap<>();
        where.scanPaginator(request -> request.tableName(table).consistentRead(true))
                .items()
                .forEach(item -> values.put(item.get("sk").s(), item.get("v").s()));
        return values;
    }

    @Test
    void aNewReplicaGetsWhatIsThereAndBothRegionsNameEachOther() throws Exception {
        TestTables.create(east, "filled");
        put(east, "filled", "a", "before");
        TestTables.replicate(east, "filled", "us-west-2");
        aws.replication().awaitCaughtUp(SOON);

        assertThat(values(west, "filled")).containsExactly(Map.entry("a", "before"));
        assertThat(east.describeTable(request -> request.tableName("filled"))
                        .table()
                        .replicas())
                .extracting(replica -> replica.regionName())
                .containsExactly("us-west-2");
        var replica = west.describeTable(request -> request.tableName("filled")).table();
        assertThat(replica.tableArn()).isEqualTo("arn:aws:dynamodb:us-west-2:123456789012:table/filled");
        assertThat(replica.replicas()).extracting(other -> other.regionName()).containsExactly("us-east-1");
    }

    @Test
    void aTableWithoutAStreamGetsNoReplica() {
        TestTables.create(east, "streamless");
        east.updateTable(
                request -> request.tableName("streamless").streamSpecification(stream -> stream.streamEnabled(false)));

        assertThatThrownBy(() -> TestTables.replicate(east, "streamless", "us-west-2"))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("must have a stream enabled");
    }

    @Test
    void writesAndDeletionsArriveFromEitherSideAndComeBackToNobody() throws Exception {
        globalTable("both");
        put(east, "both", "a", "1");
        put(west, "both", "b", "1");
        aws.replication().awaitCaughtUp(SOON);
        put(west, "both", "a", "2");
        east.deleteItem(request -> request.tableName("both").key(TestTables.key("p", "b")));
        aws.replication().awaitCaughtUp(SOON);

        assertThat(values(east, "both")).isEqualTo(Map.of("a", "2")).isEqualTo(values(west, "both"));
        assertThat(aws.replication().waiting()).isZero();
    }

    @Test
    void anItemThatReturnsToAnEarlierValueArrivesToo() throws Exception {
        globalTable("returning");
        for (String value : new String[] {"A", "B", "A"}) {
            put(east, "returning", "a", value);
            aws.replication().awaitCaughtUp(SOON);
            assertThat(values(west, "returning")).containsEntry("a", value);
        }
        put(west, "returning", "a", "B");
        aws.replication().awaitCaughtUp(SOON);
        assertThat(values(east, "returning")).containsEntry("a", "B");
    }

    @Test
    void ofTwoWritesToOneItemTheLaterWinsEverywhere() throws Exception {
        globalTable("conflict");
        aws.replication().pause();
        put(west, "conflict", "west-first", "west");
        put(east, "conflict", "west-first", "east");
        put(east, "conflict", "east-first", "east");
        put(west, "conflict", "east-first", "west");
        aws.replication().resume();
        aws.replication().awaitCaughtUp(SOON);

        assertThat(values(east, "conflict"))
                .isEqualTo(Map.of("west-first", "east", "east-first", "west"))
                .isEqualTo(values(west, "conflict"));
    }

    @Test
    void conditionsHoldWithinOneRegionOnly() throws Exception {
        globalTable("conditions");
        aws.replication().pause();
        for (DynamoDbClient region : new DynamoDbClient[] {east, west}) {
            region.putItem(request -> request.tableName("conditions")
                    .item(TestTables.item("p", "lock", region == east ? "east" : "west"))
                    .conditionExpression("attribute_not_exists(pk)"));
            assertThatThrownBy(() -> region.putItem(request -> request.tableName("conditions")
                            .item(TestTables.item("p", "lock", "again"))
                            .conditionExpression("attribute_not_exists(pk)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
        }
        aws.replication().resume();
        aws.replication().awaitCaughtUp(SOON);
        assertThat(values(east, "conditions")).isEqualTo(Map.of("lock", "west"));
    }

    @Test
    void whilePausedNothingArrivesButWhatIsLetThrough() throws Exception {
        globalTable("paused");
        aws.replication().pause();
        for (int i = 0; i < 40; i++) {
            put(east, "paused", "i" + i, "v");
        }
        assertThat(aws.replication().waiting()).isEqualTo(40);
        assertThat(values(west, "paused")).isEmpty();

        assertThat(aws.replication().deliver(30)).isEqualTo(30);
        Set<String> firstThirty = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            firstThirty.add("i" + i);
        }
        assertThat(values(west, "paused").keySet()).isEqualTo(firstThirty);
        aws.replication().resume();
        aws.replication().awaitCaughtUp(SOON);
        assertThat(values(west, "paused")).hasSize(40);
    }

    @Test
    void aTransactionArrivesItemByItemInAnyOrder() throws Exception {
        globalTable("shuffled");
        aws.replication().pause();
        aws.replication().setOrder(ReplicationOrder.shuffled(1));
        List<TransactWriteItem> eight = IntStream.range(0, 8)
                .mapToObj(i -> TestTables.putting("shuffled", TestTables.item("p", "i" + i, "v")))
                .toList();
        east.transactWriteItems(request -> request.transactItems(eight));
        aws.replication().deliver(4);

        assertThat(values(west, "shuffled").keySet()).hasSize(4).isNotEqualTo(Set.of("i0", "i1", "i2", "i3"));
    }

    @Test
    void aLagHoldsChangesUp() throws Exception {
        globalTable("lagging");
        aws.replication().setLag(Duration.ofSeconds(2));
        Instant written = Instant.now();
        put(east, "lagging", "a", "v");
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(values(west, "lagging")).isEmpty();
        aws.replication().awaitCaughtUp(SOON);
        assertThat(Duration.between(written, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
        assertThat(values(west, "lagging")).hasSize(1);
    }

    @Test
    void deletionsByTimeToLiveReachTheOtherRegion() throws Exception {
        globalTable("expiring");
        east.updateTimeToLive(request -> request.tableName("expiring")
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName("expiresAt")));
        assertThat(west.describeTimeToLive(request -> request.tableName("expiring"))
                        .timeToLiveDescription()
                        .attributeName())
                .isEqualTo("expiresAt");
        Map<String, AttributeValue> expiring = new HashMap<>(TestTables.item("p", "a", "v"));
        expiring.put(
                "expiresAt", AttributeValue.fromN(Long.toString(Instant.now().getEpochSecond() + 3)));
        east.putItem(request -> request.tableName("expiring").item(expiring));
        aws.replication().awaitCaughtUp(SOON);
        assertThat(values(west, "expiring")).hasSize(1);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> values(west, "expiring")
                .isEmpty());
    }

    @Test
    void manyWritesInBothRegionsAtOnceEndInTheSameState() throws Exception {
        globalTable("busy");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        aws.replication().setOrder(ReplicationOrder.shuffled(seed));
        for (int i = 0; i < 400; i++) {
            String sort = "i" + random.nextInt(20);
            DynamoDbClient where = random.nextBoolean() ? east : west;
            if (random.nextInt(4) == 0) {
                where.deleteItem(request -> request.tableName("busy").key(TestTables.key("p", sort)));
            } else {
                put(where, "busy", sort, "v" + random.nextInt(3));
            }
        }
        aws.replication().awaitCaughtUp(SOON);
        assertThat(values(east, "busy")).as("seed %d", seed).isEqualTo(values(west, "busy"));
    }

    @Test
    void whatHasNotArrivedIsLostWithItsRegion() throws Exception {
        try (LocalAws losing = LocalAws.start(LocalAwsOptions.of("eu-west-1", "eu-north-1"));
                Clients itsWest = Clients.of(losing.region("eu-west-1"));
                Clients itsNorth = Clients.of(losing.region("eu-north-1"));
                DynamoDbClient lost = itsWest.dynamoDb();
                DynamoDbClient remaining = itsNorth.dynamoDb()) {
            TestTables.create(lost, "surviving");
            TestTables.replicate(lost, "surviving", "eu-north-1");
            put(lost, "surviving", "arrived", "v");
            losing.replication().awaitCaughtUp(SOON);
            losing.replication().pause();
            put(lost, "surviving", "on its way", "v");

            losing.region("eu-west-1").lose();
            losing.replication().resume();
            losing.replication().awaitCaughtUp(SOON);

            put(remaining, "surviving", "written after", "v");
            assertThat(values(remaining, "surviving")).containsOnlyKeys("arrived", "written after");
        }
    }
}
