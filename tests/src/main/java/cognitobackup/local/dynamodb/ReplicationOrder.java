package cognitobackup.local.dynamodb;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** In which order changes arrive. Whatever it is, of one item the latest state is the last one to be seen. */
public final class ReplicationOrder {
    private final Consumer<List<Change>> arrangement;

    private ReplicationOrder(Consumer<List<Change>> arrangement) {
        this.arrangement = arrangement;
    }

    /** First written, first arrived. */
    public static ReplicationOrder asWritten() {
        return new ReplicationOrder(changes -> {});
    }

    /** Any order; the seed makes it repeatable. */
    public static ReplicationOrder shuffled(long seed) {
        Random random = new Random(seed);
        return new ReplicationOrder(changes -> Collections.shuffle(changes, random));
    }

    /** First the items of the partitions that begin so, whatever else was written before them. */
    public static ReplicationOrder first(String hashKey, String beginning) {
        return new ReplicationOrder(changes -> changes.sort(
                Comparator.comparing(change -> !change.key().get(hashKey).s().startsWith(beginning))));
    }

    void arrange(List<Change> changes) {
        arrangement.accept(changes);
    }
}
