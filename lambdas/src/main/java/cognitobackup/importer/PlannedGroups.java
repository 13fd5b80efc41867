package cognitobackup.importer;

import cognitobackup.pool.Group;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The groups of the plan, in its order. At most ten thousand, which is Cognito's limit for a pool. */
@Singleton
class PlannedGroups {
    private final JsonLines lines;

    PlannedGroups(JsonLines lines) {
        this.lines = lines;
    }

    List<Group> all(ImportRun run) {
        List<Group> groups = new ArrayList<>();
        lines.read(ImportFiles.plannedGroups(run), PlannedGroup.class, planned -> groups.add(planned.group()));
        return groups;
    }

    /** Without those that Cognito made for the source's identity providers: it makes the target's own. */
    List<Group> toRestore(ImportRun run) {
        return all(run).stream()
                .filter(group -> !PlannedGroup.madeByCognito(group.name(), run.sourceUserPoolId()))
                .toList();
    }
}
