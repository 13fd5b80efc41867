package cognitobackup.backup;

import java.time.Instant;
import java.util.Optional;

/** At most one run at a time for a pool, and the place where runs get their ids. */
public interface RunLock {
    /** The name under which all imports of a Region share one lock, beside their targets' own. */
    static String importsOf(String region) {
        return "imports/" + region;
    }

    /** The name under which those share one lock that only read a pool, so that none of them keeps an export waiting. */
    static String readersOf(String userPoolId) {
        return "readers/" + userPoolId;
    }

    /**
     * Takes the lock in one conditional write that names the execution, raises the term and assigns the run's id: the
     * later of now and the pool's last id plus one millisecond. An execution that already holds the lock gets the same
     * run again.
     *
     * @param breakLock the holder whose lock may be taken although nobody can tell whether it has ended
     */
    Attempt acquire(String userPoolId, String execution, Optional<String> breakLock);

    /**
     * Checks that the lock still names this run.
     *
     * @throws RunLockLostException when it does not; nothing may be written any more
     */
    void check(Run run);

    /** Gives the lock back at the regular end of a run. Does nothing if the run does not hold it. */
    void release(Run run);

    /**
     * Gives back whatever locks an execution holds that was stopped or died: a function of it may still be running, so
     * the lock can be taken by others only after the longest function timeout.
     *
     * @return whether it held the lock of this pool
     */
    boolean releaseAfterDeath(String userPoolId, String execution);

    /** How a try to take the lock ended. */
    sealed interface Attempt {
        /** The lock is taken. */
        record Acquired(Run run) implements Attempt {}

        /**
         * Another execution holds the lock, or held it so recently that a function of it may still be running.
         *
         * @param holder the execution
         * @param freeFrom when the lock can be taken, where that is known
         */
        record Held(String holder, Optional<Instant> freeFrom) implements Attempt {}
    }
}
