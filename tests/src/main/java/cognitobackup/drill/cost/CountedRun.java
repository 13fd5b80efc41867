package cognitobackup.drill.cost;

/**
 * What one run was counted to use.
 *
 * @param changed how many users or memberships were changed before it, by its kind
 * @param primary in the Region of the pool and its table
 * @param secondary in the Region of the replica
 */
public record CountedRun(Kind kind, PoolSize pool, int changed, Usage primary, Usage secondary) {
    /** What is run, in this order. */
    public enum Kind {
        /** An export of a pool of which nothing is stored. */
        FIRST_EXPORT,
        /** One before which every user was changed for the first time: from then on each item holds two versions. */
        ALL_CHANGED_EXPORT,
        /** One before which nothing was changed. */
        UNCHANGED_EXPORT,
        /** The first watch after exports: it reads their records. */
        VERIFYING_WATCH,
        /** A watch when there is nothing new. */
        IDLE_WATCH,
        /** An export before which users were changed, not for the first time. */
        USERS_CHANGED_EXPORT,
        /** One before which some users of every group were moved from one group to another. */
        FEW_MOVED_EXPORT,
        /** The same with more users. */
        MANY_MOVED_EXPORT,
        /** The one after that, before which nothing was changed. */
        AFTER_MOVES_EXPORT,
        /** An import of the newest snapshot into an empty pool of the secondary Region. */
        RESTORE
    }
}
