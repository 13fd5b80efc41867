package cognitobackup.importer;

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
        @Nullable List<String> groups) {
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
                groups);
    }

    User user() {
        return new User(sub, username, new TreeMap<>(attributes), enabled, status, created, lastModified);
    }
}
