package cognitobackup.local.dynamodb;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/** In which order changes arrive. Whatever it is, of one item the latest state is the last one to be seen. */
public final class ReplicationOrder {
    private final Random random;

    private ReplicationOrder(Random random) {
        this.random = random;
    }

    /** First written, first arrived. */
    public static ReplicationOrder asWritten() {
        return new ReplicationOrder(null);
    }

    /** Any order; the seed makes it repeatable. */
    public static ReplicationOrder shuffled(long seed) {
        return new ReplicationOrder(new Random(seed));
    }

    void arrange(List<Change> changes) {
        if (random != null) {
            Collections.shuffle(changes, random);
        }
    }
}
