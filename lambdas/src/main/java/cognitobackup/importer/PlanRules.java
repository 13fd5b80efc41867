package cognitobackup.importer;

import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which users of a plan cannot be restored whatever the target is like, and why. Takes note of every user of a shard by
 * identity before it judges any of them.
 */
final class PlanRules {
    private static final String EXTERNAL_PROVIDER = "EXTERNAL_PROVIDER";
    private static final String RETURNS = "signs in through an identity provider only; returns at the next sign-in";
    private static final String RETURNS_ENABLED =
            "; was disabled and returns enabled, until an import with the mode OVERWRITE disables it";

    private final Map<String, Owner> owners = new HashMap<>();

    /**
     * What a rule says of a user.
     *
     * @param route how the user comes back all the same
     */
    record Ruling(Outcome outcome, String reason, Route route) {
        private static Ruling failed(String reason) {
            return new Ruling(Outcome.FAILED, reason, Route.NONE);
        }
    }

    /** The newest user with an identity. */
    private record Owner(Instant lastModified, String sub) {
        private static final Comparator<Owner> BY_AGE =
                Comparator.comparing(Owner::lastModified).thenComparing(Owner::sub);

        Owner newer(Owner other) {
            return BY_AGE.compare(this, other) >= 0 ? this : other;
        }
    }

    void note(PlannedUser user) {
        if (user.identity() != null && !federatedProfile(user.user())) {
            owners.merge(user.identity(), new Owner(user.lastModified(), user.sub()), Owner::newer);
        }
    }

    /** Empty where no rule stands against the user. */
    Optional<Ruling> judge(PlannedUser user) {
        if (federatedProfile(user.user())) {
            return Optional.of(
                    new Ruling(Outcome.SKIPPED, user.enabled() ? RETURNS : RETURNS + RETURNS_ENABLED, Route.PROVIDER));
        }
        if (user.identity() == null) {
            return Optional.of(Ruling.failed("has nothing to sign in with in the target"));
        }
        if (!owners.get(user.identity()).sub().equals(user.sub())) {
            return Optional.of(Ruling.failed("another user with the same identity was modified later"));
        }
        return Optional.empty();
    }

    /**
     * Whether an identity provider made the profile: no administrator can create it. A user with a password that is
     * linked to a provider has identities, too, but a name of its own.
     */
    static boolean federatedProfile(User user) {
        return user.status().equals(EXTERNAL_PROVIDER)
                || ProviderIdentity.ofProfile(user).isPresent();
    }
}
