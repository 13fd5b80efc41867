package cognitobackup.importer;

/** What an import does with what is in the target before it. It never removes users or groups. */
enum ImportMode {
    /** Refuses a target that has users or groups. */
    EMPTY,
    /** Adds what is absent; what is there stays as it is. */
    MERGE,
    /** Adds what is absent, and sets what differs back to the snapshot. */
    OVERWRITE
}
