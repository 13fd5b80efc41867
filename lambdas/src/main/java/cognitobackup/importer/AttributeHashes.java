package cognitobackup.importer;

import cognitobackup.pool.Restorable;
import cognitobackup.pool.Sha256;
import cognitobackup.pool.User;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is compared of a user's attributes, by name and with a short hash for each value, as one text: a comparison holds
 * it of every user of a shard, and says by name what differs.
 */
final class AttributeHashes {
    /** Eight bytes: two values of one user's attribute that differ have the same hash once in 10^19 times. */
    private static final int BYTES = 8;

    // No name of an attribute has a space: the API's pattern for them allows letters, marks, symbols, numbers,
    // punctuation.
    private static final String SEPARATOR = " ";

    private AttributeHashes() {}

    static String of(User user, Restorable restorable) {
        return restorable.comparedAttributes(user).entrySet().stream()
                .map(attribute -> attribute.getKey() + SEPARATOR + hash(attribute.getValue()))
                .collect(Collectors.joining(SEPARATOR));
    }

    /** The hashes of such a text by the attributes' names. */
    static Map<String, String> byName(String text) {
        Map<String, String> byName = new TreeMap<>();
        if (!text.isEmpty()) {
            String[] words = text.split(SEPARATOR, -1);
            for (int i = 0; i < words.length; i += 2) {
                byName.put(words[i], words[i + 1]);
            }
        }
        return byName;
    }

    /** The hash of one value, as such a text has it. */
    static String hash(String value) {
        return HexFormat.of().formatHex(Sha256.of(value), 0, BYTES);
    }
}
