package cognitobackup.importer;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The groups that a selection plans: those that it names, and those that selected users are in. */
@Singleton
class SelectedGroups {
    private final Selections selections;
    private final JsonLines lines;

    SelectedGroups(Selections selections, JsonLines lines) {
        this.selections = selections;
        this.lines = lines;
    }

    /**
     * Writes them down as plan, now that all of the selected users are known.
     *
     * @return how many there are
     * @throws cognitobackup.function.RefusedException where the snapshot lacks something that is selected
     */
    long plan(ImportRun run) {
        List<PlannedGroup> groups = new ArrayList<>();
        lines.read(ImportFiles.snapshotGroups(run), PlannedGroup.class, groups::add);
        selections.refuseMissing(run, groups.stream().map(PlannedGroup::name).collect(Collectors.toSet()));
        Set<String> needed = new HashSet<>();
        lines.read(ImportFiles.neededGroups(run), String.class, needed::add);
        Set<String> named = Selections.of(selections.of(run), Selected.Selector.GROUPS)
                .map(Selected::value)
                .collect(Collectors.toSet());
        long planned = 0;
        try (JsonLines.Writer plan = lines.writer()) {
            plan.begin(ImportFiles.plannedGroups(run));
            for (PlannedGroup group : groups) {
                if (named.contains(group.name()) || needed.contains(group.name())) {
                    plan.add(
                            ImportFiles.plannedGroups(run),
                            PlannedGroup.of(group.group(), !named.contains(group.name())));
                    planned++;
                }
            }
            plan.store();
        }
        return planned;
    }
}
