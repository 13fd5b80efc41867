package cognitobackup.importer;

import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user of the snapshot with the names of its groups, as a line of the plan.
 *
 * @param identity what the user signs in with; null where it has nothing of that
 * @param sub the source pool's sub
 * @param mfa its second factors as {@link MfaPreference#factors}; null where it has none or the backup does not know
 */
@Serdeable
record PlannedUser(
        @Nullable String identity,
        String sub,
        String username,
        @Nullable Map<String, String> attributes,
        boolean enabled,
        String status,
        Instant created,
        Instant lastModified,
        @Nullable List<String> groups,
        @Nullable Map<String, String> mfa) {
    // Empty collections are left out of the JSON.
    PlannedUser {
        attributes = attributes == null ? Map.of() : attributes;
        groups = groups == null ? List.of() : groups;
    }

    static PlannedUser of(User user, Optional<String> identity, List<String> groups) {
        return new PlannedUser(
                identity.orElse(null),
                user.sub(),
                user.username(),
                user.attributes(),
                user.enabled(),
                user.status(),
                user.created(),
                user.lastModified(),
                groups,
                user.mfa().map(MfaPreference::factors).orElse(null));
    }

    /** Its second factors; none where the backup knows of none. */
    MfaPreference mfaPreference() {
        return mfa == null ? MfaPreference.NONE : new MfaPreference(new TreeMap<>(mfa));
    }

    /** The same user with other attributes. */
    PlannedUser with(Map<String, String> other) {
        return new PlannedUser(identity, sub, username, other, enabled, status, created, lastModified, groups, mfa);
    }

    User user() {
        return new User(sub, username, new TreeMap<>(attributes), enabled, status, created, lastModified);
    }
}
