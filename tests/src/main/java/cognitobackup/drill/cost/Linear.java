package cognitobackup.drill.cost;

import cognitobackup.drill.cost.CountedRun.Kind;
import java.util.function.Function;

/**
 * What a run uses in a pool of any size: something that it always uses, and something more for each user, group and
 * membership.
 */
record Linear(Usage fixed, Usage user, Usage group, Usage membership) {
    /** Through the runs of a kind in the four sizes that are counted, of which each differs from another in one respect. */
    static Linear through(CountedRuns counted, Kind kind, Function<CountedRun, Usage> side) {
        Usage small = side.apply(counted.run(kind, CountedRuns.SMALL));
        Usage users = side.apply(counted.run(kind, CountedRuns.MORE_USERS));
        Usage groups = side.apply(counted.run(kind, CountedRuns.MORE_GROUPS));
        Usage memberships = side.apply(counted.run(kind, CountedRuns.MORE_MEMBERSHIPS));
        Usage user = users.minus(small)
                .times(1.0 / (CountedRuns.MORE_USERS.users() - CountedRuns.SMALL.users()))
                .atLeastNothing();
        Usage group = groups.minus(small)
                .times(1.0 / (CountedRuns.MORE_GROUPS.groups() - CountedRuns.SMALL.groups()))
                .atLeastNothing();
        Usage membership = memberships
                .minus(users)
                .times(1.0 / CountedRuns.MORE_MEMBERSHIPS.memberships())
                .atLeastNothing();
        Usage fixed = small.minus(user.times(CountedRuns.SMALL.users()))
                .minus(group.times(CountedRuns.SMALL.groups()))
                .atLeastNothing();
        return new Linear(fixed, user, group, membership);
    }

    Usage of(PoolSize pool) {
        return fixed.plus(user.times(pool.users()))
                .plus(group.times(pool.groups()))
                .plus(membership.times(pool.memberships()));
    }
}
