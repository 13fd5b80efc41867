package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The table item by item, in the real engine. */
class BackupTableTest {
    private static LocalTable local;
    private static int partitions;

    private final String partition = "TEST#someone@example.com" + ++partitions;
    private final BackupTable table = table(local.client());

    @BeforeAll
    static void open() {
        local = new LocalTable();
    }

    @AfterAll
    static void close() {
        local.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2, has format version 2; this release reads up to 1. Use the release that wrote it",
        "0, has format version 0; this release reads from 1. Use an older release",
        ", has no format version"
    })
    void anItemOfAnotherFormatIsRefusedBeforeAnythingElseIsRead(String version, String expected) {
        Map<String, AttributeValue> item = new HashMap<>(new ItemKey(partition, "s").attributes());
        if (version != null) {
            item.put("formatVersion", AttributeValue.fromN(version));
        }
        local.client().putItem(put -> put.tableName(LocalTable.NAME).item(item));
        ItemKey key = new ItemKey(partition, "s");

        List<Runnable> reads = List.of(
                () -> table.get(key),
                () -> table.get(List.of(key)),
                () -> table.items(partition).forEach(read -> {}),
                () -> table.page(partition, Optional.empty(), 1));

        assertThat(reads).allSatisfy(read -> assertThatThrownBy(read::run)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("An item of kind TEST")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("someone"));
    }

    @Test
    void everyWriteWritesTheFormatVersion() {
        table.put(item("put"));
        table.create(item("create"));
        table.update(new ConditionalWrite(new ItemKey(partition, "update")).set("text", AttributeValue.fromS("x")));
        table.transact(List.of(table.createInTransaction(item("transaction"))));

        assertThat(local.client()
                        .query(query -> query.tableName(LocalTable.NAME)
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition))))
                        .items())
                .hasSize(4)
                .allSatisfy(item -> assertThat(item.get("formatVersion").n()).isEqualTo("1"));
    }

    @Test
    void manyItemsAreReadAtOnceAlthoughDynamoDbLeavesSomeForLater() {
        List<ItemKey> keys = IntStream.range(0, 130)
                .mapToObj(i -> new ItemKey(partition, "s" + i))
                .toList();
        keys.forEach(key -> table.put(Item.of(key, Map.of())));
        List<Integer> batches = new ArrayList<>();

        Map<ItemKey, Item> found = table(leavingHalf(batches)).get(with(keys, new ItemKey(partition, "absent")));

        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(batches).hasSizeGreaterThan(4).allMatch(size -> size <= 100);
    }

    @Test
    void aConditionThatDoesNotHoldIsToldAndNothingIsWritten() {
        assertThat(table.create(item("s"))).isTrue();
        assertThat(table.create(item("s"))).isFalse();
        ItemKey key = new ItemKey(partition, "s");
        assertThat(table.update(new ConditionalWrite(key)
                        .ifEquals("text", AttributeValue.fromS("other"))
                        .set("text", AttributeValue.fromS("new"))))
                .isFalse();
        assertThat(table.delete(new ConditionalWrite(key).ifAbsent("text"))).isFalse();
        assertThat(table.get(key).orElseThrow().fields().text("text")).isEqualTo("value");
    }

    @Test
    void aTransactionDoesAllOrNothingAndTellsWhichConditionsHeld() {
        table.put(item("there"));

        assertThat(table.transact(List.of(
                        table.createInTransaction(item("new")),
                        table.createInTransaction(item("there")),
                        table.inTransaction(new ConditionalWrite(new ItemKey(partition, "there")).ifPresent("text")))))
                .containsExactly(true, false, true);
        assertThat(table.get(new ItemKey(partition, "new"))).isEmpty();
        assertThat(table.transact(List.of(table.createInTransaction(item("new")))))
                .containsExactly(true);
    }

    @Test
    void keysNeverShowInText() {
        assertThat(new ItemKey(partition, "secret").toString()).isEqualTo("an item of kind TEST");
    }

    private Item item(String sort) {
        return Item.of(new ItemKey(partition, sort), Map.of("text", AttributeValue.fromS("value")));
    }

    private static List<ItemKey> with(List<ItemKey> keys, ItemKey more) {
        List<ItemKey> all = new ArrayList<>(keys);
        all.add(more);
        return all;
    }

    private static BackupTable table(DynamoDbClient client) {
        return new BackupTable(client, LocalTable.NAME, new ManualClock(Instant.EPOCH));
    }

    /** Answers half of each batch of more than ten keys. */
    private static DynamoDbClient leavingHalf(List<Integer> batches) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                BackupTableTest.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("batchGetItem")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    BatchGetItemRequest.Builder builder = BatchGetItemRequest.builder();
                    Consumer.class.getMethod("accept", Object.class).invoke(arguments[0], builder);
                    KeysAndAttributes wanted = builder.build().requestItems().get(LocalTable.NAME);
                    int size = wanted.keys().size();
                    batches.add(size);
                    int now = size > 10 ? size / 2 : size;
                    BatchGetItemResponse answer;
                    try {
                        answer = local.client()
                                .batchGetItem(batch -> batch.requestItems(Map.of(
                                        LocalTable.NAME,
                                        wanted.toBuilder()
                                                .keys(wanted.keys().subList(0, now))
                                                .build())));
                    } catch (IllegalStateException e) {
                        throw new InvocationTargetException(e);
                    }
                    return now == size
                            ? answer
                            : answer.toBuilder()
                                    .unprocessedKeys(Map.of(
                                            LocalTable.NAME,
                                            wanted.toBuilder()
                                                    .keys(wanted.keys().subList(now, size))
                                                    .build()))
                                    .build();
                });
    }
}
