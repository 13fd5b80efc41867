package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.Identity;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The diff of a shard's planned users, with their memberships, and the target's. A shard is by identity, so that both
 * sides of it are in one place; its plan is held compressed and read twice, and only hashes of the target are held.
 */
@Singleton
class CompareUsers {
    private static final Set<String> NO_GROUPS = Set.of();

    private final ImportAccess access;
    private final JsonLines lines;
    private final ObjectMapper json;
    private final Results results;
    private final Messages messages;
    private final WorkQueues queues;
    private final MessageLimits limits;

    CompareUsers(
            ImportAccess access,
            JsonLines lines,
            ObjectMapper json,
            Results results,
            Messages messages,
            WorkQueues queues,
            MessageLimits limits) {
        this.access = access;
        this.lines = lines;
        this.json = json;
        this.results = results;
        this.messages = messages;
        this.queues = queues;
        this.limits = limits;
    }

    CompareWithTarget.Progress compare(
            ImportRun run, int round, Shard unit, CompareWithTarget.Progress progress, Deadline deadline) {
        UserPool target = access.target(run, Shard.all().size(), deadline);
        JsonLines.Fetched<PlannedUser> plan = lines.fetch(ImportFiles.plannedUsers(run, unit), PlannedUser.class);
        var rules = new PlanRules(json);
        plan.read(rules::note);
        try (JsonLines.Writer written = lines.writer()) {
            var comparison = new Comparison(run, round, unit, target, rules, written, progress, deadline);
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
        private final UserPool target;
        private final PlanRules rules;
        private final JsonLines.Writer written;
        private final CompareWithTarget.Progress begin;
        private final Deadline deadline;
        private final Restorable restorable;
        private final Results.OfShard done;
        private final PlannedUserComparison comparison;
        private final Messages.Packer creations;
        private final Messages.Packer updates;
        private final String findingsKey;
        private final String subsKey;
        private final Map<String, TargetUser> users = new HashMap<>();
        private final Map<String, Set<String>> groupsBySub = new HashMap<>();
        private long place;
        private long compared;
        private boolean stopped;
        private CompareWithTarget.Progress sum = CompareWithTarget.Progress.NOTHING;

        Comparison(
                ImportRun run,
                int round,
                Shard unit,
                UserPool target,
                PlanRules rules,
                JsonLines.Writer written,
                CompareWithTarget.Progress begin,
                Deadline deadline) {
            this.target = target;
            this.rules = rules;
            this.written = written;
            this.begin = begin;
            this.deadline = deadline;
            this.restorable = new Restorable(target.settings());
            this.done = results.ofShard(run, unit);
            this.comparison = new PlannedUserComparison(run, restorable, done);
            this.creations = messages.packer(run, queues.newUsers(), limits.newUsers());
            this.updates = messages.packer(run, queues.userUpdates(), limits.userUpdates());
            this.findingsKey = ImportFiles.findings(run, round, unit, begin.part());
            this.subsKey = ImportFiles.subs(run, round, unit, begin.part());
            lines.read(
                    ImportFiles.targetUsers(run, round, unit),
                    TargetUser.class,
                    user -> users.put(user.identity(), user));
            lines.read(ImportFiles.targetMembers(run, round, unit), TargetMember.class, member -> groupsBySub
                    .computeIfAbsent(member.sub(), sub -> new HashSet<>())
                    .add(member.groupName()));
        }

        /** Compares the next user of the plan, unless a former invocation did or the next one has to. */
        void next(PlannedUser planned) {
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
            result.findings().forEach(finding -> written.add(findingsKey, finding));
            done.user(planned.sub())
                    .flatMap(UserResult::targetSub)
                    .filter(sub -> result.made())
                    .ifPresent(sub -> written.add(subsKey, new SubPair(planned.sub(), sub, planned.identity())));
            enqueue(planned, result);
            count(planned, result);
        }

        private PlannedUserComparison.Result compare(PlannedUser planned) {
            Optional<PlanRules.Ruling> ruling = rules.judge(planned);
            if (ruling.isPresent()) {
                return comparison.ruledOut(planned, ruling.get());
            }
            return Optional.ofNullable(users.get(planned.identity()))
                    .or(() -> lookUp(planned))
                    .map(user -> comparison.found(planned, user, groupsBySub.getOrDefault(user.sub(), NO_GROUPS)))
                    .orElseGet(() -> comparison.missing(planned));
        }

        /** A listing may miss a user for a while; one that was made is asked for by itself. */
        private Optional<TargetUser> lookUp(PlannedUser planned) {
            return done.user(planned.sub())
                    .flatMap(UserResult::targetSub)
                    .flatMap(target::findUserBySub)
                    .flatMap(this::asListed);
        }

        private Optional<TargetUser> asListed(User user) {
            return restorable.identity(user).map(identity -> ListTargetUsers.targetUser(identity, user, restorable));
        }

        private void enqueue(PlannedUser planned, PlannedUserComparison.Result result) {
            if (result.create()) {
                String username =
                        Identity.asWritten(planned.user(), target.settings()).orElseThrow();
                creations.add(
                        UserWork.creation(planned, planned.identity(), username, restorable.attributes(planned.user())),
                        1);
            }
            if (result.update()) {
                String username = done.user(planned.sub())
                        .flatMap(UserResult::targetUsername)
                        .orElseThrow();
                updates.add(
                        UserWork.update(planned, planned.identity(), username, result.disable(), result.join()),
                        result.join().size() + (result.disable() ? 1 : 0));
            }
        }

        private void count(PlannedUser planned, PlannedUserComparison.Result result) {
            boolean linked = result.user() == Outcome.RESTORED && planned.user().federatedOrLinked();
            sum = sum.plus(new CompareWithTarget.Progress(
                    false,
                    0,
                    0,
                    Counts.NONE.plus(result.user()),
                    Counts.NONE,
                    result.memberships(),
                    linked ? 1 : 0,
                    result.create() ? 1 : 0,
                    result.update() ? 1 : 0));
        }

        CompareWithTarget.Progress finish() {
            creations.flush();
            updates.flush();
            long next = begin.next() + compared;
            return new CompareWithTarget.Progress(
                            next >= place,
                            next,
                            begin.part() + 1,
                            begin.users(),
                            begin.groups(),
                            begin.memberships(),
                            begin.linked(),
                            begin.creations(),
                            begin.updates())
                    .plus(sum);
        }
    }
}
