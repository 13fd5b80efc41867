package cognitobackup.pool;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A sixteenth of the users of a pool: one lower-case hex digit, the first of SHA-256 over the UTF-8 bytes of what is
 * sharded by (the sub in the table, the identity in an import's files). Kinds that are not sharded use {@code -}.
 */
public record Shard(String digit) {
    /** Where records are that are not spread over shards: groups and the pool's configuration. */
    public static final Shard UNSHARDED = new Shard("-");

    private static final List<Shard> SHARDS = IntStream.range(0, 16)
            .mapToObj(i -> new Shard(Integer.toHexString(i)))
            .toList();

    public Shard {
        if (digit.length() != 1 || "0123456789abcdef-".indexOf(digit.charAt(0)) < 0) {
            throw new IllegalArgumentException("A shard is one of 0-9, a-f or -, not '" + digit + "'.");
        }
    }

    public static Shard of(String value) {
        return SHARDS.get((Sha256.of(value)[0] >> 4) & 0xf);
    }

    /** The sixteen shards, in order. */
    public static List<Shard> all() {
        return SHARDS;
    }

    /** The sixteen shards and {@link #UNSHARDED}: the units by which an export reconciles and an import plans. */
    public static List<Shard> units() {
        return Stream.concat(SHARDS.stream(), Stream.of(UNSHARDED)).toList();
    }

    @Override
    public String toString() {
        return digit;
    }
}
