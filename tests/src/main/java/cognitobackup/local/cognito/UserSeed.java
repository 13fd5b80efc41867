package cognitobackup.local.cognito;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A user to be put into a pool without an operation.
 *
 * @param sub empty for one that is made up
 * @param username the name; in a pool with username attributes it is ignored, since the Username is the sub there
 * @param attributes without {@code sub}; {@code identities} is allowed, for a linked user
 * @param groups names of groups that are there
 */
public record UserSeed(
        Optional<String> sub,
        String username,
        Map<String, String> attributes,
        UserStatus status,
        boolean enabled,
        List<String> groups) {
    public UserSeed {
        Objects.requireNonNull(sub, "sub");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(status, "status");
        attributes = Map.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** An enabled, confirmed user in no group. */
    public static UserSeed of(String username, Map<String, String> attributes) {
        return new UserSeed(Optional.empty(), username, attributes, UserStatus.CONFIRMED, true, List.of());
    }

    public UserSeed withSub(String other) {
        return new UserSeed(Optional.of(other), username, attributes, status, enabled, groups);
    }

    public UserSeed withStatus(UserStatus other) {
        return new UserSeed(sub, username, attributes, other, enabled, groups);
    }

    public UserSeed disabled() {
        return new UserSeed(sub, username, attributes, status, false, groups);
    }

    public UserSeed inGroups(List<String> names) {
        return new UserSeed(sub, username, attributes, status, enabled, names);
    }
}
