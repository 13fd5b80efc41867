package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Group;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The diff of planned groups and the target's, and the memberships of users that the snapshot does not have. */
@Singleton
class CompareGroups {
    private static final PlannedGroupComparison.Result OF_COGNITO = new PlannedGroupComparison.Result(
            Outcome.SKIPPED, "Cognito itself keeps the groups of identity providers", null);

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
        Map<String, Group> actual = new HashMap<>();
        Listing.stream(target::listGroups).forEach(group -> actual.put(group.name(), group));
        results.addApiCalls(run, target);
        var comparison =
                new PlannedGroupComparison(run, access.restorable(target), results.ofUnit(run, Shard.UNSHARDED));
        try (JsonLines.Writer found = lines.writer()) {
            String key = ImportFiles.findings(run, round, Shard.UNSHARDED, 0);
            Counts groups = Counts.NONE;
            long toDo = 0;
            for (PlannedGroup planned : plannedGroups.all(run)) {
                Optional<Group> same = Optional.ofNullable(actual.get(planned.name()));
                boolean ofCognito = PlannedGroup.madeByCognito(planned.name(), run.sourceUserPoolId());
                PlannedGroupComparison.Result result = ofCognito ? OF_COGNITO : comparison.result(planned, same);
                if (result.outcome() != Outcome.RESTORED || result.actions() != null) {
                    found.add(key, Finding.group(planned.name(), result.outcome(), result.reason(), result.actions()));
                }
                groups = groups.plus(result.outcome());
                toDo += result.actions() == null ? 0 : 1;
            }
            long[] strays = {0};
            lines.read(ImportFiles.strayMemberships(run), TargetMember.class, stray -> {
                found.add(key, Finding.strayMembership(stray.sub(), stray.groupName()));
                strays[0]++;
            });
            found.store();
            long[] lists = {0};
            lines.read(ImportFiles.listedGroups(run), String.class, name -> lists[0]++);
            return CompareWithTarget.Progress.of(
                    groups, Counts.NONE.plus(Outcome.FAILED, strays[0]), new Effort(0, 0, 0, toDo, 0, lists[0], 0));
        }
    }
}
