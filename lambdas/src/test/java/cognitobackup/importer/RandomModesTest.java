package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever a snapshot and a target hold, an import in any mode leaves in the target what a trivially simple model
 * says, also when it dies anywhere and is started again; its dry run announces exactly that and changes nothing; and
 * done once more, it only reads. Method: random pools, modes and deaths.
 */
class RandomModesTest {
    private static final int IMPORTS = 16;
    private static final Set<String> READS =
            Set.of("DescribeUserPool", "ListUsers", "ListGroups", "ListUsersInGroup", "GetGroup");
    private static final String TARGET = "eu-west-1_Target1";

    @Test
    void everyModeDoesWhatTheModelSaysAndWhatItsDryRunAnnounced() {
        long seed = Long.getLong("cognitobackup.seed", System.nanoTime());
        System.out.println("RandomModesTest: seed " + seed);
        for (int i = 0; i < IMPORTS; i++) {
            try (var bench = new ImportBench(true)) {
                new Case(bench, new Random(seed + i), "seed " + seed + ", import " + i).check();
            }
        }
    }

    /** One import. */
    private static final class Case {
        private final ImportBench bench;
        private final Random random;
        private final String name;
        private final boolean withEmail;
        private final boolean intoSource;
        private final boolean trust;
        private final ImportMode mode;
        private final boolean removals;
        private final InMemoryUserPool target;
        private final PoolContent snapshot;
        private final PoolContent before;
        private final Restorable restorable;

        Case(ImportBench bench, Random random, String name) {
            this.bench = bench;
            this.random = random;
            this.withEmail = random.nextInt(3) == 0;
            this.intoSource = random.nextBoolean();
            this.trust = random.nextInt(3) == 0;
            ImportMode[] modes = intoSource
                    ? new ImportMode[] {ImportMode.MERGE, ImportMode.OVERWRITE, ImportMode.OVERWRITE}
                    : new ImportMode[] {ImportMode.EMPTY, ImportMode.MERGE, ImportMode.OVERWRITE, ImportMode.OVERWRITE};
            this.mode = modes[random.nextInt(modes.length)];
            this.removals = mode == ImportMode.OVERWRITE && random.nextBoolean();
            if (withEmail) {
                bench.source.setSettings(Case::signInWithEmail);
                ImportBench.describe(bench.source);
            }
            fill(bench.source, "user", 1 + random.nextInt(7));
            bench.export();
            this.snapshot = PoolContent.of(bench.source);
            this.target = intoSource ? bench.sourceAsTarget() : bench.target(TARGET);
            this.restorable = new Restorable(target.settings());
            if (intoSource) {
                change();
            } else if (mode != ImportMode.EMPTY) {
                fill(target, "user", random.nextInt(8));
                fill(target, "other", random.nextInt(3));
            }
            target.setPageSize(1 + random.nextInt(6));
            this.before = PoolContent.of(target);
            this.name = name + ": " + input(false) + (withEmail ? " with e-mail" : "");
        }

        private static PoolSettings signInWithEmail(PoolSettings settings) {
            return new PoolSettings(
                    settings.userPoolId(),
                    Set.of("email"),
                    Set.of(),
                    settings.caseSensitive(),
                    settings.mfa(),
                    settings.autoVerifiedAttributes(),
                    settings.attributes(),
                    settings.triggers(),
                    settings.passwordMinimumLength());
        }

        private String input(boolean dryRun) {
            return "{\"targetUserPoolId\":\"" + target.id() + "\",\"mode\":\"" + mode + "\",\"allowRemovals\":"
                    + removals + ",\"trustExistingIdentities\":" + trust + ",\"dryRun\":" + dryRun + "}";
        }

        // Random pools.

