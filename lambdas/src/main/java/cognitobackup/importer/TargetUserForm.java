package cognitobackup.importer;

import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.util.Optional;
import java.util.Set;

/** How a run writes down the users of its target, to compare them with the planned ones. */
record TargetUserForm(Restorable restorable, KnownUsers known) {
    TargetUser of(User user) {
        return new TargetUser(
                identity(user).orElse(null),
                user.sub(),
                user.username(),
                user.enabled(),
                user.status(),
                user.created(),
                AttributeHashes.of(user, restorable),
                known.originalSub().of(user).orElse(null),
                ProviderIdentity.of(user).stream().map(ProviderIdentity::key).toList());
    }

    Optional<String> identity(User user) {
        return restorable.identity(user);
    }

    Set<String> plannedSubs(User user) {
        return known.plannedSubs(user);
    }
}
