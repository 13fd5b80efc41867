package cognitobackup.local.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * One item's new state, on its way to one other Region.
 *
 * @param item names the item within its table
 * @param image the whole item, or empty if it was deleted
 * @param stamp when it was written, in the order of all writes to the table in any Region
 * @param dueAt the earliest moment of its arrival, by {@link System#nanoTime()}
 */
record Change(
        String item,
        Map<String, AttributeValue> key,
        Map<String, AttributeValue> image,
        long stamp,
        String origin,
        long dueAt) {
    WriteRequest asWrite() {
        return image.isEmpty()
                ? WriteRequest.builder()
                        .deleteRequest(request -> request.key(key))
                        .build()
                : WriteRequest.builder()
                        .putRequest(request -> request.item(image))
                        .build();
    }
}
