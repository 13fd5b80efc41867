package cognitobackup.pool;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The first sixteen bytes of SHA-256 over a record's key: names a record where its key must not be shown or would be
 * too long.
 *
 * @param hex 32 lower-case hex digits
 */
public record KeyHash(String hex) {
    /** How many bytes a key hash has. */
    public static final int BYTES = 16;

    public KeyHash {
        if (!hex.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("A key hash is 32 lower-case hex digits.");
        }
    }

    public static KeyHash of(RecordKey key) {
        String text =
                CanonicalJson.text(Map.of("kind", key.kind().name(), "owner", key.owner(), "detail", key.detail()));
        return new KeyHash(HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(text), BYTES)));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
