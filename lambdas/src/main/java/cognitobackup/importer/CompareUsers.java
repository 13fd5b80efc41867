package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.PoolSettings;
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
import java.util.stream.Collectors;

/**
 * The diff of a unit's planned users, with their memberships, and the target's. A unit is by identity, so that both
 * sides of it are in one place; its plan is held compressed and read twice, and only hashes of the target are held.
 */
@Singleton
class CompareUsers {
    private static final Set<String> NO_GROUPS = Set.of();

    private final ImportAccess access;
    private final JsonLines lines;
    private final Results results;
    private final ChooseRoutes chooseRoutes;
    private final Messages messages;
    private final WorkQueues queues;
    private final MessageLimits limits;
    private final PlannedAliases aliases;

    CompareUsers(
            ImportAccess access,
            JsonLines lines,
            Results results,
            ChooseRoutes chooseRoutes,
            Messages messages,
            WorkQueues queues,
            MessageLimits limits,
            PlannedAliases aliases) {
        this.access = access;
        this.lines = lines;
        this.results = results;
        this.chooseRoutes = chooseRoutes;
        this.messages = messages;
        this.queues = queues;
        this.limits = limits;
        this.aliases = aliases;
    }

    CompareWithTarget.Progress compare(
            ImportRun run, int round, Shard unit, CompareWithTarget.Progress progress, Deadline deadline) {
        UserPool target = access.target(run, run.division().units(), deadline);
        JsonLines.Fetched<PlannedUser> plan = lines.fetch(ImportFiles.plannedUsers(run, unit), PlannedUser.class);
        try (JsonLines.Writer written = lines.writer()) {
            var comparison = new Comparison(run, round, unit, target, written, progress, deadline);
            plan.read(comparison::note);
            comparison.readBySub();
            plan.read(comparison::next);
            CompareWithTarget.Progress reached = comparison.finish();
            written.store();
            return reached;
        } finally {
            results.addApiCalls(run, target);
        }
    }

    /** One invocation's comparison. */
    private final class Comparison {
        private final ImportRun run;
        private final int round;
        private final UserPool target;
        private final PlanRules rules = new PlanRules();
        private final JsonLines.Writer written;
        private final CompareWithTarget.Progress begin;
        private final Deadline deadline;
        private final PoolSettings settings;
        private final Restorable restorable;
        private final KnownUsers known;
        private final Results.OfUnit done;
        private final CreationRoutes routes;
        private final HandedUsers handed;
        private final PlannedLinks links;
        private final LostAliases lostAliases;
        private final PlannedUserComparison comparison;
        private final Messages.Packer creations;
        private final Messages.Packer updates;
        private final String findingsKey;
        private final String subsKey;
        private final String jobRowsKey;
        private final String recognisedKey;
        private final Map<String, TargetUser> users = new HashMap<>();
        private final Map<String, Set<String>> groupsBySub = new HashMap<>();

        /** Planned users who are in the target under another identity, maybe; by the sub that they are known by. */
        private final Map<String, List<TargetUser>> elsewhere = new HashMap<>();

        private long place;
        private long compared;
        private boolean stopped;
        private CompareWithTarget.Progress sum = CompareWithTarget.Progress.NOTHING;

        Comparison(
                ImportRun run,
                int round,
                Shard unit,
                UserPool target,
                JsonLines.Writer written,
                CompareWithTarget.Progress begin,
                Deadline deadline) {
            this.run = run;
            this.round = round;
            this.target = target;
            this.written = written;
            this.begin = begin;
            this.deadline = deadline;
            this.settings = target.settings();
            this.restorable = access.restorable(target);
            TargetFacts facts = access.facts(run);
            this.known = new KnownUsers(run.intoSource(), access.originalSub(target, facts));
            this.done = results.ofUnit(run, unit);
            this.routes = chooseRoutes.of(run, round, target, settings, restorable, known.originalSub());
            this.handed = new HandedUsers(run, restorable).read(lines, unit);
            var owners = new AttributeOwners(target, settings);
            this.lostAliases = aliases.lost(run, unit, settings);
            done.taken((sub, attribute) -> lostAliases.add(sub, attribute, LostAliases.Owner.ofMissing(attribute)));
            this.links = new PlannedLinks(run, facts.providers(), done);
            this.comparison = new PlannedUserComparison(
                    run,
                    restorable,
                    new AttributeChange.Rules(settings, owners),
                    owners,
                    routes,
                    handed,
                    links,
                    done,
                    new RestoreMfa(settings, mfaFactors(), done),
                    facts.recovery());
            this.creations = messages.packer(run, queues.newUsers(), limits.newUsers());
            this.updates = messages.packer(run, queues.userUpdates(), limits.userUpdates());
            this.findingsKey = ImportFiles.findings(run, round, unit, begin.part());
            this.subsKey = ImportFiles.subs(run, round, unit, begin.part());
            this.jobRowsKey = ImportFiles.jobRows(run, unit, begin.part());
            this.recognisedKey = ImportFiles.recognised(run, round, unit, begin.part());
            if (round == 0 && CreationRoutes.jobs(run.options())) {
                // Where an invocation is repeated and gets less far, nothing of the former one is to be left.
                written.begin(jobRowsKey);
            }
            lines.read(
                    ImportFiles.targetUsers(run, round, unit),
                    TargetUser.class,
                    user -> users.put(user.identity(), user));
            lines.read(ImportFiles.targetMembers(run, round, unit), TargetMember.class, this::add);
        }

