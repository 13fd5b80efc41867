package cognitobackup.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of a format version that this release reads.
 *
 * @param key its key
 * @param fields its other attributes, but for the format version
 */
record Item(ItemKey key, Fields fields) {
    /** The attribute by which DynamoDB's time to live removes items: seconds since 1970. */
    static final String EXPIRES_AT = "expiresAt";

    static Item of(ItemKey key, Map<String, AttributeValue> attributes) {
        return new Item(key, new Fields(key.kind(), attributes));
    }

    /** Reads an item as DynamoDB returns it; its format version first. */
    static Item read(Map<String, AttributeValue> attributes) {
        ItemKey key = ItemKey.of(attributes);
        FormatVersion.check(key.kind(), attributes);
        Map<String, AttributeValue> fields = new TreeMap<>(attributes);
        fields.remove(ItemKey.PARTITION);
        fields.remove(ItemKey.SORT);
        fields.remove(FormatVersion.ATTRIBUTE);
        return Item.of(key, Collections.unmodifiableMap(fields));
    }

    /** The item as DynamoDB is given it. */
    Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> attributes = new TreeMap<>(fields.values());
        attributes.putAll(key.attributes());
        attributes.put(FormatVersion.ATTRIBUTE, FormatVersion.VALUE);
        return attributes;
    }

    Optional<Instant> expiresAt() {
        return fields.findNumber(EXPIRES_AT)
                .map(seconds -> fields.parsed(EXPIRES_AT, "a time", () -> Instant.ofEpochSecond(seconds)));
    }

    /** Whether the item counts as gone, whether or not DynamoDB has removed it yet. */
    boolean expired(Instant now) {
        return expiresAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** A moment as {@link #EXPIRES_AT} holds it: rounded up to seconds, so that nothing expires early. */
    static AttributeValue expiry(Instant at) {
        return AttributeValue.fromN(Long.toString(at.getNano() == 0 ? at.getEpochSecond() : at.getEpochSecond() + 1));
    }
}
