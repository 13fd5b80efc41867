package cognitobackup.local.cognito;

/**
 * How a user import job goes wrong, as a test plans it.
 *
 * @param rows how many rows of the file the job still imports as it should, from the first on
 */
public record ImportFault(Ending ending, int rows) {
    /** What becomes of the job after those rows. */
    public enum Ending {
        /** It fails for a reason that lies outside the file, such as a role that it may not assume; no row is counted. */
        BROKEN,
        /** It fails because too many users have failed: every further row is counted as failed. */
        TOO_MANY_FAILED,
        /** It goes on for ever and imports nobody any more, until it is stopped. */
        NEVER,
        /** It says that it has imported everybody. */
        CLAIMED_SUCCESS
    }

    public ImportFault {
        if (rows < 0) {
            throw new IllegalArgumentException("A job imports 0 rows or more, not " + rows);
        }
    }

    /** The job fails and imports nobody. */
    public static ImportFault failsWholly() {
        return new ImportFault(Ending.BROKEN, 0);
    }

    /** The job imports so many rows and then fails because of too many failures. */
    public static ImportFault failsAfter(int rows) {
        return new ImportFault(Ending.TOO_MANY_FAILED, rows);
    }

    /** The job imports so many rows and never ends. */
    public static ImportFault neverEndsAfter(int rows) {
        return new ImportFault(Ending.NEVER, rows);
    }

    /** The job says that it has imported everybody, and has imported nobody. */
    public static ImportFault claimsSuccess() {
        return new ImportFault(Ending.CLAIMED_SUCCESS, 0);
    }
}
