package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;

/** The diff of plan and target: says what is as planned, and enqueues what is not. */
@Singleton
class CompareWithTarget {
    private final ImportAccess access;
    private final CompareUsers users;
    private final CompareGroups groups;

    CompareWithTarget(ImportAccess access, CompareUsers users, CompareGroups groups) {
        this.access = access;
        this.users = users;
        this.groups = groups;
    }

    /**
     * How far a unit is, and what was found so far.
     *
     * @param next the place in the unit's plan of the user to go on with
     * @param part how many invocations have written down what they found
     * @param users the users' outcomes, as if nothing more were done
     * @param groups the groups' outcomes
     * @param memberships the memberships' outcomes, likewise
     * @param linked restored users whose links to identity providers were not restored
     * @param creations how many users were enqueued to be created
     * @param updates how many users were enqueued to be updated
     */
    @Serdeable
    record Progress(
            boolean done,
            long next,
            int part,
            Counts users,
            Counts groups,
            Counts memberships,
            long linked,
            long creations,
            long updates) {
        static final Progress NOTHING = new Progress(false, 0, 0, Counts.NONE, Counts.NONE, Counts.NONE, 0, 0, 0);

        /** The numbers of both; how far it is, as here. */
        Progress plus(Progress other) {
            return new Progress(
                    done,
                    next,
                    part,
                    users.plus(other.users),
                    groups.plus(other.groups),
                    memberships.plus(other.memberships),
                    linked + other.linked,
                    creations + other.creations,
                    updates + other.updates);
        }

        /** How many planned records are not in the target as planned, though no rule stands against them. */
        long open() {
            return users.failed() + groups.failed() + memberships.failed();
        }
    }

    Progress compare(ImportRun run, int round, Shard unit, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        return unit.equals(Shard.UNSHARDED)
                ? groups.compare(run, round, deadline)
                : users.compare(run, round, unit, progress, deadline);
    }
}
