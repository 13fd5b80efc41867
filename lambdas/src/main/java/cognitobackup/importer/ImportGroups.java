package cognitobackup.importer;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.Group;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.RestorableHash;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        List<Group> planned = plannedGroups.toRestore(run);
        UserPool target = access.target(run, 1, deadline);
        var restorable = new Restorable(target.settings());
        Map<String, RestorableHash> there = new HashMap<>();
        Listing.stream(target::listGroups).forEach(group -> there.put(group.name(), restorable.hash(group)));
        int next = progress.next();
        while (next < planned.size() && !deadline.passed()) {
            Group group = planned.get(next);
            if (!restorable.hash(group).equals(there.get(group.name()))) {
                try {
                    put(run, target, group);
                } catch (TemporaryFailure e) {
                    if (next == progress.next()) {
                        throw e;
                    }
                    break;
                }
            }
            next++;
        }
        results.addApiCalls(run, target);
        return new Progress(next >= planned.size(), next);
    }

    private void put(ImportRun run, UserPool target, Group group) {
        try {
            target.putGroup(group);
        } catch (RejectedByCognitoException e) {
            results.groupFailed(run, group.name(), e.getMessage());
        }
    }
}
