package cognitobackup.watch;

/** Keeps what was found out, so that the same export is not read every hour. */
interface Verdicts {
    /** What is known of a pool; {@link Verdict#UNKNOWN} where nothing is, or not any more. */
    Verdict of(String userPoolId);

    void keep(String userPoolId, Verdict verdict);
}
