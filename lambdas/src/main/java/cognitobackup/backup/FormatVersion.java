package cognitobackup.backup;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The version of the stored format, in every item, checked before anything else of the item is read. */
final class FormatVersion {
    static final String ATTRIBUTE = "formatVersion";

    /** What this release writes. Changing it changes stored data. */
    static final int WRITTEN = 1;

    static final int OLDEST_READ = 1;

    static final AttributeValue VALUE = AttributeValue.fromN(Integer.toString(WRITTEN));

    private FormatVersion() {}

    /** @throws UnsupportedFormatException when this release does not read the item */
    static void check(String itemKind, Map<String, AttributeValue> attributes) {
        long version = new Fields(itemKind, attributes)
                .findNumber(ATTRIBUTE)
                .orElseThrow(() -> UnsupportedFormatException.missing(itemKind));
        if (version > WRITTEN) {
            throw UnsupportedFormatException.tooNew(itemKind, version, WRITTEN);
        }
        if (version < OLDEST_READ) {
            throw UnsupportedFormatException.tooOld(itemKind, version, OLDEST_READ);
        }
    }
}
