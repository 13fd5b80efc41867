package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateGroupRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UpdateGroupRequest;

/** A pool of the primary Region while customers sign up in it and administrators, or their scripts, work on it. */
final class LivingPool implements AutoCloseable {
    private static final String PASSWORD = "Correct-Horse-7-Battery";

    private final String userPoolId;
    private final CognitoIdentityProviderClient cognito;

    LivingPool(Stage stage, PoolDump pool) {
        this.userPoolId = pool.userPoolId();
        this.cognito = stage.cognito(Stage.PRIMARY);
    }

    /**
     * The users that an application's administrators deal with every day: confirmed, enabled, with a name and an
     * address, and neither made by nor linked to an identity provider. In the order of the pool's making.
     */
    static List<PoolUser> everydayUsers(PoolDump pool) {
        return pool.users().stream()
                .filter(user -> user.status().equals("CONFIRMED")
                        && user.enabled()
                        && user.attributes().containsKey("given_name")
                        && !user.attributes().containsKey("identities"))
                .sorted((one, other) -> one.created().compareTo(other.created()))
                .toList();
    }

    /** The groups that a user is in. */
    static List<String> groupsOf(PoolDump pool, PoolUser user) {
        return pool.memberships().stream()
                .filter(membership -> membership.username().equals(user.username()))
                .map(membership -> membership.groupName())
                .sorted()
                .toList();
    }

    /** The group of fewest members, but some: its deletion is nothing that the deletion guard would stop. */
    static String smallGroup(PoolDump pool) {
        return pool.groups().stream()
                .map(group -> group.name())
                .filter(name -> membersOf(pool, name).size() > 1)
                .min(Comparator.comparing(name -> membersOf(pool, name).size()))
                .orElseThrow();
    }

    /** The users of a group. */
    static List<String> membersOf(PoolDump pool, String group) {
        return pool.memberships().stream()
                .filter(membership -> membership.groupName().equals(group))
                .map(membership -> membership.username())
                .sorted()
                .toList();
    }

    /** Somebody comes, and has a password; returns the sub. */
    String signUp(String username, String givenName, String... groups) {
        List<AttributeType> attributes = List.of(
                attribute("email", username + "@example.com"),
                attribute("email_verified", "true"),
                attribute("given_name", givenName));
        String sub = cognito
                .adminCreateUser(request -> request.userPoolId(userPoolId)
                        .username(username)
                        .userAttributes(attributes)
                        .messageAction(MessageActionType.SUPPRESS))
                .user()
                .attributes()
                .stream()
                .filter(attribute -> attribute.name().equals("sub"))
                .findFirst()
                .orElseThrow()
                .value();
        cognito.adminSetUserPassword(request -> request.userPoolId(userPoolId)
                .username(username)
                .password(PASSWORD)
                .permanent(true));
        for (String group : groups) {
            join(username, group);
        }
        return sub;
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    void set(String username, String attribute, String value) {
        cognito.adminUpdateUserAttributes(request ->
                request.userPoolId(userPoolId).username(username).userAttributes(attribute(attribute, value)));
    }

    void disable(String username) {
        cognito.adminDisableUser(request -> request.userPoolId(userPoolId).username(username));
    }

    void enable(String username) {
        cognito.adminEnableUser(request -> request.userPoolId(userPoolId).username(username));
    }

    void delete(String username) {
        cognito.adminDeleteUser(request -> request.userPoolId(userPoolId).username(username));
    }

    void join(String username, String group) {
        cognito.adminAddUserToGroup(
                request -> request.userPoolId(userPoolId).username(username).groupName(group));
    }

    void leave(String username, String group) {
        cognito.adminRemoveUserFromGroup(
                request -> request.userPoolId(userPoolId).username(username).groupName(group));
    }

    void createGroup(String name, String description) {
        cognito.createGroup(CreateGroupRequest.builder()
                .userPoolId(userPoolId)
                .groupName(name)
                .description(description)
                .build());
    }

    void changeGroup(String name, String description, int precedence) {
        cognito.updateGroup(UpdateGroupRequest.builder()
                .userPoolId(userPoolId)
                .groupName(name)
                .description(description)
                .precedence(precedence)
                .build());
    }

    void deleteGroup(String name) {
        cognito.deleteGroup(request -> request.userPoolId(userPoolId).groupName(name));
    }

    @Override
    public void close() {
        cognito.close();
    }
}