        private void fill(InMemoryUserPool pool, String prefix, int users) {
            for (int group = 0; group < 4; group++) {
                if (random.nextInt(4) > 0) {
                    pool.addGroup(group("group" + group));
                }
            }
            for (int i = 0; i < users; i++) {
                SortedMap<String, String> attributes = attributes(prefix + i + "@example.com");
                User user = pool.addUser(prefix + i, attributes);
                if (random.nextInt(4) == 0) {
                    pool.changeUser(user.sub(), same -> with(same, attributes, false));
                }
                join(pool, user.sub());
            }
        }

        /** Always with a precedence, or never: Cognito may not take it from a group. */
        private Group group(String groupName) {
            boolean precedes = groupName.hashCode() % 2 == 0;
            return new Group(
                    groupName,
                    random.nextBoolean() ? Optional.empty() : Optional.of("text " + random.nextInt(2)),
                    precedes ? Optional.of(random.nextInt(2)) : Optional.empty(),
                    Optional.empty());
        }

        private void join(InMemoryUserPool pool, String sub) {
            pool.groups().forEach(group -> {
                if (random.nextInt(3) == 0) {
                    pool.join(sub, group.name());
                }
            });
        }

        private SortedMap<String, String> attributes(String email) {
            SortedMap<String, String> attributes = new TreeMap<>();
            if (withEmail || random.nextBoolean()) {
                attributes.put("email", random.nextInt(4) == 0 ? email.toUpperCase(Locale.ROOT) : email);
            }
            if (random.nextBoolean()) {
                attributes.put("phone_number", "+" + random.nextInt(3));
            }
            for (String address : List.of("email", "phone_number")) {
                if (attributes.containsKey(address) && random.nextBoolean()) {
                    attributes.put(address + "_verified", String.valueOf(random.nextInt(3) > 0));
                }
            }
            for (String attribute : List.of("name", "custom:tier")) {
                if (random.nextBoolean()) {
                    attributes.put(attribute, "value " + random.nextInt(2));
                }
            }
            return attributes;
        }

        /** What happens to the source after the export. */
        private void change() {
            for (User user : target.users()) {
                int what = random.nextInt(6);
                if (what == 0) {
                    target.deleteUser(user.sub());
                    if (random.nextBoolean()) {
                        stranger(user);
                    }
                } else if (what < 4) {
                    SortedMap<String, String> changed = attributes("new-" + user.sub() + "@example.com");
                    if (withEmail && random.nextInt(4) == 0) {
                        changed.remove("email");
                        changed.remove("email_verified");
                    }
                    target.changeUser(user.sub(), same -> with(same, changed, random.nextBoolean()));
                    if (withEmail && random.nextInt(3) == 0) {
                        stranger(user);
                    }
                }
                target.groups()
                        .forEach(group -> target.leave(
                                user.sub(),
                                random.nextInt(3) == 0
                                        ? group.name()
                                        : target.groups().get(0).name()));
            }
            target.groups().forEach(group -> {
                int what = random.nextInt(4);
                if (what == 0) {
                    target.deleteGroup(group.name());
                } else if (what == 1) {
                    target.addGroup(group(group.name()));
                }
            });
            target.addGroup("new group");
            target.users().forEach(user -> join(target, user.sub()));
        }

        /** Somebody signs up with what a user had to sign in with. */
        private void stranger(User user) {
            Instant now = bench.clock.instant();
            String sub = "stranger-" + user.sub();
            SortedMap<String, String> attributes = attributes("x@example.com");
            attributes.remove("email");
            if (withEmail) {
                String email = user.attributes().get("email");
                boolean taken = target.users().stream()
                        .anyMatch(other ->
                                email.equalsIgnoreCase(other.attributes().get("email")));
                if (taken) {
                    return;
                }
                attributes.put("email", email);
            }
            target.putUser(new User(sub, withEmail ? sub : user.username(), attributes, true, "CONFIRMED", now, now));
        }

        private static User with(User user, SortedMap<String, String> attributes, boolean enabled) {
            return new User(
                    user.sub(),
                    user.username(),
                    attributes,
                    enabled,
                    user.status(),
                    user.created(),
                    user.lastModified());
        }

