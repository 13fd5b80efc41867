package cognitobackup.importer;

import cognitobackup.pool.Diff;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.RestorableHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares one planned user and its memberships with the target, and says what is to be done. Decides nothing by what
 * was done before, but who a user of the target is, whether it was there before, and whether this run has already given
 * up. In a dry run the outcomes are those that there will be if everything that is to be done succeeds.
 */
final class PlannedUserComparison {
    static final String THERE_BEFORE = "was there before";
    static final String DIFFERS = "differs";
    static final String HAS_MORE = "has more than the snapshot; allowRemovals removes it";
    private static final String NO_PASSWORD = "has no password yet";
    private static final int MOST_QUESTIONS = 500;

    private final ImportRun run;
    private final ImportMode mode;
    private final boolean dryRun;
    private final Restorable restorable;
    private final AttributeChange.Rules rules;
    private final AttributeOwners owners;
    private final CreationRoutes routes;
    private final HandedUsers handed;
    private final PlannedLinks links;
    private final Results.OfUnit results;
    private final RestoreMfa restoreMfa;
    private final AccountRecovery recovery;
    private int questions;

    PlannedUserComparison(
            ImportRun run,
            Restorable restorable,
            AttributeChange.Rules rules,
            AttributeOwners owners,
            CreationRoutes routes,
            HandedUsers handed,
            PlannedLinks links,
            Results.OfUnit results,
            RestoreMfa restoreMfa,
            AccountRecovery recovery) {
        this.run = run;
        this.mode = run.options().mode();
        this.dryRun = run.options().purpose() == Purpose.DRY_RUN;
        this.restorable = restorable;
        this.rules = rules;
        this.owners = owners;
        this.routes = routes;
        this.handed = handed;
        this.links = links;
        this.results = results;
        this.restoreMfa = restoreMfa;
        this.recovery = recovery;
    }

    /**
     * What the comparison of one user came to.
     *
     * @param target the planned user in the target; empty where it is not there
     * @param user the outcome of the user
     * @param memberships the outcomes of its memberships
     * @param findings what is to be said of them in the report
     * @param toDo what is to be done
     * @param effort how much that is, with what follows in later rounds
     * @param notInSnapshot what the user has in the target only, and keeps
     * @param removed how many memberships it had in the target only, and has no more
     * @param fate how it came to be in the target, and what the person has to do
     * @param notes what else is to be said of a restored user
     */
    record Result(
            Optional<TargetUser> target,
            Outcome user,
            Counts memberships,
            List<Finding> findings,
            ToDo toDo,
            Effort effort,
            NotInSnapshot notInSnapshot,
            long removed,
            Fate fate,
            List<Note> notes) {}

    /** Who a user of the target is to a planned one. */
    enum Relation {
        /** This import made it. */
        MADE,
        /** An import made it, but its answer was lost: it is not finished. */
        BEGUN,
        /** It is the planned user, and was there before this import. */
        THERE_BEFORE,
        STRANGER
    }

    Relation relation(PlannedUser user, TargetUser target) {
        Optional<UserResult> result = results.user(user.sub());
        if (result.filter(each -> each.names(target.sub())).isPresent()) {
            return Relation.MADE;
        }
        if (run.intoSource() && user.sub().equals(target.sub())) {
            return Relation.THERE_BEFORE;
        }
        if (result.filter(UserResult::creationUnanswered).isPresent()
                && CreateUser.lostAnswer(run, target.status(), target.created())) {
            return Relation.BEGUN;
        }
        if (user.sub().equals(target.originalSub())) {
            return knownByOriginalSub(user, target);
        }
        if (handed.made(user, target)) {
            return Relation.MADE;
        }
        // The mode EMPTY finds nobody there before: whoever is there has come since, and CreateUser decides about it.
        return run.options().trustExistingIdentities() && mode != ImportMode.EMPTY
                ? Relation.THERE_BEFORE
                : Relation.STRANGER;
    }

    /** A user that an import has made: this one, which may not know of it any more, or a former one. */
    private Relation knownByOriginalSub(PlannedUser user, TargetUser target) {
        boolean sameIdentity = Objects.equals(user.identity(), target.identity());
        if (sameIdentity && target.status().equals(StatusTable.FORCE_CHANGE_PASSWORD)) {
            return Relation.BEGUN;
        }
        return target.created().isBefore(run.importId().instant()) ? Relation.THERE_BEFORE : Relation.MADE;
    }

