package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;

/** Spoils something on the stages of rehearsals, to see whether they notice: so tests show that proofs prove something. */
public interface Sabotage {
    /** Lets everything be as it is. */
    Sabotage NONE = new Sabotage() {
        @Override
        public void deployed(Stage stage) {}

        @Override
        public boolean undone(Stage stage, Noticed what, String found) {
            return false;
        }
    };

    /** What a rehearsal notices although no step of a workflow fails. */
    enum Noticed {
        /** A stack could not be deployed; found is why. */
        DEPLOYMENT_FAILED,
        /** Functions have worked and left nothing in their logs; found are their names. */
        SILENT_FUNCTIONS,
        /** An import did not use import jobs; found is what it noted of them. */
        NO_IMPORT_JOBS,
        /** Nobody was told of an execution that failed. */
        NO_NOTIFICATION,
        /** A schedule came and nothing was started. */
        NOTHING_STARTED,
        /** A start that could not be made is not in the dead-letter queue. */
        NO_DEAD_LETTER
    }

    /** A stack was deployed; nothing has happened on it yet. */
    void deployed(Stage stage);

    /**
     * Whether this is what has been spoilt, and is mended now: then what was noticed is no failure of the rehearsal, and
     * is tried again where it can be.
     */
    boolean undone(Stage stage, Noticed what, String found);
}
