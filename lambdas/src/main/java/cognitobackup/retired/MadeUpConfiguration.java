package cognitobackup.retired;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What can be told of a pool that no longer exists: what its users signed in with. Everything else is as Cognito's
 * console makes pools; in particular, case does not count. Every invocation comes to the same answer, since nobody
 * writes to the table any more; within a function it is looked for once.
 */
final class MadeUpConfiguration {
    private static final List<String> USERNAME_ATTRIBUTES = List.of("email", "phone_number");
    private static final int PASSWORD_LENGTH = 8;

    private final Map<String, Set<String>> usernameAttributes = new ConcurrentHashMap<>();

    PoolSettings settings(String userPoolId, RetiredTable table) {
        return new PoolSettings(
                userPoolId,
                usernameAttributes(userPoolId, table),
                Set.of(),
                false,
                "OFF",
                Set.of(),
                Map.of(),
                Set.of(),
                PASSWORD_LENGTH);
    }

    /** The one part that an import must have, in the member names of DescribeUserPool. */
    List<ConfigurationPart> configuration(String userPoolId, RetiredTable table) {
        String attributes = usernameAttributes(userPoolId, table).stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(","));
        String json = "{\"Id\":\"" + userPoolId + "\",\"UsernameAttributes\":[" + attributes
                + "],\"UsernameConfiguration\":{\"CaseSensitive\":false}}";
        return List.of(new ConfigurationPart("pool", userPoolId, json));
    }

    private Set<String> usernameAttributes(String userPoolId, RetiredTable table) {
        return usernameAttributes.computeIfAbsent(userPoolId, id -> {
            Set<String> found = new TreeSet<>();
            table.usersWithAnotherIdentity(
                    item -> item.user().ifPresent(user -> signedInWith(user, item.signsInWith(), found)),
                    () -> found.size() == USERNAME_ATTRIBUTES.size());
            return Set.copyOf(found);
        });
    }

    private static void signedInWith(User user, Optional<String> identity, Set<String> found) {
        USERNAME_ATTRIBUTES.stream()
                .filter(name -> identity.isPresent()
                        && identity.equals(Optional.ofNullable(user.attributes().get(name))))
                .findFirst()
                .ifPresent(found::add);
    }
}
