package cognitobackup.backup;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as DynamoDB returned it, of whatever format version.
 *
 * @param key its key
 * @param attributes all of its attributes
 */
record UnreadItem(ItemKey key, Map<String, AttributeValue> attributes) {
    static UnreadItem of(Map<String, AttributeValue> attributes) {
        return new UnreadItem(ItemKey.of(attributes), attributes);
    }

    /**
     * Reads it, its format version first.
     *
     * @throws UnsupportedFormatException when this release does not read the item
     */
    Item read() {
        return Item.read(attributes);
    }
}
