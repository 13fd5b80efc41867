package cognitobackup.importer;

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

    List<PlannedGroup> all(ImportRun run) {
        List<PlannedGroup> groups = new ArrayList<>();
        lines.read(ImportFiles.plannedGroups(run), PlannedGroup.class, groups::add);
        return groups;
    }

    /** Without those that Cognito made for the source's identity providers: it makes the target's own. */
    List<PlannedGroup> toRestore(ImportRun run) {
        return all(run).stream()
                .filter(group -> !PlannedGroup.madeByCognito(group.name(), run.sourceUserPoolId()))
                .toList();
    }
}
