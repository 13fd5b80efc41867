package cognitobackup.importer;

/** What becomes of a planned record. */
enum Outcome {
    /** In the target, and equal there. */
    RESTORED,
    /** Planned, but not in the target as planned. */
    FAILED,
    /** Was there before, or cannot be restored by rule. */
    SKIPPED
}
