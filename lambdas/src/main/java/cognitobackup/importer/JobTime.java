package cognitobackup.importer;

import java.time.Duration;

/** How long import jobs take. No quota says it: AWS's reference architecture imported 20 to 34 users a second. */
final class JobTime {
    private static final double USERS_PER_SECOND = 25;

    /** Whoever waits longer waits in vain. */
    private static final double LEAST_USERS_PER_SECOND = 5;

    private JobTime() {}

    static Duration estimated(long users) {
        return at(USERS_PER_SECOND, users);
    }

    static Duration longest(long users) {
        return at(LEAST_USERS_PER_SECOND, users);
    }

    private static Duration at(double usersPerSecond, long users) {
        return Duration.ofMillis(Math.round(1000 * users / usersPerSecond));
    }
}