        // The check.

        void check() {
            WriteReport.Summary announced = bench.finish(bench.start(input(true)));
            assertThat(PoolContent.of(target)).as(name).isEqualTo(before);
            assertThat(READS).as(name).containsAll(target.apiCalls().keySet());
            assertThat(bench.newUsers.sent()).as(name).isEmpty();
            assertThat(bench.userUpdates.sent()).as(name).isEmpty();

            boolean dies = random.nextBoolean();
            WriteReport.Summary done = dies ? dieAndResume() : bench.finish(bench.start(input(false)));

            var model = new Model();
            assertThat(content(PoolContent.of(target))).as(name).isEqualTo(model.content());
            for (WriteReport.Summary summary : List.of(announced, done)) {
                assertThat(summary.users()).as(name).isEqualTo(model.users);
                assertThat(summary.groups()).as(name).isEqualTo(model.groups);
                assertThat(summary.memberships()).as(name).isEqualTo(model.memberships);
                assertThat(summary.membershipsRemoved()).as(name).isEqualTo(model.removed);
            }
            assertThat(done.outcome()).as(name).isEqualTo(model.users.failed() == 0 ? "COMPLETED" : "INCOMPLETE");
            assertThat(target.messages()).as(name).isEmpty();
            assertThat(target.users()).as(name).allSatisfy(user -> assertThat(target.passwordsSet(user.username()))
                    .hasSize(before.users().containsKey(user.sub()) ? 0 : 1));
            if (!dies) {
                assertThat(done.activeUsers()).as(name).isEqualTo(announced.activeUsers());
                assertThat(done.estimatedSeconds()).as(name).isEqualTo(announced.estimatedSeconds());
            }
            assertAnnounced(announced, done);
            if (mode != ImportMode.EMPTY) {
                onceMore();
            }
        }

        private WriteReport.Summary dieAndResume() {
            var faulty = new FaultyUserPool(target);
            bench.targets.put(target.id(), faulty);
            ImportRun run = bench.start(input(false));
            faulty.dieAt(1 + random.nextInt(120), random.nextBoolean());
            try {
                WriteReport.Summary summary = bench.finish(run);
                bench.targets.put(target.id(), target);
                return summary;
            } catch (FaultyUserPool.Death e) {
                faulty.revive();
                bench.end(run);
                bench.targets.put(target.id(), target);
                return bench.finish(bench.start(input(false)));
            }
        }

        private void onceMore() {
            PoolContent now = PoolContent.of(target);
            Map<String, Long> calls = target.apiCalls();
            WriteReport.Summary again = bench.finish(bench.start(input(false)));

            assertThat(PoolContent.of(target)).as(name).isEqualTo(now);
            Set<String> called = new TreeSet<>(target.apiCalls().keySet());
            called.removeIf(operation -> target.apiCalls().get(operation).equals(calls.get(operation)));
            assertThat(READS).as(name).containsAll(called);
            assertThat(again.users().restored()).as(name).isZero();
            assertThat(again.groups().restored()).as(name).isZero();
            assertThat(again.memberships().restored()).as(name).isZero();
            assertThat(again.activeUsers()).as(name).isZero();
        }

