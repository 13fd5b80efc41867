package cognitobackup.importer;

/** What an import does to a group of the target. Written before it is done. */
enum GroupChange {
    /** It was there before and is left as it is. */
    NONE,
    CREATED,
    /** It was there before, and is set back. */
    SET_BACK
}
