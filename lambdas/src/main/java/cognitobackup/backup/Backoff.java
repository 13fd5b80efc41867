package cognitobackup.backup;

import cognitobackup.function.TemporaryFailure;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses with jitter, up to a limit, between tries of what DynamoDB could not do at once. Not thread-safe. */
final class Backoff {
    private static final int MOST_PAUSES = 12;
    private static final long FIRST_MILLIS = 25;
    private static final long LONGEST_MILLIS = 3_000;

    private final String situation;
    private int pauses;

    /** @param situation what made the pauses necessary, for the error at their end */
    Backoff(String situation) {
        this.situation = situation;
    }

    /** @throws TemporaryFailure when there were enough */
    void pause() {
        if (pauses == MOST_PAUSES) {
            throw new TemporaryFailure(situation + " after " + pauses + " pauses; DynamoDB is overloaded.");
        }
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << pauses);
        pauses++;
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for DynamoDB.", e);
        }
    }
}
