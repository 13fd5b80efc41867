package cognitobackup.pool;

import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 over the canonical form of a record: equal exactly where two states of a record are the same to an import. */
public record ContentHash(String hex) {
    public ContentHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A content hash is 64 lower-case hex digits.");
        }
    }

    public static ContentHash of(PoolRecord record) {
        return new ContentHash(HexFormat.of().formatHex(Sha256.of(CanonicalForm.of(record))));
    }

    /** The first sixteen bytes, which seen parts hold and checksums add up. */
    public byte[] prefix() {
        return Arrays.copyOf(HexFormat.of().parseHex(hex), 16);
    }
}
