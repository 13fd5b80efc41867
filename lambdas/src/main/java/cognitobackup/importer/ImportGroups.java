package cognitobackup.importer;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.importer.PlannedGroupComparison.Action;
import cognitobackup.pool.Group;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the planned groups that the target lacks, and sets those that differ to what is planned. */
@Singleton
class ImportGroups {
    private final ImportAccess access;
    private final PlannedGroups plannedGroups;
    private final Results results;

    ImportGroups(ImportAccess access, PlannedGroups plannedGroups, Results results) {
        this.access = access;
        this.plannedGroups = plannedGroups;
        this.results = results;
    }

    /**
     * How many of the planned groups are done, in the order of the plan.
     *
     * @param next the place of the group to go on with
     */
    @Serdeable
    record Progress(boolean done, int next) {
        static final Progress NOTHING = new Progress(false, 0);
    }

    Progress put(ImportRun run, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        List<PlannedGroup> planned = plannedGroups.toRestore(run);
        UserPool target = access.target(run, 1, deadline);
        var comparison =
                new PlannedGroupComparison(run, access.restorable(target), results.ofUnit(run, Shard.UNSHARDED));
        Map<String, Group> there = new HashMap<>();
        Listing.stream(target::listGroups).forEach(group -> there.put(group.name(), group));
        if (progress.equals(Progress.NOTHING)) {
            results.keepGroupsToDo(
                    run,
                    planned.stream()
                            .filter(group -> comparison.action(group, actual(there, group)) != Action.NOTHING)
                            .count());
        }
        int next = progress.next();
        while (next < planned.size() && !deadline.passed()) {
            PlannedGroup group = planned.get(next);
            try {
                put(run, target, group, comparison.action(group, actual(there, group)), comparison.setsBack(group));
            } catch (TemporaryFailure e) {
                if (next == progress.next()) {
                    throw e;
                }
                break;
            }
            next++;
        }
        results.addApiCalls(run, target);
        return new Progress(next >= planned.size(), next);
    }

    private static Optional<Group> actual(Map<String, Group> there, PlannedGroup planned) {
        return Optional.ofNullable(there.get(planned.name()));
    }

    private void put(ImportRun run, UserPool target, PlannedGroup planned, Action action, boolean setsBack) {
        try {
            switch (action) {
                case NOTHING -> {
                    // It is as it shall be, or stays as it is.
                }
                case CREATE -> {
                    results.noteChange(run, planned.name(), GroupChange.CREATED);
                    if (setsBack) {
                        target.putGroup(planned.group());
                    } else if (!target.createGroup(planned.group())) {
                        // Somebody was quicker, or a lost answer was ours; which, nobody can say.
                        results.noteChange(run, planned.name(), GroupChange.NONE);
                    }
                }
                case SET_BACK -> {
                    results.noteChange(run, planned.name(), GroupChange.SET_BACK);
                    target.putGroup(planned.group());
                }
            }
        } catch (RejectedByCognitoException e) {
            results.groupFailed(run, planned.name(), e.getMessage());
        }
    }
}
