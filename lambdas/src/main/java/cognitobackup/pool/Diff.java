package cognitobackup.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What turns one state into another, both given as hashes by key. Each list is in the order in which its state lists
 * the keys.
 *
 * @param create wanted, and not there
 * @param change there, but different
 * @param remove there, and not wanted
 */
public record Diff<K>(List<K> create, List<K> change, List<K> remove) {
    public Diff {
        create = List.copyOf(create);
        change = List.copyOf(change);
        remove = List.copyOf(remove);
    }

    public static <K, H> Diff<K> between(Map<K, H> wanted, Map<K, H> actual) {
        List<K> create = new ArrayList<>();
        List<K> change = new ArrayList<>();
        wanted.forEach((key, hash) -> {
            if (!actual.containsKey(key)) {
                create.add(key);
            } else if (!hash.equals(actual.get(key))) {
                change.add(key);
            }
        });
        List<K> remove =
                actual.keySet().stream().filter(key -> !wanted.containsKey(key)).toList();
        return new Diff<>(create, change, remove);
    }

    public boolean isEmpty() {
        return create.isEmpty() && change.isEmpty() && remove.isEmpty();
    }
}
