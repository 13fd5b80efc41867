package cognitobackup.drill.cost;

import cognitobackup.drill.cost.CountedRun.Kind;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What exports, watches and imports use in a pool of any size, as it follows from the runs that were counted. Where a count
 * depends on more than the size, the dearer case is taken: every item holds two versions, and every user who is in a group
 * is in one alone.
 *
 * @param first an export of a pool of which nothing is stored
 * @param allChanged what the export uses after which each item holds two versions
 * @param unchanged an export before which nothing was changed
 * @param changedUser what more it uses for a user who was changed, and that not for the first time
 * @param changedMembership what more for a membership that was added or taken away
 * @param dated what the next export uses besides for a membership that was taken away: what it left is given an end
 * @param listingAgain what more where some memberships were taken away: groups are listed once more
 * @param listedAgain what more then for each membership
 * @param ownWorkers what an export of a larger pool than were counted adds: in it each unit has a worker of its own
 * @param verifying a watch that finds a new export
 * @param idle a watch that finds nothing new
 * @param restore an import into an empty pool
 */
record Rates(
        Linear first,
        Linear allChanged,
        Linear unchanged,
        Usage changedUser,
        Usage changedMembership,
        Usage dated,
        Usage listingAgain,
        Usage listedAgain,
        Usage ownWorkers,
        Linear verifying,
        Usage idle,
        Linear restore) {
    /** What the workflow adds by taking another way, however much there is to list on it. */
    private static final Set<Counted> OF_THE_WORKFLOW =
            Set.of(Counted.INVOCATIONS, Counted.STATE_TRANSITIONS, Counted.PUBLICATIONS, Counted.METRICS);

    /** Users and memberships that one worker of an export searches and reconciles, as the functions decide. */
    static final long RECORDS_OF_ONE_WORKER = 5_000;

    /** Sixteen more in each of two states; an iteration takes three transitions. */
    private static final Usage OWN_WORKERS =
            new Usage(Map.of(Counted.INVOCATIONS, 32.0, Counted.STATE_TRANSITIONS, 96.0));

    /** Of the Region of the pool. */
    static Rates ofPrimary(CountedRuns counted) {
        return of(counted, CountedRun::primary, OWN_WORKERS);
    }

    /** Of the Region of the replica. */
    static Rates ofSecondary(CountedRuns counted) {
        return of(counted, CountedRun::secondary, Usage.NONE);
    }

    private static Rates of(CountedRuns counted, Function<CountedRun, Usage> side, Usage ownWorkers) {
        PoolSize pool = CountedRuns.MORE_MEMBERSHIPS;
        Usage unchanged = side.apply(counted.run(Kind.UNCHANGED_EXPORT, pool));
        CountedRun users = counted.run(Kind.USERS_CHANGED_EXPORT, pool);
        CountedRun few = counted.run(Kind.FEW_MOVED_EXPORT, pool);
        CountedRun many = counted.run(Kind.MANY_MOVED_EXPORT, pool);
        CountedRun after = counted.run(Kind.AFTER_MOVES_EXPORT, pool);
        Usage dated =
                side.apply(after).minus(unchanged).times(1.0 / after.changed()).atLeastNothing();
        Usage moved = side.apply(many)
                .minus(side.apply(few))
                .minus(dated.times(few.changed()))
                .times(1.0 / (many.changed() - few.changed()))
                .atLeastNothing();
        Usage again = side.apply(few)
                .minus(unchanged)
                .minus(moved.times(few.changed()))
                .atLeastNothing();
        // Differences of times are too small to be told from chance where few were changed.
        CountedRun all = counted.run(Kind.ALL_CHANGED_EXPORT, pool);
        double milliseconds =
                Math.max(0, side.apply(all).minus(unchanged).of(Counted.FUNCTION_MILLISECONDS) / all.changed());
        return new Rates(
                Linear.through(counted, Kind.FIRST_EXPORT, side),
                Linear.through(counted, Kind.ALL_CHANGED_EXPORT, side),
                Linear.through(counted, Kind.UNCHANGED_EXPORT, side),
                side.apply(users)
                        .minus(unchanged)
                        .times(1.0 / users.changed())
                        .atLeastNothing()
                        .with(Counted.FUNCTION_MILLISECONDS, milliseconds),
                // Whoever is moved leaves one group and joins another.
                moved.times(0.5).with(Counted.FUNCTION_MILLISECONDS, milliseconds),
                dated.with(Counted.FUNCTION_MILLISECONDS, 0),
                again.only(OF_THE_WORKFLOW),
                again.without(OF_THE_WORKFLOW).times(1.0 / pool.memberships()),
                ownWorkers,
                Linear.through(counted, Kind.VERIFYING_WATCH, side),
                side.apply(counted.run(Kind.IDLE_WATCH, pool)),
                Linear.through(counted, Kind.RESTORE, side));
    }

    /** An export before which so many users and memberships were changed. */
    Usage export(PoolSize pool, double changedUsers, double changedMemberships) {
        Usage export = unchanged
                .of(pool)
                .plus(changedUser.times(changedUsers))
                .plus(changedMembership.times(changedMemberships))
                // Half of the changes of each export but the first take something away.
                .plus(dated.times(changedMemberships / 2))
                .plus(pool.users() + pool.memberships() > RECORDS_OF_ONE_WORKER ? ownWorkers : Usage.NONE);
        return changedMemberships > 0 ? export.plus(listingAgain).plus(listedAgain.times(pool.memberships())) : export;
    }

    /** A manifest, in bytes. */
    double manifestBytes() {
        return unchanged.fixed().of(Counted.HISTORY_BYTES);
    }
}
