package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.importer.Selected.Selector;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whom an import selects. Kept as files of the plan, since names have no place in the workflow's state. */
@Singleton
class Selections {
    private final Backups backups;
    private final SourcePools sources;
    private final JsonLines lines;

    Selections(Backups backups, SourcePools sources, JsonLines lines) {
        this.backups = backups;
        this.sources = sources;
        this.lines = lines;
    }

    /**
     * Finds out where in the snapshot those are whom the input selects; nothing where it selects everybody.
     *
     * @throws cognitobackup.function.RefusedException where no snapshot that the backup has can hold one of them
     */
    List<Selected> resolve(ImportInput input, String exportId) {
        List<Selected> selected = new ArrayList<>();
        Selection only = input.only();
        for (String group : only.groups()) {
            selected.add(new Selected(Selector.GROUPS, selected.size(), group, List.of()));
        }
        if (!only.usernames().isEmpty()) {
            Backup backup = backups.of(input.userPoolId());
            SourcePools.Settings source = sources.stored(input.userPoolId());
            int position = 0;
            for (String username : only.usernames()) {
                String identity = source.folded(username);
                List<String> subs = List.copyOf(new TreeSet<>(backup.subsOf(identity)));
                var user = new Selected(Selector.USERNAMES, position++, identity, subs);
                if (subs.isEmpty()) {
                    throw user.notIn(exportId);
                }
                selected.add(user);
            }
        }
        int position = 0;
        for (String sub : only.subs()) {
            selected.add(new Selected(Selector.SUBS, position++, sub, List.of(sub)));
        }
        return selected;
    }

    void keep(ImportRun run, List<Selected> selected) {
        try (JsonLines.Writer plan = lines.writer()) {
            selected.forEach(each -> plan.add(ImportFiles.selection(run), each));
            plan.store();
        }
    }

    /** The shards of the snapshot that are needed for them, and what is in no shard. */
    static Set<Shard> shards(List<Selected> selected) {
        if (selected.isEmpty()) {
            return Set.copyOf(Shard.units());
        }
        Set<Shard> shards = new HashSet<>(Set.of(Shard.UNSHARDED));
        selected.forEach(each -> shards.addAll(each.shards()));
        return shards;
    }

    List<Selected> of(ImportRun run) {
        List<Selected> selected = new ArrayList<>();
        if (run.options().selective()) {
            lines.read(ImportFiles.selection(run), Selected.class, selected::add);
        }
        return selected;
    }

    /** Those of a list. */
    static Stream<Selected> of(List<Selected> selected, Selector selector) {
        return selected.stream().filter(each -> each.selector() == selector);
    }

    /**
     * Makes sure that the snapshot has everybody and every group that is selected.
     *
     * @param groups the groups of the snapshot
     */
    void refuseMissing(ImportRun run, Set<String> groups) {
        Set<Found> found = new HashSet<>();
        lines.read(ImportFiles.found(run), Found.class, found::add);
        for (Selected each : of(run)) {
            boolean there = each.selector() == Selector.GROUPS
                    ? groups.contains(each.value())
                    : found.contains(new Found(each.selector(), each.position()));
            if (!there) {
                throw each.notIn(run.exportId().value());
            }
        }
    }
}
