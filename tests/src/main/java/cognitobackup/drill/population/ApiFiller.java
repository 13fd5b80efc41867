package cognitobackup.drill.population;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** Puts a population into a pool by Cognito's public operations, as far as these can. */
public final class ApiFiller {
    private static final String PASSWORD = "Correct-Horse-7-Battery";
    private static final Set<String> STATUSES = Set.of("CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED");
    private static final List<String> VERIFICATIONS = List.of("email_verified", "phone_number_verified");

    private final CognitoIdentityProviderClient cognito;

    public ApiFiller(CognitoIdentityProviderClient cognito) {
        this.cognito = cognito;
    }

    /**
     * Fills the pool that the population names.
     *
     * @return how many users were left out, by the reason
     */
    public Map<String, Integer> fill(PoolDump population) {
        String pool = population.userPoolId();
        for (PoolGroup group : population.groups()) {
            cognito.createGroup(request -> request.userPoolId(pool)
                    .groupName(group.name())
                    .description(group.description().orElse(null))
                    .precedence(group.precedence().orElse(null))
                    .roleArn(group.roleArn().orElse(null)));
        }
        Map<String, Integer> leftOut = new TreeMap<>();
        Set<String> there = new HashSet<>();
        for (PoolUser user : population.users()) {
            if (!STATUSES.contains(user.status())) {
                leftOut.merge("of status " + user.status(), 1, Integer::sum);
            } else if (user.status().equals("RESET_REQUIRED") && !hasVerifiedAddress(user)) {
                leftOut.merge(
                        "of status RESET_REQUIRED, without a verified address to send a code to", 1, Integer::sum);
            } else if (user.attributes().containsKey("identities")) {
                leftOut.merge("with an identity at a provider", 1, Integer::sum);
            } else {
                create(pool, user);
                there.add(user.username());
            }
        }
        for (PoolMembership membership : population.memberships()) {
            if (there.contains(membership.username())) {
                cognito.adminAddUserToGroup(request ->
                        request.userPoolId(pool).username(membership.username()).groupName(membership.groupName()));
            }
        }
        return leftOut;
    }

    /** Who has none cannot be made to choose a new password. */
    private static boolean hasVerifiedAddress(PoolUser user) {
        return VERIFICATIONS.stream()
                .anyMatch(flag -> "true".equals(user.attributes().get(flag)));
    }

    private void create(String pool, PoolUser user) {
        List<AttributeType> attributes = new ArrayList<>();
        user.attributes().forEach((name, value) -> {
            if (!name.equals("sub")) {
                attributes.add(AttributeType.builder().name(name).value(value).build());
            }
        });
        cognito.adminCreateUser(request -> request.userPoolId(pool)
                .username(user.username())
                .userAttributes(attributes)
                .messageAction(MessageActionType.SUPPRESS));
        if (!user.status().equals("FORCE_CHANGE_PASSWORD")) {
            cognito.adminSetUserPassword(request -> request.userPoolId(pool)
                    .username(user.username())
                    .password(PASSWORD)
                    .permanent(true));
        }
        if (user.status().equals("RESET_REQUIRED")) {
            cognito.adminResetUserPassword(request -> request.userPoolId(pool).username(user.username()));
        }
        if (!user.enabled()) {
            cognito.adminDisableUser(request -> request.userPoolId(pool).username(user.username()));
        }
    }
}
