package cognitobackup.drill.fidelity;

import cognitobackup.drill.Stage;
import cognitobackup.local.cognito.PoolState;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderUserIdentifierType;

/** Damages a pool at random through Cognito's public API, as an administrator or a script of his does by mistake. */
final class Damage {
    private final CognitoIdentityProviderClient cognito;
    private final PoolState state;
    private final String pool;
    private final Random random;

    Damage(Stage stage, String pool, Random random) {
        this.cognito = stage.cognito(Stage.PRIMARY);
        this.state = stage.userPools(Stage.PRIMARY).state(pool);
        this.pool = pool;
        this.random = random;
    }

    void happen() {
        for (PoolState.User user : state.users()) {
            if (random.nextInt(3) == 0) {
                attempt(() -> damage(user));
            }
        }
        for (PoolState.Group group : state.groups()) {
            boolean ofCognito = group.name().startsWith(pool + "_");
            if (!ofCognito && random.nextInt(4) == 0) {
                attempt(() -> damage(group));
            }
        }
    }

    /** What the pool does not let an administrator do is not done. */
    private static void attempt(Runnable damage) {
        try {
            damage.run();
        } catch (CognitoIdentityProviderException refused) {
            if (refused.statusCode() >= 500) {
                throw refused;
            }
        }
    }

    private void damage(PoolState.User user) {
        switch (random.nextInt(10)) {
            case 0 -> set(user, "name", "somebody else");
            case 1 -> set(user, "nickname", "added");
            case 2 -> remove(user);
            case 3 ->
                cognito.adminDisableUser(request -> request.userPoolId(pool).username(user.username()));
            case 4 ->
                cognito.adminEnableUser(request -> request.userPoolId(pool).username(user.username()));
            case 5 ->
                cognito.adminDeleteUser(request -> request.userPoolId(pool).username(user.username()));
            case 6 -> leaveOrJoin(user);
            case 8 -> unlink(user);
            case 7 ->
                cognito.adminUpdateUserAttributes(request -> request.userPoolId(pool)
                        .username(user.username())
                        .userAttributes(
                                attribute("email", "changed" + user.sub() + "@example.com"),
                                attribute("email_verified", String.valueOf(true))));
            default -> set(user, "email_verified", String.valueOf(random.nextBoolean()));
        }
    }

    private void set(PoolState.User user, String name, String value) {
        cognito.adminUpdateUserAttributes(
                request -> request.userPoolId(pool).username(user.username()).userAttributes(attribute(name, value)));
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    /** The kept old sub is left alone: no import looks at it again. */
    private void remove(PoolState.User user) {
        List<String> names = new ArrayList<>(user.attributes().keySet());
        names.removeAll(List.of("identities", "custom:original_sub"));
        if (!names.isEmpty()) {
            String name = names.get(random.nextInt(names.size()));
            cognito.adminDeleteUserAttributes(request ->
                    request.userPoolId(pool).username(user.username()).userAttributeNames(name));
        }
    }

    /** From every provider. */
    private void unlink(PoolState.User user) {
        for (JsonNode link : SignIns.links(user.attributes().getOrDefault("identities", "[]"))) {
            cognito.adminDisableProviderForUser(request -> request.userPoolId(pool)
                    .user(ProviderUserIdentifierType.builder()
                            .providerName(link.path("providerName").asText())
                            .providerAttributeName("Cognito_Subject")
                            .providerAttributeValue(link.path("userId").asText())
                            .build()));
        }
    }

    private void leaveOrJoin(PoolState.User user) {
        List<PoolState.Group> groups = new ArrayList<>(state.groups());
        Collections.shuffle(groups, random);
        for (PoolState.Group group : groups) {
            if (group.name().startsWith(pool + "_")) {
                continue;
            }
            boolean member = state.memberships().stream()
                    .anyMatch(membership -> membership.sub().equals(user.sub())
                            && membership.groupName().equals(group.name()));
            if (member) {
                cognito.adminRemoveUserFromGroup(request ->
                        request.userPoolId(pool).username(user.username()).groupName(group.name()));
            } else {
                cognito.adminAddUserToGroup(request ->
                        request.userPoolId(pool).username(user.username()).groupName(group.name()));
            }
            return;
        }
    }

    private void damage(PoolState.Group group) {
        if (random.nextBoolean()) {
            cognito.deleteGroup(request -> request.userPoolId(pool).groupName(group.name()));
        } else {
            cognito.updateGroup(request -> request.userPoolId(pool)
                    .groupName(group.name())
                    .description("changed")
                    .precedence(random.nextInt(10)));
        }
    }
}
