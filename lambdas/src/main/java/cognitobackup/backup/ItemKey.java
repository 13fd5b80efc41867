package cognitobackup.backup;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key of an item.
 *
 * @param partition the attribute {@code pk}
 * @param sort the attribute {@code sk}
 */
record ItemKey(String partition, String sort) {
    static final String PARTITION = "pk";
    static final String SORT = "sk";

    /** The key among an item's attributes. */
    static ItemKey of(Map<String, AttributeValue> attributes) {
        return new ItemKey(attributes.get(PARTITION).s(), attributes.get(SORT).s());
    }

    /** What kind of item it is: the partition key up to its first {@code #}. The only part of a key that is shown. */
    String kind() {
        int end = partition.indexOf('#');
        return end < 0 ? partition : partition.substring(0, end);
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }

    /** Never the key itself, which may be a person's. */
    @Override
    public String toString() {
        return "an item of kind " + kind();
    }
}
