package cognitobackup.function;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * When an invocation has to stop and hand back where to continue, well before Lambda would end it.
 *
 * @param remainingMillis how many milliseconds Lambda leaves the invocation at the moment of asking
 * @param margin what is kept back to finish what is begun and to answer
 */
public record Deadline(IntSupplier remainingMillis, Duration margin) {
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);

    /** Keeps back a fifth of the function's timeout, at most a minute. */
    public static Deadline of(IntSupplier remainingMillis, Duration functionTimeout) {
        Duration fifth = functionTimeout.dividedBy(5);
        return new Deadline(remainingMillis, fifth.compareTo(LONGEST_MARGIN) < 0 ? fifth : LONGEST_MARGIN);
    }

    /** How long the invocation may still begin something new; zero when the deadline has passed. */
    public Duration left() {
        Duration left = Duration.ofMillis(remainingMillis.getAsInt()).minus(margin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    public boolean passed() {
        return left().isZero();
    }
}
