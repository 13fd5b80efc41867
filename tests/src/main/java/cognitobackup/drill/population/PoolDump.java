package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a user pool contains.
 *
 * @param userPool the pool's description, in the member names of DescribeUserPool
 * @param users every user
 * @param groups every group
 * @param memberships who is in which group
 */
public record PoolDump(
        ObjectNode userPool, List<PoolUser> users, List<PoolGroup> groups, List<PoolMembership> memberships) {
    public PoolDump {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        memberships = List.copyOf(memberships);
    }

    /** The attributes that stand for a username ({@code email}, {@code phone_number}); empty where users choose one. */
    public Set<String> usernameAttributes() {
        Set<String> names = new TreeSet<>();
        userPool.path("UsernameAttributes").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Whether names that differ in case alone are different: Cognito's default where the pool does not say. */
    public boolean caseSensitive() {
        JsonNode caseSensitive = userPool.path("UsernameConfiguration").path("CaseSensitive");
        return caseSensitive.asBoolean(true);
    }

    /** The pool's id, empty where the description has none. */
    public String userPoolId() {
        return userPool.path("Id").asText("");
    }

    /**
     * The same content in another pool. The groups that Cognito made for identity providers are named after their pool
     * and are renamed with it.
     */
    public PoolDump inPool(String id) {
        String old = userPoolId();
        UnaryOperator<String> renamed =
                name -> !old.isEmpty() && name.startsWith(old + "_") ? id + name.substring(old.length()) : name;
        return new PoolDump(
                userPool.deepCopy().put("Id", id),
                users,
                groups.stream()
                        .map(group -> new PoolGroup(
                                renamed.apply(group.name()),
                                group.description(),
                                group.precedence(),
                                group.roleArn(),
                                group.created(),
                                group.lastModified()))
                        .toList(),
                memberships.stream()
                        .map(member -> new PoolMembership(member.username(), renamed.apply(member.groupName())))
                        .toList());
    }
}
