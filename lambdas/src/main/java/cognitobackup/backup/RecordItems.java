package cognitobackup.backup;

import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where the records of one pool are in the table, and how their items are read. Changing it changes stored data. */
final class RecordItems {
    static final String CURRENT = "current";
    static final String PREVIOUS = "previous";
    static final String IDENTITY = "identity";

    /** The index of keys by {@link #IDENTITY}. */
    static final String BY_IDENTITY = "byIdentity";

    private static final String VERSION = "version";

    private final String userPoolId;

    RecordItems(String userPoolId) {
        this.userPoolId = userPoolId;
    }

    /** One version of a record, taken from history, and until when it was valid. */
    record HistoryEntry(RecordKey key, RunId validTo, Version version) {}

    /** What items of a kind begin their keys with. */
    static String name(RecordKind kind) {
        return switch (kind) {
            case USER -> "USER";
            case GROUP -> "GROUP";
            case MEMBERSHIP -> "MEMBER";
            case CONFIGURATION -> "POOL";
        };
    }

    String partition(RecordKind kind, Shard shard) {
        return inPartition(name(kind), kind, shard);
    }

    String historyPartition(RecordKind kind, Shard shard) {
        return inPartition(name(kind) + "-HISTORY", kind, shard);
    }

    ItemKey key(RecordKey key) {
        return new ItemKey(partition(key.kind(), key.shard()), key.sortKey());
    }

    Item historyItem(HistoryEntry entry, Instant expiresAt) {
        RecordKey key = entry.key();
        ItemKey itemKey = new ItemKey(
                historyPartition(key.kind(), key.shard()), historySortKeysOf(entry.validTo()) + key.sortKey());
        return Item.of(
                itemKey, Map.of(VERSION, VersionCodec.write(entry.version()), Item.EXPIRES_AT, Item.expiry(expiresAt)));
    }

    /** What the sort keys begin with of history that was valid until this export. */
    static String historySortKeysOf(RunId validTo) {
        return validTo.value() + "#";
    }

    /** What all sort keys are greater than, and none other is, of history that was valid longer than until this export. */
    static String historySortKeysAfter(RunId validTo) {
        return validTo.value() + "$";
    }

    static StoredRecord read(RecordKind kind, Item item) {
        return new StoredRecord(
                recordKey(kind, item, item.key().sort()), current(kind, item), previous(kind, item), item.expiresAt());
    }

    static RunId currentValidFrom(Item item) {
        return VersionCodec.validFrom(item.fields().map(CURRENT));
    }

    static Version current(RecordKind kind, Item item) {
        return VersionCodec.read(
                recordKey(kind, item, item.key().sort()), item.fields().map(CURRENT));
    }

    static Optional<Version> previous(RecordKind kind, Item item) {
        RecordKey key = recordKey(kind, item, item.key().sort());
        return item.fields().findMap(PREVIOUS).map(fields -> VersionCodec.read(key, fields));
    }

    static HistoryEntry readHistory(RecordKind kind, Item item) {
        String sort = item.key().sort();
        int end = sort.indexOf('#');
        if (end < 0) {
            throw item.fields().damaged("its sort key does not say until when it was valid");
        }
        RecordKey key = recordKey(kind, item, sort.substring(end + 1));
        return new HistoryEntry(
                key,
                item.fields().parsed("validTo", "an export id", () -> new RunId(sort.substring(0, end))),
                VersionCodec.read(key, item.fields().map(VERSION)));
    }

    private String inPartition(String name, RecordKind kind, Shard shard) {
        String partition = name + "#" + userPoolId;
        return kind.sharded() ? partition + "#" + shard : partition;
    }

    private static RecordKey recordKey(RecordKind kind, Item item, String sortKey) {
        int separator = sortKey.indexOf('#');
        return switch (kind) {
            case USER -> RecordKey.user(sortKey);
            case GROUP -> RecordKey.group(sortKey);
            case MEMBERSHIP -> RecordKey.membership(first(item, sortKey, separator), sortKey.substring(separator + 1));
            case CONFIGURATION ->
                RecordKey.configuration(first(item, sortKey, separator), sortKey.substring(separator + 1));
        };
    }

    private static String first(Item item, String sortKey, int separator) {
        if (separator < 0) {
            throw item.fields().damaged("its sort key has one half only");
        }
        return sortKey.substring(0, separator);
    }

    /** The identity attribute of a user's item; none where it would be too long for an index key. */
    Optional<String> identityAttribute(Optional<String> identity) {
        return identity.map(text -> userPoolId + "#" + text).filter(ItemSize::fitsPartitionKey);
    }
}
