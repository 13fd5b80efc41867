package cognitobackup.importer;

import cognitobackup.pool.MfaPreference;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;

/**
 * What is to be done for one user, as a message carries it.
 *
 * @param sub the source's sub
 * @param identity the user's identity
 * @param username to create the user: what the target is given as Username; for updates: the target's Username
 * @param targetSub for updates: the sub of the user of the target, without whom nothing is done
 * @param attributes to create the user: its attributes as the target can hold them; for updates: those to set
 * @param removals for updates: attributes to remove
 * @param enabled for updates: whether the user is to be enabled or disabled; null to leave that
 * @param groups for updates: the groups that the user is to be added to
 * @param leave for updates: the groups that the user is to be taken out of
 * @param mfa for updates: the second factors that are to be switched on, as {@link MfaPreference#factors}
 * @param handed to create the user: whether an import job was given it, and may have made it
 * @param links for updates: the identities at identity providers that are to be linked to the user
 * @param unlink for updates: the {@link cognitobackup.pool.ProviderIdentity#key keys} of those that are to be unlinked
 * @param attempts how often this has failed
 */
@Serdeable
record UserWork(
        String sub,
        String identity,
        String username,
        @Nullable String targetSub,
        @Nullable Map<String, String> attributes,
        @Nullable List<String> removals,
        @Nullable Boolean enabled,
        @Nullable List<String> groups,
        @Nullable List<String> leave,
        @Nullable Map<String, String> mfa,
        boolean handed,
        @Nullable List<Link> links,
        @Nullable List<String> unlink,
        int attempts) {
    // Empty collections are left out of the JSON.
    UserWork {
        attributes = attributes == null ? Map.of() : attributes;
        removals = removals == null ? List.of() : removals;
        groups = groups == null ? List.of() : groups;
        leave = leave == null ? List.of() : leave;
        mfa = mfa == null ? Map.of() : mfa;
        links = links == null ? List.of() : links;
        unlink = unlink == null ? List.of() : unlink;
    }

    /** @param username what the target is given as Username */
    static UserWork creation(
            String sub, String identity, String username, Map<String, String> attributes, boolean handed) {
        return new UserWork(
                sub, identity, username, null, attributes, null, null, null, null, null, handed, null, null, 0);
    }

    static UserWork update(PlannedUser user, String identity, TargetUser target, ToDo toDo) {
        return new UserWork(
                user.sub(),
                identity,
                target.username(),
                target.sub(),
                toDo.attributes().set(),
                toDo.attributes().remove(),
                toDo.enabled().orElse(null),
                toDo.join(),
                toDo.leave(),
                toDo.mfa().map(MfaPreference::factors).orElse(null),
                false,
                toDo.links(),
                toDo.unlink(),
                0);
    }

    UserWork failedAgain() {
        return new UserWork(
                sub,
                identity,
                username,
                targetSub,
                attributes,
                removals,
                enabled,
                groups,
                leave,
                mfa,
                handed,
                links,
                unlink,
                attempts + 1);
    }
}
