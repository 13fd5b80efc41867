package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Diff;
import cognitobackup.pool.Group;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.RestorableHash;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The diff of planned groups and the target's, and the memberships of users that the snapshot does not have. */
@Singleton
class CompareGroups {
    private final ImportAccess access;
    private final PlannedGroups plannedGroups;
    private final JsonLines lines;
    private final Results results;

    CompareGroups(ImportAccess access, PlannedGroups plannedGroups, JsonLines lines, Results results) {
        this.access = access;
        this.plannedGroups = plannedGroups;
        this.lines = lines;
        this.results = results;
    }

    CompareWithTarget.Progress compare(ImportRun run, int round, Deadline deadline) {
        // No other unit of the comparison lists groups, so this one may use the whole budget for it.
        UserPool target = access.target(run, 1, deadline);
        var restorable = new Restorable(target.settings());
        Map<String, RestorableHash> actual = new HashMap<>();
        Listing.stream(target::listGroups).forEach(group -> actual.put(group.name(), restorable.hash(group)));
        results.addApiCalls(run, target);
        try (JsonLines.Writer found = lines.writer()) {
            String key = ImportFiles.findings(run, round, Shard.UNSHARDED, 0);
            Counts groups = groups(run, restorable, actual, finding -> found.add(key, finding));
            long[] strays = {0};
            lines.read(ImportFiles.strayMemberships(run), TargetMember.class, stray -> {
                found.add(key, Finding.strayMembership(stray.sub(), stray.groupName()));
                strays[0]++;
            });
            found.store();
            return new CompareWithTarget.Progress(
                    true, 0, 0, Counts.NONE, groups, Counts.NONE.plus(Outcome.FAILED, strays[0]), 0, 0, 0);
        }
    }

    private Counts groups(
            ImportRun run, Restorable restorable, Map<String, RestorableHash> actual, Consumer<Finding> findings) {
        Map<String, RestorableHash> planned = new LinkedHashMap<>();
        Counts counts = Counts.NONE;
        for (Group group : plannedGroups.all(run)) {
            if (PlannedGroup.madeByCognito(group.name(), run.sourceUserPoolId())) {
                findings.accept(Finding.group(
                        group.name(), Outcome.SKIPPED, "Cognito itself keeps the groups of identity providers"));
                counts = counts.plus(Outcome.SKIPPED);
            } else {
                planned.put(group.name(), restorable.hash(group));
            }
        }
        Results.OfShard failures = results.ofShard(run, Shard.UNSHARDED);
        Diff<String> diff = Diff.between(planned, actual);
        for (String name : diff.create()) {
            String reason = failures.groupFailure(name).orElse("is not in the target");
            findings.accept(Finding.group(name, Outcome.FAILED, reason));
        }
        for (String name : diff.change()) {
            String reason = failures.groupFailure(name).orElse("its properties differ in the target");
            findings.accept(Finding.group(name, Outcome.FAILED, reason));
        }
        long failed = (long) diff.create().size() + diff.change().size();
        return counts.plus(Outcome.FAILED, failed).plus(Outcome.RESTORED, planned.size() - failed);
    }
}
