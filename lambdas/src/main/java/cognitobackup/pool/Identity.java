package cognitobackup.pool;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a user signs in with: the one key by which users of two pools are matched. */
public final class Identity {
    private Identity() {}

    /**
     * The username, except in a pool with username attributes: there the e-mail if the pool signs in with e-mail and
     * the user has one, else the phone number. Federated profiles keep their username. Lower case where the pool is
     * case-insensitive.
     *
     * @return empty where the pool has username attributes and the user has none of them
     */
    public static Optional<String> of(User user, PoolSettings pool) {
        return asWritten(user, pool)
                .map(identity -> pool.caseSensitive() ? identity : identity.toLowerCase(Locale.ROOT));
    }

    /** The identity as the user wrote it, which is also what a pool is given to create the user. */
    public static Optional<String> asWritten(User user, PoolSettings pool) {
        Set<String> signInWith = pool.usernameAttributes();
        // In such a pool a local user's Username is its sub; a federated profile's is the provider's name and id.
        boolean federatedProfile = user.federatedOrLinked() && !user.username().equals(user.sub());
        if (signInWith.isEmpty() || federatedProfile) {
            return Optional.of(user.username());
        }
        return attribute(user, signInWith, "email").or(() -> attribute(user, signInWith, "phone_number"));
    }

    private static Optional<String> attribute(User user, Set<String> signInWith, String name) {
        return signInWith.contains(name)
                ? Optional.ofNullable(user.attributes().get(name)).filter(value -> !value.isEmpty())
                : Optional.empty();
    }
}
