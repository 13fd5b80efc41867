package cognitobackup.backup;

import cognitobackup.backup.Manifest.Changes;
import cognitobackup.backup.Manifest.Sum;
import cognitobackup.pool.CanonicalForm;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Sha256;
import cognitobackup.pool.Shard;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Manifests as items. Changing it changes stored data. */
final class ManifestItems {
    private static final String READ_UNTIL = "readUntil";
    private static final String SUMS = "sums";
    private static final String COUNT = "count";
    private static final String CHECKSUM = "checksum";
    private static final String CHANGES = "changes";
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String DELETED = "deleted";
    private static final String MISSED_BY_LISTING = "missedByListing";
    private static final String ALLOWED_DELETIONS = "allowedDeletions";
    private static final String LISTED_WHOLE = "listedWhole";
    private static final String HASH = "hash";

    private ManifestItems() {}

    static String partition(String userPoolId) {
        return "EXPORT#" + userPoolId;
    }

    static ItemKey key(String userPoolId, RunId exportId) {
        return new ItemKey(partition(userPoolId), exportId.value());
    }

    static Item write(Manifest manifest) {
        Map<String, AttributeValue> sums = new TreeMap<>();
        manifest.sums().forEach((kind, byShard) -> {
            Map<String, AttributeValue> ofKind = new TreeMap<>();
            byShard.forEach((shard, sum) -> ofKind.put(shard.digit(), write(sum)));
            sums.put(kind.name(), AttributeValue.fromM(ofKind));
        });
        Map<String, AttributeValue> changes = new TreeMap<>();
        manifest.changes().forEach((kind, ofKind) -> changes.put(kind.name(), write(ofKind)));
        Map<String, AttributeValue> fields = new TreeMap<>();
        fields.put(READ_UNTIL, AttributeValue.fromS(manifest.readUntil().toString()));
        fields.put(SUMS, AttributeValue.fromM(sums));
        fields.put(CHANGES, AttributeValue.fromM(changes));
        fields.put(MISSED_BY_LISTING, number(manifest.missedByListing()));
        manifest.allowedDeletions().ifPresent(deletions -> fields.put(ALLOWED_DELETIONS, number(deletions)));
        manifest.listedWhole().ifPresent(export -> fields.put(LISTED_WHOLE, AttributeValue.fromS(export.value())));
        ItemKey key = key(manifest.userPoolId(), manifest.exportId());
        fields.put(HASH, AttributeValue.fromS(hash(Item.of(key, fields))));
        manifest.expiresAt().ifPresent(at -> fields.put(Item.EXPIRES_AT, Item.expiry(at)));
        return Item.of(key, fields);
    }

    /**
     * Binds all that a manifest says to its pool and export, but for the time that it gets when the next one is written.
     * Attributes that this release does not know are part of it.
     */
    static String hash(Item item) {
        Map<String, AttributeValue> attributes = new TreeMap<>(item.attributes());
        attributes.keySet().removeAll(Set.of(HASH, Item.EXPIRES_AT));
        return HexFormat.of().formatHex(Sha256.of(CanonicalForm.of(plain(attributes))));
    }

    private static Map<String, Object> plain(Map<String, AttributeValue> attributes) {
        Map<String, Object> plain = new TreeMap<>();
        attributes.forEach((name, value) -> plain.put(
                name,
                switch (value.type()) {
                    case M -> plain(value.m());
                    case S -> value.s();
                    // As text: the hash need not tell a number from its digits.
                    case N -> value.n();
                    default -> value.type().name();
                }));
        return plain;
    }

    static Manifest read(String userPoolId, Item item) {
        if (!item.fields().text(HASH).equals(hash(item))) {
            throw item.fields().damaged("it does not say what it said when it was written");
        }
        Map<RecordKind, Map<Shard, Sum>> sums = new EnumMap<>(RecordKind.class);
        Fields sumsByKind = item.fields().map(SUMS);
        for (String kind : sumsByKind.values().keySet()) {
            Map<Shard, Sum> ofKind = new TreeMap<>(Comparator.comparing(Shard::digit));
            Fields byShard = sumsByKind.map(kind);
            byShard.values()
                    .keySet()
                    .forEach(shard -> ofKind.put(
                            byShard.parsed(SUMS, "by shard", () -> new Shard(shard)), sum(byShard.map(shard))));
            sums.put(kind(sumsByKind, kind), ofKind);
        }
        Map<RecordKind, Changes> changes = new EnumMap<>(RecordKind.class);
        Fields changesByKind = item.fields().map(CHANGES);
        changesByKind
                .values()
                .keySet()
                .forEach(kind -> changes.put(kind(changesByKind, kind), changes(changesByKind.map(kind))));
        return new Manifest(
                userPoolId,
                item.fields()
                        .parsed(
                                "sort key",
                                "an export id",
                                () -> new RunId(item.key().sort())),
                item.fields().instant(READ_UNTIL),
                sums,
                changes,
                item.fields().number(MISSED_BY_LISTING),
                item.expiresAt(),
                item.fields().findNumber(ALLOWED_DELETIONS),
                item.fields().findText(LISTED_WHOLE).map(export -> item.fields()
                        .parsed(LISTED_WHOLE, "an export id", () -> new RunId(export))));
    }

    private static RecordKind kind(Fields fields, String name) {
        try {
            return RecordKind.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw fields.damaged("it counts records of a kind that this release does not know");
        }
    }

    private static AttributeValue write(Sum sum) {
        return AttributeValue.fromM(Map.of(
                COUNT,
                number(sum.count()),
                CHECKSUM,
                AttributeValue.fromS(sum.checksum().hex())));
    }

    private static Sum sum(Fields fields) {
        return new Sum(
                fields.number(COUNT),
                fields.parsed(CHECKSUM, "a checksum", () -> Checksum.fromHex(fields.text(CHECKSUM))));
    }

    private static AttributeValue write(Changes changes) {
        return AttributeValue.fromM(Map.of(
                CREATED,
                number(changes.created()),
                UPDATED,
                number(changes.updated()),
                DELETED,
                number(changes.deleted())));
    }

    private static Changes changes(Fields fields) {
        return new Changes(fields.number(CREATED), fields.number(UPDATED), fields.number(DELETED));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
