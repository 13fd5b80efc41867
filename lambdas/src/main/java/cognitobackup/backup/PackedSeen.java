package cognitobackup.backup;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.RecordKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What was seen, as sorted entries of a key hash and the first bytes of a content hash: a shard of millions fits. */
final class PackedSeen implements SeenParts.Seen {
    private static final int ENTRY_BYTES = KeyHash.BYTES + 16;

    private final byte[][] entries;
    private final Set<KeyHash> unstorable;

    PackedSeen(List<byte[]> entries, Set<KeyHash> unstorable) {
        this.entries = entries.toArray(byte[][]::new);
        Arrays.sort(this.entries, Arrays::compareUnsigned);
        this.unstorable = Set.copyOf(unstorable);
    }

    /** Takes packed entries apart; returns how many. */
    static int unpack(byte[] packed, List<byte[]> entries) {
        for (int from = 0; from < packed.length; from += ENTRY_BYTES) {
            entries.add(Arrays.copyOfRange(packed, from, from + ENTRY_BYTES));
        }
        return packed.length / ENTRY_BYTES;
    }

    /** Takes packed key hashes apart; returns how many. */
    static int unpackKeys(byte[] packed, Set<KeyHash> keys) {
        for (int from = 0; from < packed.length; from += KeyHash.BYTES) {
            keys.add(new KeyHash(HexFormat.of().formatHex(packed, from, from + KeyHash.BYTES)));
        }
        return packed.length / KeyHash.BYTES;
    }

    @Override
    public boolean contains(RecordKey key) {
        KeyHash keyHash = KeyHash.of(key);
        if (unstorable.contains(keyHash)) {
            return true;
        }
        int at = firstNotBelow(entry(keyHash, new byte[0]));
        return at < entries.length && Arrays.equals(entries[at], 0, KeyHash.BYTES, keyHash.bytes(), 0, KeyHash.BYTES);
    }

    @Override
    public boolean contains(RecordKey key, ContentHash hash) {
        KeyHash keyHash = KeyHash.of(key);
        if (unstorable.contains(keyHash)) {
            return true;
        }
        byte[] entry = entry(keyHash, hash.prefix());
        int at = firstNotBelow(entry);
        return at < entries.length && Arrays.equals(entries[at], entry);
    }

    @Override
    public long size() {
        long different = unstorable.size();
        byte[] before = new byte[0];
        for (byte[] entry : entries) {
            byte[] keyHash = Arrays.copyOf(entry, KeyHash.BYTES);
            if (!Arrays.equals(before, keyHash)
                    && !unstorable.contains(new KeyHash(HexFormat.of().formatHex(keyHash)))) {
                different++;
            }
            before = keyHash;
        }
        return different;
    }

    @Override
    public List<RecordKey> missing(Iterable<RecordKey> keys) {
        List<RecordKey> missing = new ArrayList<>();
        keys.forEach(key -> {
            if (!contains(key)) {
                missing.add(key);
            }
        });
        return missing;
    }

    private static byte[] entry(KeyHash keyHash, byte[] hashPrefix) {
        byte[] entry = Arrays.copyOf(keyHash.bytes(), ENTRY_BYTES);
        System.arraycopy(hashPrefix, 0, entry, KeyHash.BYTES, hashPrefix.length);
        return entry;
    }

    private int firstNotBelow(byte[] entry) {
        int low = 0;
        int high = entries.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(entries[middle], entry) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
