package cognitobackup.backup;

import cognitobackup.pool.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Imports and their results as items, which expire when the retention has passed since they were last written. */
final class TableImports implements Imports {
    private static final String STATUS = "status";
    private static final String INPUT = "input";
    private static final String SNAPSHOT = "snapshot";
    private static final String COUNTS = "counts";
    private static final String DETAILS = "details";

    /** The newest is mostly the wanted one; a page of a few saves asking again where it is not. */
    private static final int PAGE = 10;

    private final BackupTable table;
    private final Duration retention;

    TableImports(BackupTable table, Duration retention) {
        this.table = table;
        this.retention = retention;
    }

    @Override
    public boolean create(ImportItem item) {
        return table.create(write(item));
    }

    @Override
    public void update(ImportItem item) {
        table.put(write(item));
    }

    @Override
    public Optional<ImportItem> find(String targetUserPoolId, RunId importId) {
        return table.get(key(targetUserPoolId, importId)).map(item -> read(targetUserPoolId, item));
    }

    @Override
    public Optional<ImportItem> newest(String targetUserPoolId) {
        return newest(targetUserPoolId, any -> true);
    }

    @Override
    public Optional<ImportItem> newest(String targetUserPoolId, Predicate<ImportItem> wanted) {
        Instant now = table.now();
        return table.itemsDescending(partition(targetUserPoolId), PAGE)
                .filter(item -> !item.expired(now))
                .map(item -> read(targetUserPoolId, item))
                .filter(wanted)
                .findFirst();
    }

    @Override
    public boolean createResult(RunId importId, ImportResult result) {
        return table.create(write(importId, result));
    }

    @Override
    public void putResult(RunId importId, ImportResult result) {
        table.put(write(importId, result));
    }

    @Override
    public Optional<ImportResult> findResult(RunId importId, ImportResult.Key key) {
        return table.get(key(importId, key)).map(item -> readResult(key.shard(), item));
    }

    @Override
    public Map<ImportResult.Key, ImportResult> results(RunId importId, Collection<ImportResult.Key> keys) {
        Map<ItemKey, ImportResult.Key> byItemKey =
                keys.stream().distinct().collect(Collectors.toMap(key -> key(importId, key), key -> key));
        Map<ImportResult.Key, ImportResult> results = new HashMap<>();
        table.get(byItemKey.keySet()).forEach((itemKey, item) -> {
            ImportResult.Key key = byItemKey.get(itemKey);
            results.put(key, readResult(key.shard(), item));
        });
        return results;
    }

    @Override
    public List<ImportResult> results(RunId importId, Shard shard, Optional<ImportResult.Key> after, int limit) {
        return table.page(partition(importId, shard), after.map(TableImports::sortKey), limit).stream()
                .map(item -> readResult(shard, item))
                .toList();
    }

    private Item write(ImportItem item) {
        Map<String, AttributeValue> counts = new TreeMap<>();
        item.counts().forEach((name, count) -> counts.put(name, AttributeValue.fromN(Long.toString(count))));
        Map<String, AttributeValue> fields = new TreeMap<>();
        fields.put(STATUS, AttributeValue.fromS(item.status()));
        fields.put(INPUT, AttributeValue.fromS(item.input()));
        item.snapshot().ifPresent(id -> fields.put(SNAPSHOT, AttributeValue.fromS(id.value())));
        fields.put(COUNTS, AttributeValue.fromM(counts));
        fields.put(DETAILS, texts(item.details()));
        fields.put(Item.EXPIRES_AT, Item.expiry(table.now().plus(retention)));
        return Item.of(key(item.targetUserPoolId(), item.importId()), fields);
    }

    private static ImportItem read(String targetUserPoolId, Item item) {
        Fields counts = item.fields().map(COUNTS);
        return new ImportItem(
                targetUserPoolId,
                new RunId(item.key().sort()),
                item.fields().text(STATUS),
                item.fields().text(INPUT),
                item.fields().findText(SNAPSHOT).map(RunId::new),
                counts.values().keySet().stream().collect(Collectors.toMap(name -> name, counts::number)),
                texts(item.fields().map(DETAILS)));
    }

    private Item write(RunId importId, ImportResult result) {
        return Item.of(
                key(importId, result.key()),
                Map.of(
                        DETAILS,
                        texts(result.details()),
                        Item.EXPIRES_AT,
                        Item.expiry(table.now().plus(retention))));
    }

    private static ImportResult readResult(Shard shard, Item item) {
        String sort = item.key().sort();
        int separator = sort.indexOf('#');
        ImportResult.Key key = new ImportResult.Key(shard, sort.substring(0, separator), sort.substring(separator + 1));
        return new ImportResult(key, texts(item.fields().map(DETAILS)));
    }

    private static AttributeValue texts(Map<String, String> texts) {
        Map<String, AttributeValue> values = new TreeMap<>();
        texts.forEach((name, text) -> values.put(name, AttributeValue.fromS(text)));
        return AttributeValue.fromM(values);
    }

    private static Map<String, String> texts(Fields fields) {
        return fields.values().keySet().stream().collect(Collectors.toMap(name -> name, fields::text));
    }

    private static String partition(String targetUserPoolId) {
        return "IMPORT#" + targetUserPoolId;
    }

    private static ItemKey key(String targetUserPoolId, RunId importId) {
        return new ItemKey(partition(targetUserPoolId), importId.value());
    }

    private static String partition(RunId importId, Shard shard) {
        return "IMPORT-RESULT#" + importId + "#" + shard;
    }

    private static ItemKey key(RunId importId, ImportResult.Key key) {
        return new ItemKey(partition(importId, key.shard()), sortKey(key));
    }

    private static String sortKey(ImportResult.Key key) {
        return key.kind() + "#" + key.key();
    }
}
