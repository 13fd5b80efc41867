package cognitobackup.local.dynamodb;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The items that requests wrote at one Region's endpoint, replication left out: refused writes are not among them. */
public final class ItemWrites {
    private final ConcurrentLinkedQueue<ItemWrite> writes = new ConcurrentLinkedQueue<>();

    void add(List<ItemWrite> more) {
        writes.addAll(more);
    }

    public List<ItemWrite> all() {
        return List.copyOf(writes);
    }

    /** How many items were written whose partition key begins so, such as {@code USER#}. */
    public long count(String table, String partitionKeyPrefix) {
        return writes.stream()
                .filter(write ->
                        write.table().equals(table) && write.partitionKey().startsWith(partitionKeyPrefix))
                .count();
    }

    /** Forgets what was written so far. */
    public void clear() {
        writes.clear();
    }
}
