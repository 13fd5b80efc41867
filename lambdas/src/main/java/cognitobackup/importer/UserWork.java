package cognitobackup.importer;

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
 * @param attributes to create the user: its attributes as the target can hold them
 * @param disable for updates: whether the user is to be disabled
 * @param groups for updates: the groups that the user is to be added to
 * @param attempts how often this has failed
 */
@Serdeable
record UserWork(
        String sub,
        String identity,
        String username,
        @Nullable Map<String, String> attributes,
        boolean disable,
        @Nullable List<String> groups,
        int attempts) {
    // Empty collections are left out of the JSON.
    UserWork {
        attributes = attributes == null ? Map.of() : attributes;
        groups = groups == null ? List.of() : groups;
    }

    static UserWork creation(PlannedUser user, String identity, String username, Map<String, String> attributes) {
        return new UserWork(user.sub(), identity, username, attributes, false, List.of(), 0);
    }

    static UserWork update(
            PlannedUser user, String identity, String targetUsername, boolean disable, List<String> groups) {
        return new UserWork(user.sub(), identity, targetUsername, Map.of(), disable, groups, 0);
    }

    UserWork failedAgain() {
        return new UserWork(sub, identity, username, attributes, disable, groups, attempts + 1);
    }
}
