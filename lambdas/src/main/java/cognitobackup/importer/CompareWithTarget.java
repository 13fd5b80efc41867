package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

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
     * @param jobRows how many users were put aside for import jobs; in a dry run, would have been
     * @param creations how many users were enqueued to be created; in a dry run, would have been
     * @param updates how many users were enqueued to be updated; likewise
     * @param active how many planned users a call of this import has made active; in a dry run, would make
     * @param removed how many memberships were removed that the snapshot does not have; in a dry run, would be
     * @param notInSnapshot what planned users have in the target only, and keep
     * @param effort how much there is to do, with what follows in later rounds
     * @param fates what became of the planned users; a few, since they differ in statuses and next steps only
     * @param notes how many users have a note of a {@link Note.Kind}, by its name
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
            long jobRows,
            long creations,
            long updates,
            long active,
            long removed,
            NotInSnapshot notInSnapshot,
            Effort effort,
            @Nullable List<FateCount> fates,
            @Nullable Map<String, Long> notes) {
        // Empty collections are left out of the JSON.
        Progress {
            fates = fates == null ? List.of() : fates;
            notes = notes == null ? Map.of() : notes;
        }

        static final Progress NOTHING = new Progress(
                false,
                0,
                0,
                Counts.NONE,
                Counts.NONE,
                Counts.NONE,
                0,
                0,
                0,
                0,
                0,
                0,
                NotInSnapshot.NOTHING,
                Effort.NONE,
                List.of(),
                Map.of());

        /** What the unit without a shard came to, which is always done at once. */
        static Progress of(Counts groups, Counts memberships, Effort effort) {
            return new Progress(
                    true,
                    0,
                    0,
                    Counts.NONE,
                    groups,
                    memberships,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    NotInSnapshot.NOTHING,
                    effort,
                    List.of(),
                    Map.of());
        }

        /** These numbers, at another place. */
        Progress at(boolean nowDone, long nowNext, int nowPart) {
            return new Progress(
                    nowDone,
                    nowNext,
                    nowPart,
                    users,
                    groups,
                    memberships,
                    linked,
                    jobRows,
                    creations,
                    updates,
                    active,
                    removed,
                    notInSnapshot,
                    effort,
                    fates,
                    notes);
        }

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
                    jobRows + other.jobRows,
                    creations + other.creations,
                    updates + other.updates,
                    active + other.active,
                    removed + other.removed,
                    notInSnapshot.plus(other.notInSnapshot),
                    effort.plus(other.effort),
                    FateCount.sum(fates, other.fates),
                    Note.sum(notes, other.notes));
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
