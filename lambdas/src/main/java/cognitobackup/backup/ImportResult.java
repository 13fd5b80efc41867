package cognitobackup.backup;

import cognitobackup.pool.Shard;
import java.util.Map;
import java.util.Objects;

/**
 * What an import did with one record.
 *
 * @param key which record
 * @param details texts by name, such as the outcome, the reason, the user's new sub
 */
public record ImportResult(Key key, Map<String, String> details) {
    public ImportResult {
        Objects.requireNonNull(key, "key");
        details = Map.copyOf(details);
    }

    /**
     * Names a result within its import.
     *
     * @param shard the shard that it is kept in
     * @param kind the kind of record or step, in the importer's words, without {@code #}
     * @param key what names the record within its kind, any text of 1 to about 900 bytes
     */
    public record Key(Shard shard, String kind, String key) {
        public Key {
            Objects.requireNonNull(shard, "shard");
            Objects.requireNonNull(key, "key");
            if (kind.contains("#")) {
                throw new IllegalArgumentException("The kind of an import result has no #, unlike '" + kind + "'.");
            }
        }
    }
}
