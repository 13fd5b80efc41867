package cognitobackup.importer;

import cognitobackup.pool.Diff;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.RestorableHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one planned user and its memberships with the target, and says what is missing. Decides nothing by what was
 * done before, but who a user of the target is, and whether this run has already given up.
 */
final class PlannedUserComparison {
    /** From it a user can neither sign in nor ask for a new password, so whoever is in it is not finished. */
    static final String FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD";

    private final ImportRun run;
    private final Restorable restorable;
    private final Results.OfShard results;

    PlannedUserComparison(ImportRun run, Restorable restorable, Results.OfShard results) {
        this.run = run;
        this.restorable = restorable;
        this.results = results;
    }

    /**
     * What the comparison of one user came to.
     *
     * @param made whether the target has the user, made by this import
     * @param user the outcome of the user, as if nothing more were done
     * @param memberships the outcomes of its memberships, likewise
     * @param findings what is not as planned
     * @param create whether the user is to be created or finished
     * @param disable whether the user is to be disabled
     * @param join the groups that the user is to be added to
     */
    record Result(
            boolean made,
            Outcome user,
            Counts memberships,
            List<Finding> findings,
            boolean create,
            boolean disable,
            List<String> join) {
        boolean update() {
            return disable || !join.isEmpty();
        }
    }

    /** A user that a rule keeps from being restored, and its memberships with it. */
    Result ruledOut(PlannedUser user, PlanRules.Ruling ruling) {
        return withoutMemberships(user, false, ruling.outcome(), ruling.reason(), false);
    }

    /** A user whose identity nobody in the target has. */
    Result missing(PlannedUser user) {
        Optional<String> failure = results.userFailure(user.sub());
        return withoutMemberships(
                user, false, Outcome.FAILED, failure.orElse("is not in the target"), failure.isEmpty());
    }

    /** @param groups the groups that the user of the target is in */
    Result found(PlannedUser user, TargetUser target, Set<String> groups) {
        Optional<String> failure = results.userFailure(user.sub());
        boolean ours = results.user(user.sub())
                .filter(result -> result.names(target.sub()))
                .isPresent();
        if (!ours) {
            return withoutMemberships(
                    user,
                    false,
                    Outcome.FAILED,
                    failure.orElse("somebody in the target has the identity"),
                    failure.isEmpty());
        }
        if (target.status().equals(FORCE_CHANGE_PASSWORD)) {
            return withoutMemberships(
                    user, true, Outcome.FAILED, failure.orElse("has no password yet"), failure.isEmpty());
        }
        List<Finding> findings = new ArrayList<>();
        Optional<String> difference = difference(user, target);
        difference.ifPresent(reason -> findings.add(Finding.user(user, Outcome.FAILED, failure.orElse(reason))));
        boolean disable = target.enabled() && !user.enabled() && failure.isEmpty();
        Memberships memberships = memberships(user, target, groups, findings);
        return new Result(
                true,
                difference.isEmpty() ? Outcome.RESTORED : Outcome.FAILED,
                memberships.counts(),
                findings,
                false,
                disable,
                memberships.join());
    }

    private Optional<String> difference(PlannedUser user, TargetUser target) {
        String planned = ListTargetUsers.targetUser(user.identity(), user.user(), restorable)
                .restorable();
        if (!planned.equals(target.restorable())) {
            return Optional.of("its attributes differ in the target");
        }
        if (user.enabled() != target.enabled()) {
            return Optional.of(user.enabled() ? "is disabled in the target" : "is not disabled in the target");
        }
        return Optional.empty();
    }

    private record Memberships(Counts counts, List<String> join) {}

    private Memberships memberships(PlannedUser user, TargetUser target, Set<String> groups, List<Finding> findings) {
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
        groups.forEach(group -> actual.put(group, restorable.hashOfMembership(target.identity(), group)));
        List<String> join = new ArrayList<>();
        List<String> missing = Diff.between(planned, actual).create();
        for (String group : missing) {
            Optional<String> failure =
                    results.membershipFailure(user.sub(), group).or(() -> results.userFailure(user.sub()));
            findings.add(Finding.membership(user, group, Outcome.FAILED, failure.orElse("is not in the target")));
            if (failure.isEmpty()) {
                join.add(group);
            }
        }
        return new Memberships(
                counts.plus(Outcome.FAILED, missing.size()).plus(Outcome.RESTORED, planned.size() - missing.size()),
                join);
    }

    private Result withoutMemberships(PlannedUser user, boolean made, Outcome outcome, String reason, boolean create) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.user(user, outcome, reason));
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
        return new Result(made, outcome, memberships, findings, create, false, List.of());
    }

    private boolean madeByCognito(String group) {
        return PlannedGroup.madeByCognito(group, run.sourceUserPoolId());
    }

    private static Finding ofCognitosGroup(PlannedUser user, String group) {
        return Finding.membership(
                user, group, Outcome.SKIPPED, "Cognito itself keeps the groups of identity providers");
    }
}
