package cognitobackup.importer;

import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What identities at identity providers are in the target, where providers may have other names.
 *
 * @param inTarget the names that differ, by the source's
 */
record ProviderNames(Map<String, String> inTarget) {
    /**
     * What the user signs in with in the target. The profile that a provider makes is named after it, so it is found by
     * the name that it will have there.
     */
    Optional<String> identity(User user, Restorable restorable) {
        return ProviderIdentity.ofProfile(user)
                .filter(identity -> inTarget.containsKey(identity.provider()))
                .map(identity -> restorable.folded(name(identity.provider())
                        + user.username().substring(identity.provider().length())))
                .or(() -> restorable.identity(user));
    }

    /** The identity whose sign-in makes the user; empty for a user with a password of its own. */
    Optional<ProviderIdentity> ofProfile(User user) {
        return ProviderIdentity.ofProfile(user).map(this::inTarget);
    }

    /** The identities that were linked to the user. */
    List<ProviderIdentity> linked(User user) {
        Optional<ProviderIdentity> own = ProviderIdentity.ofProfile(user);
        return ProviderIdentity.of(user).stream()
                .filter(identity -> !own.equals(Optional.of(identity)))
                .map(this::inTarget)
                .distinct()
                .toList();
    }

    private ProviderIdentity inTarget(ProviderIdentity identity) {
        return new ProviderIdentity(name(identity.provider()), identity.userId());
    }

    private String name(String provider) {
        return inTarget.getOrDefault(provider, provider);
    }
}
