package cognitobackup.pool;

import java.util.HexFormat;

/**
 * SHA-256 over what a target pool can hold of a record: equal exactly where a record of the source and one of the
 * target need no work. Made by {@link Restorable} only, for both sides.
 *
 * @param hex 64 lower-case hex digits
 */
public record RestorableHash(String hex) {
    public RestorableHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("A restorable hash is 64 lower-case hex digits.");
        }
    }

    static RestorableHash over(String canonicalText) {
        return new RestorableHash(HexFormat.of().formatHex(Sha256.of(canonicalText)));
    }
}
