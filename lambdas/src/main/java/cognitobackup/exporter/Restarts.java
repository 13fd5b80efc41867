package cognitobackup.exporter;

import java.util.Optional;

/** Begins listings again whose token was too old, but not forever. */
final class Restarts {
    private static final int MOST = 5;

    private Restarts() {}

    static StepOutput restart(ExportStep step, Progress before, Optional<String> position) {
        if (before.restarts() >= MOST) {
            throw new ListingNeverEndsException(MOST);
        }
        return step.restartAt(position);
    }

    /** A listing does not get to its end before its tokens are too old. */
    static final class ListingNeverEndsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ListingNeverEndsException(int restarts) {
            super("A listing was begun again " + restarts + " times, because its token was too old each time. Give the"
                    + " export a larger share of the request quota.");
        }
    }
}
