package cognitobackup.local.stepfunctions;

import java.time.Duration;

/** How Wait states and retries wait. Time limits are not waits: they always run in real time. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits.
     *
     * @throws InterruptedException when the execution has ended meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;

    /** Waits as long as it is told. */
    static Sleeper real() {
        return duration -> Thread.sleep(duration.toMillis());
    }

    /** Waits, but never longer than this. */
    static Sleeper ofAtMost(Duration longest) {
        return duration -> Thread.sleep(duration.compareTo(longest) > 0 ? longest.toMillis() : duration.toMillis());
    }
}
