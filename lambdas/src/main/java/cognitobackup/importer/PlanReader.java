package cognitobackup.importer;

import cognitobackup.importer.Selected.Selector;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a unit of a snapshot down as plan. The unit of a shard has its users and memberships, the unit without a shard
 * the groups and the configuration. Of a selection it writes down what is selected, though it reads all of the unit that
 * may have some of it: only the whole can be compared with the manifest.
 */
@Singleton
class PlanReader {
    private final SourcePools sources;
    private final Selections selections;

    PlanReader(SourcePools sources, Selections selections) {
        this.sources = sources;
        this.selections = selections;
    }

    VerifySnapshot.Progress read(ImportRun run, SnapshotUnit unit, Restorable restorable, JsonLines.Writer plan) {
        if (unit.shard().equals(Shard.UNSHARDED)) {
            return groups(run, unit, plan);
        }
        // A unit that is whole is the same whenever it is read. One that is not may be another when it is read again,
        // and nothing of the reading before is to be left.
        if (run.options().acceptIncomplete()) {
            begin(run, unit, restorable, plan);
        }
        return run.options().selective()
                ? new SelectedUsers(run, unit, restorable, plan).read()
                : new Users(run, unit, restorable, plan).read();
    }

    private static void begin(ImportRun run, SnapshotUnit unit, Restorable restorable, JsonLines.Writer plan) {
        Shard bySub = run.division().unit(unit.shard());
        run.division().all().forEach(byIdentity -> plan.begin(ImportFiles.plannedUsers(run, byIdentity, bySub)));
        if (PlannedAliases.possible(restorable.target())) {
            run.division().all().forEach(byValue -> plan.begin(ImportFiles.aliasClaims(run, byValue, bySub)));
        }
        plan.begin(ImportFiles.strayMemberships(run, bySub));
        if (run.options().selective()) {
            plan.begin(ImportFiles.found(run, bySub));
            plan.begin(ImportFiles.neededGroups(run, bySub));
        }
    }

    private static VerifySnapshot.Progress groups(ImportRun run, SnapshotUnit unit, JsonLines.Writer plan) {
        boolean selective = run.options().selective();
        String key = selective ? ImportFiles.snapshotGroups(run) : ImportFiles.plannedGroups(run);
        long[] groups = {0};
        plan.begin(key);
        unit.read(RecordKind.GROUP, Group.class, group -> {
            plan.add(key, PlannedGroup.of(group, false));
            groups[0]++;
        });
        plan.begin(ImportFiles.sourceConfiguration(run));
        unit.read(
                RecordKind.CONFIGURATION,
                ConfigurationPart.class,
                part -> plan.add(ImportFiles.sourceConfiguration(run), SourceConfiguration.of(part)));
        // How many of them a selection needs is known once all of its users are.
        return VerifySnapshot.Progress.read(0, 0, selective ? 0 : groups[0]);
    }

    /** Every user of a shard with its groups. */
    private static class Users {
        final ImportRun run;
        final SnapshotUnit unit;
        final Shard foundIn;
        final Restorable restorable;
        final JsonLines.Writer plan;
        final Map<String, List<String>> groupsBySub = new HashMap<>();
        private final ProviderNames providers;
        private final Set<String> customAttributes = new TreeSet<>();
        private final Set<String> refusedAttributes = new TreeSet<>();
        private long users;
        private long memberships;

        Users(ImportRun run, SnapshotUnit unit, Restorable restorable, JsonLines.Writer plan) {
            this.run = run;
            this.unit = unit;
            this.foundIn = run.division().unit(unit.shard());
            this.restorable = restorable;
            this.plan = plan;
            this.providers = new ProviderNames(run.options().providers());
        }

        VerifySnapshot.Progress read() {
            unit.read(RecordKind.MEMBERSHIP, Membership.class, membership -> groupsBySub
                    .computeIfAbsent(membership.sub(), sub -> new ArrayList<>())
                    .add(membership.groupName()));
            if (mayHaveUsers()) {
                unit.read(RecordKind.USER, User.class, user -> {
                    List<String> groups =
                            Optional.ofNullable(groupsBySub.remove(user.sub())).orElse(List.of());
                    if (selected(user, groups)) {
                        add(user, groups);
                    }
                });
            }
            groupsBySub.forEach((sub, groups) -> groups.stream()
                    .filter(this::selectedWithoutUser)
                    .forEach(group -> {
                        plan.add(ImportFiles.strayMemberships(run, foundIn), new TargetMember(sub, group));
                        memberships++;
                    }));
            return VerifySnapshot.Progress.read(users, memberships, 0).with(customAttributes, refusedAttributes);
        }

