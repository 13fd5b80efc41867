package cognitobackup.local.cognito;

import java.util.Optional;

/**
 * The one user import job that an account may have active at a time, over all its pools and Regions.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">Importing
 *     users into user pools from a CSV file</a>
 */
public final class ImportSlot {
    private static final Occupant SOMEBODY_ELSE = () -> {};

    private Optional<Occupant> occupant = Optional.empty();

    /** An active job. */
    @FunctionalInterface
    interface Occupant {
        /** Does what the job would have done until now, which may end it. */
        void catchUp();
    }

    /** Takes the slot as a job would that is no business of the pools here. */
    public void occupy() {
        if (!take(SOMEBODY_ELSE)) {
            throw new IllegalStateException("The account has an active import job already.");
        }
    }

    /** Frees the slot that {@link #occupy} took. */
    public void vacate() {
        free(SOMEBODY_ELSE);
    }

    /** Lets the active job go on to the present. To be called without a pool's monitor, since it takes one. */
    void catchUp() {
        Optional<Occupant> active;
        synchronized (this) {
            active = occupant;
        }
        active.ifPresent(Occupant::catchUp);
    }

    synchronized boolean take(Occupant job) {
        if (occupant.isPresent()) {
            return false;
        }
        occupant = Optional.of(job);
        return true;
    }

    synchronized void free(Occupant job) {
        occupant = occupant.filter(active -> active != job);
    }
}
