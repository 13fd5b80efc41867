package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.Imports;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes sure that the target can take the plan, and pins it: from then on every step and every resumed run reads the
 * plan, never the table.
 */
@Singleton
class PinPlan {
    static final String USERS = "users";
    static final String GROUPS = "groups";
    static final String MEMBERSHIPS = "memberships";

    private final FunctionSettings settings;
    private final ImportAccess access;
    private final Imports imports;
    private final SourcePools sources;
    private final PlannedGroups plannedGroups;
    private final JsonLines lines;
    private final Results results;
    private final SelectedGroups selectedGroups;
    private final TargetConfiguration targetConfiguration;
    private final Preparation preparation;
    private final PlannedAliases aliases;

    PinPlan(
            FunctionSettings settings,
            ImportAccess access,
            Imports imports,
            SourcePools sources,
            PlannedGroups plannedGroups,
            JsonLines lines,
            Results results,
            SelectedGroups selectedGroups,
            TargetConfiguration targetConfiguration,
            Preparation preparation,
            PlannedAliases aliases) {
        this.settings = settings;
        this.access = access;
        this.imports = imports;
        this.sources = sources;
        this.plannedGroups = plannedGroups;
        this.lines = lines;
        this.results = results;
        this.selectedGroups = selectedGroups;
        this.targetConfiguration = targetConfiguration;
        this.preparation = preparation;
        this.aliases = aliases;
    }

    /**
     * The work that the steps after this one are divided into.
     *
     * @param memberLists who lists which share of the groups' members
     * @param units the units in which plan and target are compared
     */
    record Plan(List<MemberList> memberLists, List<Unit> units) {}

    /** The groups of which one worker lists the members: each whose place among them, modulo {@code of}, is its own. */
    @Serdeable
    record MemberList(int worker, int of) {}

    /** A unit of the comparison, or of a snapshot: called by its first shard, or {@code -} for what is not sharded. */
    @Serdeable
    record Unit(String shard) {
        Shard asShard() {
            return new Shard(shard);
        }
    }

    /** The units of the division, and what is not sharded. */
    static List<Unit> units(Division division) {
        return Stream.concat(division.all().stream(), Stream.of(Shard.UNSHARDED))
                .map(unit -> new Unit(unit.digit()))
                .toList();
    }

    Plan pin(ImportRun run, List<VerifySnapshot.Progress> verified, Deadline deadline) {
        access.checkLocks(run);
        ImportItem item = access.item(run);
        UserPool target = access.target(run, 1, deadline);
        try {
            return pin(run, verified, item, target);
        } finally {
            results.addApiCalls(run, target);
        }
    }

    private Plan pin(ImportRun run, List<VerifySnapshot.Progress> verified, ImportItem found, UserPool target) {
        ImportItem item = found;
        targetConfiguration.write(run, target);
        TargetFacts facts = access.facts(run);
        preparation.write(run, target.settings(), access.originalSub(target, facts), facts);
        if (!ImportState.PINNED.of(item)) {
            // The plan is whole only after this: which groups a selection needs is known once all of its users are.
            Map<String, Long> counts = counts(run, verified);
            Set<String> leftOut = leftOut(target.settings(), verified);
            refuseUnfit(run, target.settings(), leftOut);
            if (run.options().mode() == ImportMode.EMPTY) {
                refuseFilled(target);
            }
            aliases.decide(run, target.settings());
            writeListedGroups(run, target);
            // A dry run changes nothing that another run would have to finish.
            ImportState state = run.options().purpose().changesTarget() ? ImportState.PINNED : ImportState.STARTED;
            Map<String, String> details = new HashMap<>(ImportState.differing(verified));
            details.putAll(ImportState.leftOut(leftOut));
            details.putAll(ImportState.division(run.division()));
            item = state.set(item, run.exportId(), counts, details);
            imports.update(item);
        }
        return new Plan(memberLists(listedGroups(run)), units(run.division()));
    }