        /** Where there is no multi-factor authentication nothing is asked. */
        private Set<String> mfaFactors() {
            return settings.mfa().equals("OFF") ? Set.of() : target.mfaFactors();
        }

        private void add(TargetMember member) {
            groupsBySub.computeIfAbsent(member.sub(), sub -> new HashSet<>()).add(member.groupName());
        }

        /** Takes note of every user of the plan before any is compared. */
        void note(PlannedUser inBackup) {
            PlannedUser planned = lostAliases.without(inBackup);
            rules.note(planned);
            TargetUser sameIdentity = users.get(planned.identity());
            if (known.possible() && (sameIdentity == null || !is(sameIdentity, planned))) {
                elsewhere.put(planned.sub(), new ArrayList<>());
            }
        }

        private boolean is(TargetUser user, PlannedUser planned) {
            return known.plannedSubs(user).contains(planned.sub());
        }

        /** A user is the planned one whatever has become of what it signs in with. */
        void readBySub() {
            Set<Shard> units =
                    elsewhere.keySet().stream().map(run.division()::unit).collect(Collectors.toSet());
            Set<String> found = new HashSet<>();
            units.forEach(unit -> lines.read(
                    ImportFiles.targetUsersBySub(run, round, unit), TargetUser.class, user -> known.plannedSubs(user)
                            .forEach(sub -> Optional.ofNullable(elsewhere.get(sub))
                                    .ifPresent(users -> {
                                        users.add(user);
                                        found.add(user.sub());
                                    }))));
            units.forEach(
                    unit -> lines.read(ImportFiles.targetMembersBySub(run, round, unit), TargetMember.class, member -> {
                        if (found.contains(member.sub())) {
                            add(member);
                        }
                    }));
        }

        /**
         * By its own sub before any that was kept. Of two users who have kept the same sub nobody knows which of them is
         * meant, so neither is.
         */
        private Optional<TargetUser> elsewhere(PlannedUser planned) {
            List<TargetUser> users = elsewhere.getOrDefault(planned.sub(), List.of());
            Optional<TargetUser> itself = users.stream()
                    .filter(user -> user.sub().equals(planned.sub()))
                    .findFirst();
            boolean one = users.stream().map(TargetUser::sub).distinct().count() == 1;
            return itself.or(() -> one ? Optional.of(users.get(0)) : Optional.empty());
        }

        /** Compares the next user of the plan, unless a former invocation did or the next one has to. */
        void next(PlannedUser inBackup) {
            PlannedUser planned = lostAliases.without(inBackup);
            place++;
            stopped = stopped || (compared > 0 && deadline.passed());
            if (place <= begin.next() || stopped) {
                return;
            }
            PlannedUserComparison.Result result;
            try {
                result = compare(planned);
            } catch (TemporaryFailure e) {
                // Mostly the deadline that comes before the next request may be sent.
                if (compared == 0) {
                    throw e;
                }
                stopped = true;
                return;
            }
            compared++;
            List<Note> notes = notes(planned, result);
            findings(planned, result, notes).forEach(finding -> written.add(findingsKey, finding));
            result.target()
                    .ifPresent(user -> written.add(
                            subsKey, new SubPair(planned.sub(), user.sub(), planned.identity(), result.fate())));
            if (run.options().purpose().changesTarget()) {
                enqueue(planned, result);
            }
            count(planned, result, notes);
        }

        private List<Note> notes(PlannedUser planned, PlannedUserComparison.Result result) {
            List<Note> notes = new ArrayList<>(result.notes());
            // Whoever was there before lacks what the target cannot hold as well.
            if (result.user() == Outcome.RESTORED || result.target().isPresent()) {
                notes.addAll(AttributeNotes.of(planned, restorable));
            }
            if (result.user() == Outcome.RESTORED) {
                notes.addAll(lostAliases.notes(planned));
            }
            return notes;
        }

        /** With the notes at the user's own finding, which a restored user may not have. */
        private List<Finding> findings(PlannedUser planned, PlannedUserComparison.Result result, List<Note> notes) {
            if (notes.isEmpty()) {
                return result.findings();
            }
            List<Finding> findings = new ArrayList<>(result.findings());
            if (findings.stream().noneMatch(Finding::ofUser)) {
                findings.add(0, Finding.user(planned, result.user(), null, null));
            }
            findings.replaceAll(finding -> finding.ofUser() ? finding.with(notes) : finding);
            return findings;
        }

