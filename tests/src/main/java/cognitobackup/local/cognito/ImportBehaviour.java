package cognitobackup.local.cognito;

import java.time.Duration;

/**
 * How user import jobs go, where AWS leaves it open.
 *
 * @param startDelay how long a job is Pending, and how long one that is stopped goes on importing
 * @param usersPerSecond above 0, how fast a job imports
 * @param passwordHashColumn whether GetCSVHeader names {@code password_hash}, as newer templates do
 */
public record ImportBehaviour(Duration startDelay, double usersPerSecond, boolean passwordHashColumn) {
    // The retired reference architecture's own measurements come to 20 to 34 users per second; the delay is a guess.
    private static final Duration PENDING = Duration.ofSeconds(10);
    private static final double SEEN_PER_SECOND = 25;

    public ImportBehaviour {
        if (startDelay.isNegative() || !(usersPerSecond > 0)) {
            throw new IllegalArgumentException("A job has a delay of 0 or more and a rate above 0.");
        }
    }

    /** As fast as AWS was seen to be: 25 users per second. */
    public static ImportBehaviour ofAws() {
        return new ImportBehaviour(PENDING, SEEN_PER_SECOND, false);
    }

    /** A job is done at once. */
    public static ImportBehaviour immediate() {
        return new ImportBehaviour(Duration.ZERO, Double.POSITIVE_INFINITY, false);
    }

    /** So many times as fast, for a rehearsal. */
    public ImportBehaviour times(double factor) {
        return new ImportBehaviour(
                Duration.ofNanos((long) (startDelay.toNanos() / factor)), usersPerSecond * factor, passwordHashColumn);
    }

    public ImportBehaviour withStartDelay(Duration delay) {
        return new ImportBehaviour(delay, usersPerSecond, passwordHashColumn);
    }

    public ImportBehaviour withUsersPerSecond(double rate) {
        return new ImportBehaviour(startDelay, rate, passwordHashColumn);
    }

    public ImportBehaviour withPasswordHashColumn() {
        return new ImportBehaviour(startDelay, usersPerSecond, true);
    }
}
