package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** Reads what a pool contains through Cognito's public API, page after page. */
public final class PoolReader {
    private final CognitoIdentityProviderClient cognito;

    public PoolReader(CognitoIdentityProviderClient cognito) {
        this.cognito = cognito;
    }

    public PoolDump read(String userPoolId) {
        List<PoolUser> users = new ArrayList<>();
        cognito.listUsersPaginator(request -> request.userPoolId(userPoolId).limit(60))
                .users()
                .forEach(user -> users.add(user(user)));
        List<PoolGroup> groups = new ArrayList<>();
        cognito.listGroupsPaginator(request -> request.userPoolId(userPoolId).limit(60))
                .groups()
                .forEach(group -> groups.add(group(group)));
        List<PoolMembership> memberships = new ArrayList<>();
        for (PoolGroup group : groups) {
            cognito.listUsersInGroupPaginator(request -> request.userPoolId(userPoolId)
                            .groupName(group.name())
                            .limit(60))
                    .users()
                    .forEach(user -> memberships.add(new PoolMembership(user.username(), group.name())));
        }
        return new PoolDump(description(userPoolId), users, groups, memberships);
    }

    /** Only what says who of two pools is the same person. */
    private ObjectNode description(String userPoolId) {
        UserPoolType pool = cognito.describeUserPool(request -> request.userPoolId(userPoolId))
                .userPool();
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        description.put("Id", pool.id());
        description.put("Name", pool.name());
        pool.usernameAttributesAsStrings().forEach(description.putArray("UsernameAttributes")::add);
        boolean caseSensitive = Optional.ofNullable(pool.usernameConfiguration())
                .map(configuration -> configuration.caseSensitive())
                .orElse(true);
        description.putObject("UsernameConfiguration").put("CaseSensitive", caseSensitive);
        return description;
    }

    private static PoolUser user(UserType user) {
        SortedMap<String, String> attributes = new TreeMap<>();
        user.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute.value()));
        return new PoolUser(
                user.username(),
                attributes,
                user.enabled(),
                user.userStatusAsString(),
                user.userCreateDate(),
                user.userLastModifiedDate());
    }

    private static PoolGroup group(GroupType group) {
        return new PoolGroup(
                group.groupName(),
                Optional.ofNullable(group.description()),
                Optional.ofNullable(group.precedence()),
                Optional.ofNullable(group.roleArn()),
                group.creationDate(),
                group.lastModifiedDate());
    }
}
