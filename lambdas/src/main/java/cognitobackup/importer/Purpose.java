package cognitobackup.importer;

/** What an execution of the import workflow is for. */
enum Purpose {
    /** Fills the target. */
    IMPORT,
    /** Plans an import and reports it. */
    DRY_RUN,
    /** Compares a snapshot with a living pool. */
    COMPARE_WITH_POOL,
    /** Compares two snapshots of a pool. */
    COMPARE_SNAPSHOTS,
    /** Lists the complete exports of a pool. */
    LIST_EXPORTS;

    /** Whether anything is changed in the target. */
    boolean changesTarget() {
        return this == IMPORT;
    }

    /** Whether a snapshot is planned for a target. */
    boolean plans() {
        return this == IMPORT || this == DRY_RUN;
    }

    /** Whether a living pool is needed. */
    boolean readsTarget() {
        return plans() || this == COMPARE_WITH_POOL;
    }
}