        /** What the dry run announced is what was done, and what it said of the rest is what the import says. */
        private void assertAnnounced(WriteReport.Summary announced, WriteReport.Summary done) {
            Function<WriteReport.Summary, Set<String>> said = summary -> bench.findings(summary).stream()
                    .filter(finding -> finding.outcome() != Outcome.RESTORED)
                    .map(finding -> finding.kind() + " " + finding.outcome() + " " + finding.reason() + " "
                            + finding.sub() + " " + finding.groupName())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(said.apply(done)).as(name).isEqualTo(said.apply(announced));
            PoolContent after = PoolContent.of(target);
            Map<String, List<String>> actions = new HashMap<>();
            bench.findings(announced).stream()
                    .filter(finding -> finding.kind().equals("USER"))
                    .forEach(finding ->
                            actions.put(finding.sub(), finding.actions() == null ? List.of() : finding.actions()));
            for (User planned : snapshot.users().values()) {
                Optional<User> there = inTarget(before, planned);
                Optional<User> now = inTarget(after, planned);
                List<String> words = actions.getOrDefault(planned.sub(), List.of());
                if (there.isEmpty()) {
                    assertThat(words).as(name).contains("create");
                }
                Set<String> changed = new TreeSet<>();
                now.ifPresent(user -> changed.addAll(differences(there, user, after)));
                // Along with an address goes whether it is verified, changed or not.
                assertThat(words).as(name).containsAll(changed);
                assertThat(words.stream()
                                .filter(word -> !word.endsWith("_verified"))
                                .toList())
                        .as(name)
                        .hasSameElementsAs(changed.stream()
                                .filter(word -> !word.endsWith("_verified"))
                                .toList());
            }
        }

        private Set<String> differences(Optional<User> there, User now, PoolContent after) {
            Set<String> words = new TreeSet<>();
            Set<String> groups = there.map(user -> before.groupsOf(user.sub())).orElse(Set.of());
            after.groupsOf(now.sub()).stream()
                    .filter(group -> !groups.contains(group))
                    .forEach(group -> words.add("join " + group));
            groups.stream()
                    .filter(group -> !after.groupsOf(now.sub()).contains(group))
                    .forEach(group -> words.add("leave " + group));
            if (there.map(User::enabled).orElse(true) != now.enabled()) {
                words.add(now.enabled() ? "enable" : "disable");
            }
            if (there.isEmpty()) {
                words.add("create");
                return words;
            }
            Map<String, String> old = restorable.comparedAttributes(there.get());
            Map<String, String> recent = restorable.comparedAttributes(now);
            recent.forEach((attribute, value) -> {
                if (!value.equals(old.get(attribute))) {
                    words.add("set " + attribute);
                }
            });
            old.keySet().stream()
                    .filter(attribute -> !recent.containsKey(attribute))
                    // An address that stays, unverified from now on, is set and not removed.
                    .forEach(attribute -> words.add(
                            attribute.endsWith("_verified") && recent.containsKey(attribute.replace("_verified", ""))
                                    ? "set " + attribute
                                    : "remove " + attribute));
            return words;
        }

        /** The planned user in the target, or who has its identity there. */
        private Optional<User> inTarget(PoolContent content, User planned) {
            return Optional.ofNullable(intoSource ? content.users().get(planned.sub()) : null)
                    .or(() -> content.users().values().stream()
                            .filter(user -> restorable.identity(user).equals(restorable.identity(planned)))
                            .findFirst());
        }

        /** Users by what they are known by, with all that is compared; groups with their properties. */
        private Map<String, String> content(PoolContent content) {
            Map<String, String> described = new TreeMap<>();
            content.users()
                    .values()
                    .forEach(user -> described.put(
                            before.users().containsKey(user.sub())
                                    ? user.sub()
                                    : "new " + restorable.identity(user).orElseThrow(),
                            describe(
                                    user.enabled(),
                                    restorable.comparedAttributes(user),
                                    content.groupsOf(user.sub()))));
            content.groups().forEach((group, properties) -> described.put("group " + group, properties.toString()));
            return described;
        }

        private static String describe(boolean enabled, Map<String, String> attributes, Set<String> groups) {
            return enabled + " " + new TreeMap<>(attributes) + " " + new TreeSet<>(groups);
        }

        /** The table of outcomes by mode, in a few lines. */
        private final class Model {
            private Counts users = Counts.NONE;
            private Counts groups = Counts.NONE;
            private Counts memberships = Counts.NONE;
            private long removed;
            private final Map<String, String> content = Case.this.content(before);

            Model() {
                snapshot.users().values().forEach(this::user);
                snapshot.groups().values().forEach(this::group);
            }

            Map<String, String> content() {
                return content;
            }

