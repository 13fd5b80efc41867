package cognitobackup.local.cognito;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom AWS would bill as active. Import jobs and listings make nobody active.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito, on monthly active
 *     users</a>
 */
final class ActiveUsers {
    private static final Set<String> MAKE_ACTIVE = Set.of(
            "AdminCreateUser",
            "AdminConfirmSignUp",
            "AdminSetUserPassword",
            "AdminUpdateUserAttributes",
            "AdminDeleteUserAttributes",
            "AdminAddUserToGroup",
            "AdminRemoveUserFromGroup",
            "AdminGetUser");

    private final Map<String, Set<String>> subsByPool = new HashMap<>();

    static boolean makesActive(String operation) {
        return MAKE_ACTIVE.contains(operation);
    }

    synchronized void add(String userPoolId, Optional<User> user) {
        user.ifPresent(active ->
                subsByPool.computeIfAbsent(userPoolId, any -> new HashSet<>()).add(active.sub()));
    }

    synchronized Set<String> of(String userPoolId) {
        return Set.copyOf(subsByPool.getOrDefault(userPoolId, Set.of()));
    }
}