    /**
     * The groups whose members are listed: those that are planned, and in the modes that find something in the target,
     * all that it has, since planned users may be in them.
     */
    private void writeListedGroups(ImportRun run, UserPool target) {
        Set<String> names = new LinkedHashSet<>();
        plannedGroups.toRestore(run).forEach(group -> names.add(group.name()));
        if (run.options().mode() != ImportMode.EMPTY) {
            Listing.stream(target::listGroups)
                    .map(Group::name)
                    .filter(name -> !PlannedGroup.madeByCognito(name, target.id()))
                    .forEach(names::add);
        }
        try (JsonLines.Writer file = lines.writer()) {
            names.forEach(name -> file.add(ImportFiles.listedGroups(run), name));
            file.store();
        }
    }

    private long listedGroups(ImportRun run) {
        long[] groups = {0};
        lines.read(ImportFiles.listedGroups(run), String.class, name -> groups[0]++);
        return groups[0];
    }

    private Map<String, Long> counts(ImportRun run, List<VerifySnapshot.Progress> verified) {
        return Map.of(
                USERS,
                        verified.stream()
                                .mapToLong(VerifySnapshot.Progress::users)
                                .sum(),
                GROUPS,
                        run.options().selective()
                                ? selectedGroups.plan(run)
                                : verified.stream()
                                        .mapToLong(VerifySnapshot.Progress::groups)
                                        .sum(),
                MEMBERSHIPS,
                        verified.stream()
                                .mapToLong(VerifySnapshot.Progress::memberships)
                                .sum());
    }

    private List<MemberList> memberLists(long groups) {
        int workers = (int) Math.min(groups, settings.memberWorkers());
        return IntStream.range(0, workers)
                .mapToObj(worker -> new MemberList(worker, workers))
                .toList();
    }

    /** The attributes of planned users that the target's schema lacks, or of which it refuses some values. */
    private static Set<String> leftOut(PoolSettings target, List<VerifySnapshot.Progress> verified) {
        Set<String> names = new TreeSet<>();
        verified.forEach(unit -> names.addAll(unit.customAttributes()));
        names.removeAll(target.attributes().keySet());
        verified.forEach(unit -> names.addAll(unit.refusedAttributes()));
        return names;
    }

    private void refuseUnfit(ImportRun run, PoolSettings target, Set<String> leftOut) {
        // None of the three can be changed once a pool is made, so the way out is another pool.
        sources.planned(run).ifPresent(source -> {
            refuseDifferent("username attributes", source.usernameAttributes(), target.usernameAttributes());
            refuseDifferent("alias attributes", source.aliasAttributes(), target.aliasAttributes());
            refuseDifferent("case sensitivity", source.caseSensitive(), target.caseSensitive());
        });
        Set<String> missing = new TreeSet<>(leftOut);
        missing.removeAll(target.attributes().keySet());
        Set<String> refused = new TreeSet<>(leftOut);
        refused.removeAll(missing);
        if (!missing.isEmpty() && !run.options().ignoreMissingAttributes()) {
            throw new RefusedException("The target's schema lacks attributes that users of the source have: "
                    + String.join(", ", missing)
                    + ". Add them to the target, or give ignoreMissingAttributes: true to restore users without them.");
        }
        if (!refused.isEmpty() && !run.options().ignoreMissingAttributes()) {
            throw new RefusedException("The target's schema does not take values that users of the source have in: "
                    + String.join(", ", refused) + ". Give a target with the source's types and limits, or"
                    + " ignoreMissingAttributes: true to restore these users without such values.");
        }
        if (!run.options().allowTriggers() && target.triggers().contains("PreSignUp")) {
            throw new RefusedException("The target has the Lambda trigger PreSignUp, which fires for every user that is"
                    + " created. Take it off until the import is done, or give allowTriggers: true.");
        }
    }

    private static void refuseDifferent(String what, Object source, Object target) {
        if (!source.equals(target)) {
            throw new RefusedException("The target cannot take the users of the source: its " + what + " are " + target
                    + " where the source's are " + source + ". Give a target made with the source's settings.");
        }
    }

    /** Mode EMPTY: what Cognito makes by itself for identity providers is no content. */
    private static void refuseFilled(UserPool target) {
        boolean users = Listing.any(token -> target.listUsers(Optional.empty(), token), user -> true);
        boolean groups =
                Listing.any(target::listGroups, group -> !PlannedGroup.madeByCognito(group.name(), target.id()));
        if (users || groups) {
            throw new RefusedException("The target " + target.id() + " is not empty: it has "
                    + (users ? "users" : "groups") + ". The mode EMPTY fills only a pool without users and groups.");
        }
    }
}
