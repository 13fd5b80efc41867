package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is truly in a pool at one moment, read without any operation, quota or listing: for a judge.
 *
 * @param creations how often AdminCreateUser or an import job made a user, by the Username that was asked for (lower case where the pool
 *     is case-insensitive); users that were deleted since included, seeded ones not
 */
public record PoolState(
        String userPoolId,
        List<User> users,
        List<Group> groups,
        List<Membership> memberships,
        Map<String, Integer> creations) {
    public PoolState {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        memberships = List.copyOf(memberships);
        creations = Map.copyOf(creations);
    }

    /**
     * A user.
     *
     * @param attributes without {@code sub}
     * @param passwordsSet how often AdminSetUserPassword has given this user a password
     * @param mfa the second factors, enrolled tokens and passkeys included, which no operation shows
     */
    public record User(
            String sub,
            String username,
            SortedMap<String, String> attributes,
            UserStatus status,
            boolean enabled,
            Instant created,
            Instant lastModified,
            int passwordsSet,
            UserMfa mfa) {}

    /** A group. */
    public record Group(
            String name, Optional<String> description, Optional<Integer> precedence, Optional<String> roleArn) {}

    /** That a user is in a group. */
    public record Membership(String groupName, String sub, String username) {}

    static PoolState of(
            String userPoolId,
            Collection<cognitobackup.local.cognito.User> users,
            Collection<cognitobackup.local.cognito.Group> groups,
            Map<String, Integer> creations) {
        List<Membership> memberships = new ArrayList<>();
        groups.forEach(group -> group.members()
                .values()
                .forEach(member -> memberships.add(new Membership(group.name(), member.sub(), member.username()))));
        return new PoolState(
                userPoolId,
                users.stream().map(PoolState::user).toList(),
                groups.stream()
                        .map(group -> new Group(group.name(), group.description(), group.precedence(), group.roleArn()))
                        .toList(),
                memberships,
                creations);
    }

    private static User user(cognitobackup.local.cognito.User user) {
        return new User(
                user.sub(),
                user.username(),
                new TreeMap<>(user.attributes()),
                user.status(),
                user.enabled(),
                user.created(),
                user.lastModified(),
                user.passwordsSet(),
                user.mfa());
    }
}
