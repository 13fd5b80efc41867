package cognitobackup.drill.cost;

/**
 * How a pool lives and how it is backed up.
 *
 * @param pool how large it is
 * @param changedPercent how many of its users, and of its memberships, differ from one export to the next, 0 to 100
 * @param exports in a month
 * @param retentionDays how long snapshots are kept
 * @param capturesMfa whether exports ask for second factors
 */
public record Habit(PoolSize pool, double changedPercent, int exports, int retentionDays, boolean capturesMfa) {
    private static final double DAYS_OF_MONTH = 30;

    double changedUsers() {
        return pool.users() * changedPercent / 100;
    }

    double changedMemberships() {
        return pool.memberships() * changedPercent / 100;
    }

    /** How many exports there are in so many days. */
    double exportsIn(double days) {
        return exports * days / DAYS_OF_MONTH;
    }
}