        private PlannedUserComparison.Result compare(PlannedUser planned) {
            Optional<PlanRules.Ruling> ruling = rules.judge(planned);
            if (ruling.isPresent()) {
                return profile(planned, ruling.get())
                        .map(user -> comparison.found(
                                planned,
                                user,
                                PlannedUserComparison.Relation.THERE_BEFORE,
                                groupsBySub.getOrDefault(user.sub(), NO_GROUPS)))
                        .orElseGet(() -> comparison.ruledOut(planned, ruling.get()));
            }
            Optional<TargetUser> same = lookUp(planned)
                    .or(() -> elsewhere(planned))
                    .or(() -> Optional.ofNullable(users.get(planned.identity())));
            return same.map(user -> found(planned, user)).orElseGet(() -> comparison.missing(planned));
        }

        private PlannedUserComparison.Result found(PlannedUser planned, TargetUser user) {
            PlannedUserComparison.Relation relation = comparison.relation(planned, user);
            boolean byJob = relation == PlannedUserComparison.Relation.MADE
                    && handed.handed(planned.sub())
                    && done.user(planned.sub())
                            .filter(result -> result.names(user.sub()))
                            .isEmpty();
            if (byJob && !handed.recognised(planned, user)) {
                written.add(recognisedKey, new HandedUsers.Recognised(planned.sub(), user.sub()));
            }
            return comparison.found(planned, user, relation, groupsBySub.getOrDefault(user.sub(), NO_GROUPS));
        }

        /** Whom an identity provider brings back, once it has: then memberships can be restored. */
        private Optional<TargetUser> profile(PlannedUser planned, PlanRules.Ruling ruling) {
            return ruling.route() == Route.PROVIDER
                    ? Optional.ofNullable(users.get(planned.identity())).filter(user -> links.isProfile(planned, user))
                    : Optional.empty();
        }

        /** A listing may miss a user for a while; one that was made is asked for by itself. */
        private Optional<TargetUser> lookUp(PlannedUser planned) {
            TargetUser sameIdentity = users.get(planned.identity());
            return done.user(planned.sub())
                    .flatMap(UserResult::targetSub)
                    .or(() -> handed.targetSub(planned.sub()))
                    .filter(sub -> sameIdentity == null || !sameIdentity.sub().equals(sub))
                    .flatMap(target::findUserBySub)
                    .or(() -> sameIdentity == null ? missedAfterJobs(planned) : Optional.empty())
                    .map(new TargetUserForm(restorable, known)::of);
        }

        /** Where no other route would find out in the end that the user is there. */
        private Optional<User> missedAfterJobs(PlannedUser planned) {
            return run.options().method() == ImportMethod.CSV && handed.handed(planned.sub())
                    ? target.findUserByIdentity(planned.identity())
                    : Optional.empty();
        }

        private void enqueue(PlannedUser planned, PlannedUserComparison.Result result) {
            ToDo toDo = result.toDo();
            if (toDo.byJob()) {
                CsvRow row = routes.decide(planned).row().orElseThrow();
                written.add(jobRowsKey, JobRow.of(planned, row));
            } else if (toDo.create()) {
                creations.add(
                        UserWork.creation(
                                planned.sub(),
                                planned.identity(),
                                routes.username(planned),
                                routes.attributes(planned),
                                handed.handed(planned.sub())),
                        1);
            }
            if (toDo.update()) {
                updates.add(
                        UserWork.update(
                                planned, planned.identity(), result.target().orElseThrow(), toDo),
                        toDo.changes());
            }
        }

        private void count(PlannedUser planned, PlannedUserComparison.Result result, List<Note> notes) {
            ToDo toDo = result.toDo();
            boolean linked = result.user() == Outcome.RESTORED
                    && notes.stream().anyMatch(note -> note.kind() == Note.Kind.LINK_NOT_RESTORED);
            boolean active = run.options().purpose().changesTarget()
                    ? done.change(planned.sub()).isPresent()
                            || done.mfa(planned.sub()).isPresent()
                            || done.user(planned.sub())
                                    .filter(UserResult::madeActive)
                                    .isPresent()
                    : (toDo.create() && !toDo.byJob()) || toDo.update();
            sum = sum.plus(new CompareWithTarget.Progress(
                    false,
                    0,
                    0,
                    Counts.NONE.plus(result.user()),
                    Counts.NONE,
                    result.memberships(),
                    linked ? 1 : 0,
                    toDo.byJob() ? 1 : 0,
                    toDo.create() && !toDo.byJob() ? 1 : 0,
                    toDo.update() ? 1 : 0,
                    active ? 1 : 0,
                    result.removed(),
                    result.notInSnapshot(),
                    result.effort(),
                    FateCount.of(result.fate()),
                    Note.count(notes)));
        }

        CompareWithTarget.Progress finish() {
            creations.flush();
            updates.flush();
            long next = begin.next() + compared;
            // The users of the target are the same in every part.
            long users = begin.part() == 0 ? this.users.size() : 0;
            return begin.at(next >= place, next, begin.part() + 1)
                    .plus(sum)
                    .plus(CompareWithTarget.Progress.of(Counts.NONE, Counts.NONE, new Effort(0, 0, 0, 0, users, 0, 0)));
        }
    }
}
