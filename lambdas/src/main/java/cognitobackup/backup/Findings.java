package cognitobackup.backup;

import cognitobackup.pool.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The findings of one export, an item each. */
final class Findings {
    private static final String KEY = "key";

    private final BackupTable table;
    private final String partition;
    private final Duration retention;

    Findings(BackupTable table, Run run, Duration retention) {
        this.table = table;
        this.partition = "EXPORT-FINDING#" + run.userPoolId() + "#" + run.id();
        this.retention = retention;
    }

    void add(String kind, String key) {
        if (kind.contains("#")) {
            throw new IllegalArgumentException("The kind of a finding has no #, unlike '" + kind + "'.");
        }
        table.create(Item.of(
                new ItemKey(partition, kind + "#" + sortable(key)),
                Map.of(
                        KEY,
                        AttributeValue.fromS(encodable(key)),
                        Item.EXPIRES_AT,
                        Item.expiry(table.now().plus(retention)))));
    }

    List<String> page(String kind, Optional<String> afterKey, int limit) {
        String prefix = kind + "#";
        return table
                .page(
                        partition,
                        Optional.of(prefix + afterKey.map(Findings::sortable).orElse("")),
                        limit)
                .stream()
                .takeWhile(item -> item.key().sort().startsWith(prefix))
                .map(item -> item.fields().text(KEY))
                .toList();
    }

    /** The very records that cannot be stored are found odd, so their keys may be too long or not encodable. */
    private static String sortable(String key) {
        return key.length() <= 200 ? encodable(key) : HexFormat.of().formatHex(Sha256.of(key));
    }

    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