    /** A user that a rule keeps from being restored, and its memberships with it. */
    Result ruledOut(PlannedUser user, PlanRules.Ruling ruling) {
        Fate fate = ruling.route() == Route.PROVIDER ? StatusTable.provider(user) : StatusTable.none(user);
        return withoutMemberships(user, Optional.empty(), ruling.outcome(), ruling.reason(), ToDo.NOTHING, fate);
    }

    /** A user whose identity nobody in the target has. */
    Result missing(PlannedUser user) {
        Optional<String> failure = results.userFailure(user.sub());
        if (mode != ImportMode.EMPTY
                && failure.filter(UserResult.IDENTITY_TAKEN::equals).isPresent()) {
            return stranger(user);
        }
        Optional<String> impossible = restorable.whyNotCreatable(user.user());
        if (impossible.isPresent()) {
            return withoutMemberships(
                    user, Optional.empty(), Outcome.FAILED, impossible.get(), ToDo.NOTHING, StatusTable.none(user));
        }
        CreationRoutes.Decision decision = routes.decide(user);
        Optional<String> obstacle = failure.or(decision::failure);
        if (dryRun && obstacle.isEmpty()) {
            return announcedCreation(user, decision);
        }
        boolean byJob = decision.row().isPresent();
        Result result = withoutMemberships(
                user,
                Optional.empty(),
                Outcome.FAILED,
                obstacle.orElse("is not in the target"),
                obstacle.isEmpty() ? ToDo.creation(byJob) : ToDo.NOTHING,
                StatusTable.none(user));
        return obstacle.isPresent()
                ? result
                : with(result, Effort.creation(byJob, later(user, byJob).changes()));
    }

    /** @param groups the groups that the user of the target is in */
    Result found(PlannedUser user, TargetUser target, Relation relation, Set<String> groups) {
        Optional<String> failure = results.userFailure(user.sub());
        return switch (relation) {
            case MADE -> made(user, target, groups, failure);
            case BEGUN ->
                dryRun
                        ? announcedCreation(user, CreationRoutes.Decision.API)
                        : unfinished(user, Optional.of(target), NO_PASSWORD, failure);
            case THERE_BEFORE -> thereBefore(user, target, groups, failure);
            case STRANGER ->
                mode == ImportMode.EMPTY
                        ? unfinished(user, Optional.empty(), "somebody in the target has the identity", failure)
                        : stranger(user);
        };
    }

    private Result stranger(PlannedUser user) {
        return withoutMemberships(
                user,
                Optional.empty(),
                Outcome.SKIPPED,
                UserResult.IDENTITY_TAKEN,
                ToDo.NOTHING,
                StatusTable.none(user));
    }

    private Result unfinished(PlannedUser user, Optional<TargetUser> target, String reason, Optional<String> failure) {
        Fate fate = target.map(found -> StatusTable.there(user, Route.API, found, false))
                .orElseGet(() -> StatusTable.none(user));
        return withoutMemberships(user, target, Outcome.FAILED, failure.orElse(reason), creation(failure), fate);
    }

    /** By the queue, whose worker finishes what was begun, and finds out who has the identity. */
    private ToDo creation(Optional<String> failure) {
        return failure.isEmpty() && run.options().method() != ImportMethod.CSV ? ToDo.creation(false) : ToDo.NOTHING;
    }

    /** What is to be done for a new user once it is there. */
    private ToDo later(PlannedUser user, boolean byJob) {
        List<String> join =
                user.groups().stream().filter(group -> !madeByCognito(group)).toList();
        return new ToDo(
                        true,
                        byJob,
                        AttributeChange.NONE,
                        user.enabled() ? Optional.empty() : Optional.of(false),
                        join,
                        List.of())
                .with(plannedMfa(user).toSet())
                .with(links.ofNew(user));
    }

    private RestoreMfa.Plan plannedMfa(PlannedUser user) {
        return restoreMfa.plan(user, restorable.comparedAttributes(user.user()).keySet(), true);
    }