            private void group(Group planned) {
                Group there = before.groups().get(planned.name());
                boolean set = there == null || (mode == ImportMode.OVERWRITE && !there.equals(planned));
                groups = groups.plus(set ? Outcome.RESTORED : Outcome.SKIPPED);
                if (set) {
                    content.put("group " + planned.name(), planned.toString());
                }
            }

            private void user(User planned) {
                Set<String> plannedGroups = snapshot.groupsOf(planned.sub());
                Optional<User> found = inTarget(before, planned);
                if (found.isEmpty()) {
                    users = users.plus(Outcome.RESTORED);
                    memberships = memberships.plus(Outcome.RESTORED, plannedGroups.size());
                    content.put(
                            "new " + restorable.identity(planned).orElseThrow(),
                            describe(planned.enabled(), restorable.comparedAttributes(planned), plannedGroups));
                    return;
                }
                User there = found.get();
                if (!trust && !(intoSource && there.sub().equals(planned.sub()))) {
                    users = users.plus(Outcome.SKIPPED);
                    memberships = memberships.plus(Outcome.SKIPPED, plannedGroups.size());
                    return;
                }
                Set<String> all = new TreeSet<>(before.groupsOf(there.sub()));
                for (String group : plannedGroups) {
                    memberships = memberships.plus(all.add(group) ? Outcome.RESTORED : Outcome.SKIPPED);
                }
                if (removals) {
                    long more = all.size();
                    all.retainAll(plannedGroups);
                    removed += more - all.size();
                }
                setBack(planned, there, all);
            }

            private void setBack(User planned, User there, Set<String> groupsAfter) {
                Map<String, String> wanted = restorable.comparedAttributes(planned);
                Map<String, String> actual = restorable.comparedAttributes(there);
                Map<String, String> after = new TreeMap<>(actual);
                boolean toDo = planned.enabled() != there.enabled();
                boolean refused = false;
                for (String names : List.of("name", "custom:tier", "email", "phone_number")) {
                    List<String> together = names.startsWith("email") || names.startsWith("phone")
                            ? List.of(names, names + "_verified")
                            : List.of(names);
                    if (values(together, wanted).equals(values(together, actual))) {
                        continue;
                    }
                    boolean removal = !wanted.containsKey(names);
                    if (removal && !removals) {
                        continue;
                    }
                    toDo = true;
                    if (!removal && names.equals("email") && refused(wanted, actual, there.sub())) {
                        refused = true;
                        continue;
                    }
                    after.keySet().removeAll(together);
                    together.stream()
                            .filter(wanted::containsKey)
                            .forEach(attribute -> after.put(attribute, wanted.get(attribute)));
                }
                if (mode != ImportMode.OVERWRITE) {
                    users = users.plus(Outcome.SKIPPED);
                    content.put(there.sub(), describe(there.enabled(), actual, groupsAfter));
                } else {
                    users = users.plus(refused ? Outcome.FAILED : toDo ? Outcome.RESTORED : Outcome.SKIPPED);
                    content.put(there.sub(), describe(planned.enabled(), after, groupsAfter));
                }
            }

            private static List<Optional<String>> values(List<String> names, Map<String, String> attributes) {
                List<Optional<String>> values = new ArrayList<>();
                names.forEach(each -> values.add(Optional.ofNullable(attributes.get(each))));
                return values;
            }

            /** Where Cognito would send a message, or would refuse since somebody else signs in with it. */
            private boolean refused(Map<String, String> wanted, Map<String, String> actual, String sub) {
                String email = wanted.get("email");
                boolean changes = !email.equals(actual.get("email"));
                boolean verified = wanted.containsKey("email_verified");
                boolean taken = withEmail
                        && before.users().values().stream()
                                .anyMatch(user -> !user.sub().equals(sub)
                                        && email.equals(restorable
                                                .comparedAttributes(user)
                                                .get("email")));
                return changes && (!verified || taken);
            }
        }
    }
}
