package cognitobackup.backup;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether DynamoDB can hold an item: sizes by
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html, limits by
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html.
 */
final class ItemSize {
    /** 400 KB, less a margin, since AWS calls some of its own numbers approximate. */
    private static final long MOST_BYTES = 400_000;

    private static final int MOST_PARTITION_KEY_BYTES = 2048;
    private static final int MOST_SORT_KEY_BYTES = 1024;
    private static final int MAP_BYTES = 3;
    private static final int NUMBER_BYTES = 21;

    private ItemSize() {}

    /** Whether this can be a key of the table or of its index: not empty, not too long, and encodable. */
    static boolean fits(ItemKey key) {
        return fitsPartitionKey(key.partition()) && fits(key.sort(), MOST_SORT_KEY_BYTES);
    }

    static boolean fitsPartitionKey(String text) {
        return fits(text, MOST_PARTITION_KEY_BYTES);
    }

    /** Whether this can be an item: not too large, and of text that UTF-8 can encode, so without lone surrogates. */
    static boolean fits(Map<String, AttributeValue> attributes) {
        try {
            return bytes(attributes) <= MOST_BYTES;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * The size of an item that is in a table, in bytes; at most a few more than DynamoDB counts, since each number is
     * taken for as large as a number can be.
     */
    static long of(Map<String, AttributeValue> attributes) {
        try {
            return bytes(attributes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("No item in a table has text that UTF-8 cannot encode.", e);
        }
    }

    private static boolean fits(String text, int most) {
        try {
            long bytes = bytes(text);
            return bytes > 0 && bytes <= most;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static long bytes(Map<String, AttributeValue> attributes) throws CharacterCodingException {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            bytes += bytes(attribute.getKey()) + bytes(attribute.getValue());
        }
        return bytes;
    }

    private static long bytes(AttributeValue value) throws CharacterCodingException {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> NUMBER_BYTES;
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL -> 1;
            case M -> MAP_BYTES + value.m().size() + bytes(value.m());
            default -> throw new IllegalArgumentException("No item has attributes of type " + value.type() + ".");
        };
    }

    private static long bytes(String text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    }
}