        boolean mayHaveUsers() {
            return true;
        }

        boolean selected(User user, List<String> groups) {
            return true;
        }

        /** Whether a membership is planned whose user the snapshot does not have, and is reported then. */
        boolean selectedWithoutUser(String group) {
            return true;
        }

        private void add(User user, List<String> groups) {
            Optional<String> identity = providers.identity(user, restorable);
            Shard byIdentity = run.division().unit(identity.orElse(user.sub()));
            plan.add(ImportFiles.plannedUsers(run, byIdentity, foundIn), PlannedUser.of(user, identity, groups));
            user.attributes().keySet().stream().filter(PlanReader::custom).forEach(customAttributes::add);
            identity.ifPresent(name -> PlannedAliases.claim(run, foundIn, user, name, restorable, plan));
            refusedAttributes.addAll(restorable.notTaken(user));
            users++;
            memberships += groups.size();
        }
    }

    /** The selected users of a shard with all of their groups. */
    private final class SelectedUsers extends Users {
        private final Set<String> groups = new HashSet<>();
        private final Map<String, List<Selected>> bySub = new HashMap<>();
        private final Map<String, List<Selected>> bySignInName = new HashMap<>();
        private final Set<String> needed = new TreeSet<>();
        private final Optional<SourcePools.Settings> source;

        SelectedUsers(ImportRun run, SnapshotUnit unit, Restorable restorable, JsonLines.Writer plan) {
            super(run, unit, restorable, plan);
            List<Selected> selected = selections.of(run);
            Selections.of(selected, Selector.GROUPS).forEach(each -> groups.add(each.value()));
            selected.stream()
                    .filter(each -> each.shards().contains(unit.shard()))
                    .forEach(each -> {
                        if (each.selector() == Selector.SUBS) {
                            add(bySub, each);
                        } else if (each.selector() == Selector.USERNAMES) {
                            add(bySignInName, each);
                        }
                    });
            source = bySignInName.isEmpty() ? Optional.empty() : Optional.of(sources.stored(run.sourceUserPoolId()));
        }

        @Override
        VerifySnapshot.Progress read() {
            VerifySnapshot.Progress progress = super.read();
            needed.forEach(name -> plan.add(ImportFiles.neededGroups(run, foundIn), name));
            return progress;
        }

        @Override
        boolean mayHaveUsers() {
            return !bySub.isEmpty()
                    || !bySignInName.isEmpty()
                    || groupsBySub.values().stream().anyMatch(this::inSelectedGroup);
        }

        @Override
        boolean selected(User user, List<String> groupsOfUser) {
            List<Selected> named = new ArrayList<>(bySub.getOrDefault(user.sub(), List.of()));
            // By the name at that time: who has taken it since is somebody else.
            source.flatMap(settings -> settings.identity(user))
                    .map(identity -> bySignInName.getOrDefault(identity, List.of()))
                    .ifPresent(named::addAll);
            named.forEach(
                    each -> plan.add(ImportFiles.found(run, foundIn), new Found(each.selector(), each.position())));
            boolean selected = !named.isEmpty() || inSelectedGroup(groupsOfUser);
            if (selected) {
                needed.addAll(groupsOfUser);
            }
            return selected;
        }

        @Override
        boolean selectedWithoutUser(String group) {
            return groups.contains(group);
        }

        private static void add(Map<String, List<Selected>> byValue, Selected selected) {
            byValue.computeIfAbsent(selected.value(), value -> new ArrayList<>())
                    .add(selected);
        }

        private boolean inSelectedGroup(List<String> groupsOfUser) {
            return groupsOfUser.stream().anyMatch(groups::contains);
        }
    }

    private static boolean custom(String attribute) {
        return attribute.startsWith("custom:") || attribute.startsWith("dev:");
    }
}