    private Result announcedCreation(PlannedUser planned, CreationRoutes.Decision decision) {
        Optional<String> refused = restorable.whyNameIsRefused(planned.user());
        if (refused.isPresent()) {
            return withoutMemberships(
                    planned, Optional.empty(), Outcome.FAILED, refused.get(), ToDo.NOTHING, StatusTable.none(planned));
        }
        LostAliases lost = takenInTarget(planned);
        PlannedUser user = lost.without(planned);
        boolean byJob = decision.row().isPresent();
        RestoreMfa.Plan mfa = plannedMfa(user);
        ToDo toDo = later(user, byJob);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.user(user, Outcome.RESTORED, null, toDo.inWords()));
        Counts memberships = Counts.NONE.plus(Outcome.RESTORED, toDo.join().size());
        for (String group : user.groups()) {
            if (madeByCognito(group)) {
                findings.add(ofCognitosGroup(user, group));
                memberships = memberships.plus(Outcome.SKIPPED);
            }
        }
        return new Result(
                Optional.empty(),
                Outcome.RESTORED,
                memberships,
                findings,
                toDo,
                Effort.creation(byJob, toDo.changes()),
                NotInSnapshot.NOTHING,
                0,
                StatusTable.announced(
                        user,
                        decision.route(),
                        recovery.reaches(AttributeHashes.of(user.user(), restorable), mfa.on())),
                Note.join(
                        lost.notes(user),
                        Note.join(mfa.notes(), links.ofNew(user).notes())));
    }

    /**
     * What the user is going to be created without. Each question is a request of its own, and in a large pool there may
     * be a million: who comes after the first of them is announced without one.
     */
    private LostAliases takenInTarget(PlannedUser user) {
        var lost = new LostAliases(new HashMap<>(), restorable.target());
        // Nobody is in an empty pool.
        if (mode == ImportMode.EMPTY || questions >= MOST_QUESTIONS) {
            return lost;
        }
        SortedMap<String, String> attributes = new TreeMap<>(restorable.attributes(user.user()));
        // What it signs in with nobody has, or it would not be missing.
        attributes.values().removeIf(value -> restorable.folded(value).equals(user.identity()));
        questions++;
        owners.taken(attributes).forEach(attribute -> lost.add(user.sub(), attribute, LostAliases.Owner.IN_TARGET));
        return lost;
    }

    /** A user that this import made, but in the mode EMPTY also one that it was told to trust. */
    private Result made(PlannedUser user, TargetUser target, Set<String> groups, Optional<String> failure) {
        Route route = routeOf(user, target);
        if (route != Route.THERE_BEFORE && target.status().equals(StatusTable.FORCE_CHANGE_PASSWORD)) {
            return unfinished(user, Optional.of(target), NO_PASSWORD, failure);
        }
        AttributeDiff diff = AttributeDiff.between(user.user(), target, restorable);
        // The person cannot have signed in yet, so it was the job that made it other than its row.
        boolean asImported = route == Route.CSV && target.status().equals(StatusTable.RESET_REQUIRED);
        AttributeChange change = asImported && failure.isEmpty()
                ? rules.change(diff, restorable.attributes(user.user()), target.sub(), false)
                : AttributeChange.NONE;
        Optional<String> reason = !diff.isEmpty()
                ? Optional.of(
                        change.refused().isEmpty()
                                ? "its attributes differ in the target"
                                : String.join("; ", change.refused()))
                : user.enabled() == target.enabled()
                        ? Optional.empty()
                        : Optional.of(user.enabled() ? "is disabled in the target" : "is not disabled in the target");
        boolean disable = target.enabled() && !user.enabled() && failure.isEmpty();
        Memberships memberships = memberships(user, groups, failure, true);
        PlannedLinks.Result linking = links.compare(user, target);
        RestoreMfa.Plan mfa = route == Route.THERE_BEFORE
                ? RestoreMfa.Plan.NOTHING
                : restoreMfa.plan(
                        user, AttributeHashes.byName(target.attributes()).keySet(), dryRun);
        var toDo = new ToDo(
                        false,
                        false,
                        change,
                        disable ? Optional.of(false) : Optional.empty(),
                        memberships.join(),
                        memberships.leave())
                .with(mfa.toSet())
                .with(linking);
        Outcome outcome = reason.isEmpty() ? Outcome.RESTORED : Outcome.FAILED;
        List<Finding> findings = new ArrayList<>();
        reason.ifPresent(text -> findings.add(Finding.user(user, outcome, failure.orElse(text), null)
                .differingIn(diff, user.enabled() != target.enabled())));
        return result(
                user,
                target,
                outcome,
                findings,
                memberships,
                toDo,
                new NotInSnapshot(0, memberships.extra(), linking.extra()),
                StatusTable.there(user, route, target, recovery.reaches(target.attributes(), mfa.on())),
                Note.join(mfa.notes(), linking.notes()));
    }

    /** How a user that this import made, or was told to trust, came into the target. */
    private Route routeOf(PlannedUser user, TargetUser target) {
        Optional<UserResult.Begun> begun = results.user(user.sub())
                .filter(result -> result.names(target.sub()))
                .map(UserResult::begun);
        if (begun.isEmpty()) {
            return handed.handed(user.sub()) ? Route.CSV : Route.API;
        }
        if (begun.get() == UserResult.Begun.IMPORTED) {
            return Route.CSV;
        }
        return begun.get() == UserResult.Begun.TRUSTED ? Route.THERE_BEFORE : Route.API;
    }

    private Result thereBefore(PlannedUser user, TargetUser target, Set<String> groups, Optional<String> failure) {
        AttributeDiff diff = AttributeDiff.between(user.user(), target, restorable);
        boolean removals = run.options().allowRemovals();
        boolean setsBack = mode == ImportMode.OVERWRITE && failure.isEmpty();
        AttributeChange change = setsBack
                ? rules.change(diff, restorable.attributes(user.user()), target.sub(), removals)
                : AttributeChange.NONE;
        boolean enabledDiffers = user.enabled() != target.enabled();
        Memberships memberships = memberships(user, groups, failure, false);
        PlannedLinks.Result linking = links.compare(user, target);
        var toDo = new ToDo(
                        false,
                        false,
                        change,
                        setsBack && enabledDiffers ? Optional.of(user.enabled()) : Optional.empty(),
                        memberships.join(),
                        memberships.leave())
                .with(linking);
        boolean toSetBack = !diff.wanted().isEmpty()
                || enabledDiffers
                || (removals && !diff.extra().isEmpty());
        Verdict verdict = verdict(user, diff, toSetBack, change, failure);
        long extra = (long) diff.extra().size() - (dryRun ? change.remove().size() : 0);
        List<Finding> findings = new ArrayList<>();
        List<String> actions = dryRun && !toDo.nothing() ? toDo.inWords() : null;
        if (verdict.outcome() != Outcome.RESTORED || actions != null) {
            findings.add(Finding.user(user, verdict.outcome(), verdict.reason(), actions)
                    .differingIn(diff, enabledDiffers));
        }
        return result(
                user,
                target,
                verdict.outcome(),
                findings,
                memberships,
                toDo,
                new NotInSnapshot(extra, memberships.extra(), linking.extra()),
                StatusTable.there(user, Route.THERE_BEFORE, target, false),
                linking.notes());
    }

    private record Verdict(Outcome outcome, String reason) {
        static final Verdict RESTORED = new Verdict(Outcome.RESTORED, null);
    }

    private Verdict verdict(
            PlannedUser user, AttributeDiff diff, boolean toSetBack, AttributeChange change, Optional<String> failure) {
        boolean wasSetBack =
                results.change(user.sub()).filter(UserChange::setBack).isPresent();
        if (mode != ImportMode.OVERWRITE) {
            return new Verdict(Outcome.SKIPPED, toSetBack || !diff.isEmpty() ? DIFFERS : THERE_BEFORE);
        }
        if (!toSetBack) {
            return wasSetBack
                    ? Verdict.RESTORED
                    : new Verdict(Outcome.SKIPPED, diff.isEmpty() ? THERE_BEFORE : HAS_MORE);
        }
        if (!change.refused().isEmpty()) {
            return new Verdict(Outcome.FAILED, String.join("; ", change.refused()));
        }
        return dryRun ? Verdict.RESTORED : new Verdict(Outcome.FAILED, failure.orElse("differs in the target"));
    }

    private Result result(
            PlannedUser user,
            TargetUser target,
            Outcome outcome,
            List<Finding> findings,
            Memberships memberships,
            ToDo toDo,
            NotInSnapshot notInSnapshot,
            Fate fate,
            List<Note> notes) {
        findings.addAll(memberships.findings());
        Set<String> left = results.change(user.sub()).map(UserChange::left).orElse(Set.of());
        long removed = left.stream().filter(memberships.gone()::contains).count();
        return new Result(
                Optional.of(target),
                outcome,
                memberships.counts(),
                findings,
                toDo,
                Effort.update(toDo.changes()),
                notInSnapshot,
                dryRun ? toDo.leave().size() : removed,
                fate,
                notes);
    }

    /**
     * What the comparison of a user's memberships came to.
     *
     * @param extra how many groups it is in that the snapshot does not have it in, and stays in
     * @param gone the groups that it is in neither in the snapshot nor in the target, of those that it was taken out of
     */
    private record Memberships(
            Counts counts,
            List<Finding> findings,
            List<String> join,
            List<String> leave,
            long extra,
            Set<String> gone) {}

    /** @param restored whether what is there was put there by this import, as with a user that it made */
    private Memberships memberships(
            PlannedUser user, Set<String> groups, Optional<String> userFailure, boolean restored) {
        List<Finding> findings = new ArrayList<>();
        Map<String, RestorableHash> planned = new LinkedHashMap<>();
        Counts counts = Counts.NONE;
        for (String group : user.groups()) {
            if (madeByCognito(group)) {
                findings.add(ofCognitosGroup(user, group));
                counts = counts.plus(Outcome.SKIPPED);
            } else {
                planned.put(group, restorable.hashOfMembership(user.identity(), group));
            }
        }
        Map<String, RestorableHash> actual = new HashMap<>();
        // By the planned user's identity: who the user of the target is has been decided, maybe by its sub.
        groups.forEach(group -> actual.put(group, restorable.hashOfMembership(user.identity(), group)));
        Diff<String> diff = Diff.between(planned, actual);
        Set<String> joined = results.change(user.sub()).map(UserChange::joined).orElse(Set.of());
        List<String> join = new ArrayList<>();
        for (String group : planned.keySet()) {
            Optional<String> failure =
                    results.membershipFailure(user.sub(), group).or(() -> userFailure);
            if (!diff.create().contains(group)) {
                boolean thereBefore = !restored && !joined.contains(group);
                counts = counts.plus(thereBefore ? Outcome.SKIPPED : Outcome.RESTORED);
                if (thereBefore) {
                    findings.add(Finding.membership(user, group, Outcome.SKIPPED, THERE_BEFORE));
                }
            } else {
                counts = counts.plus(dryRun ? Outcome.RESTORED : Outcome.FAILED);
                if (!dryRun) {
                    findings.add(
                            Finding.membership(user, group, Outcome.FAILED, failure.orElse("is not in the target")));
                }
                if (failure.isEmpty()) {
                    join.add(group);
                }
            }
        }
        Set<String> extra = new TreeSet<>(diff.remove());
        extra.removeIf(group -> madeByCognito(group) || PlannedGroup.madeByCognito(group, run.targetUserPoolId()));
        List<String> leave = run.options().allowRemovals() && userFailure.isEmpty()
                ? extra.stream()
                        .filter(group ->
                                results.membershipFailure(user.sub(), group).isEmpty())
                        .toList()
                : List.of();
        Set<String> gone =
                new TreeSet<>(results.change(user.sub()).map(UserChange::left).orElse(Set.of()));
        gone.removeAll(groups);
        return new Memberships(counts, findings, join, leave, (long) extra.size() - (dryRun ? leave.size() : 0), gone);
    }

    private Result withoutMemberships(
            PlannedUser user, Optional<TargetUser> target, Outcome outcome, String reason, ToDo toDo, Fate fate) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.user(user, outcome, reason, null));
        Counts memberships = Counts.NONE;
        for (String group : user.groups()) {
            if (madeByCognito(group)) {
                findings.add(ofCognitosGroup(user, group));
                memberships = memberships.plus(Outcome.SKIPPED);
            } else {
                findings.add(Finding.membership(user, group, outcome, "its user: " + reason));
                memberships = memberships.plus(outcome);
            }
        }
        return new Result(
                target, outcome, memberships, findings, toDo, Effort.NONE, NotInSnapshot.NOTHING, 0, fate, List.of());
    }

    private static Result with(Result result, Effort effort) {
        return new Result(
                result.target(),
                result.user(),
                result.memberships(),
                result.findings(),
                result.toDo(),
                effort,
                result.notInSnapshot(),
                result.removed(),
                result.fate(),
                result.notes());
    }

    private boolean madeByCognito(String group) {
        return PlannedGroup.madeByCognito(group, run.sourceUserPoolId());
    }

    private static Finding ofCognitosGroup(PlannedUser user, String group) {
        return Finding.membership(
                user, group, Outcome.SKIPPED, "Cognito itself keeps the groups of identity providers");
    }
}
