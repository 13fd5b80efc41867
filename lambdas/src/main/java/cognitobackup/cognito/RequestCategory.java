package cognitobackup.cognito;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The categories by which Cognito limits requests, per account and Region over all pools, with the operations that we
 * use and the default quotas in requests per second.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
 */
public enum RequestCategory {
    USER_CREATION("UserCreation", 50, false, "AdminCreateUser"),
    USER_ACCOUNT_RECOVERY("UserAccountRecovery", 30, false, "AdminSetUserPassword"),
    USER_READ("UserRead", 120, false, "AdminGetUser"),
    USER_UPDATE(
            "UserUpdate",
            25,
            false,
            "AdminAddUserToGroup",
            "AdminRemoveUserFromGroup",
            "AdminUpdateUserAttributes",
            "AdminDeleteUserAttributes",
            "AdminDisableUser",
            "AdminEnableUser",
            "AdminLinkProviderForUser",
            "AdminDisableProviderForUser"),
    USER_RESOURCE_UPDATE("UserResourceUpdate", 25, false, "AdminSetUserMFAPreference"),
    USER_LIST("UserList", 30, false, "ListUsers", "ListUsersInGroup"),
    USER_POOL_READ("UserPoolRead", 15, false, "DescribeUserPool"),
    USER_POOL_RESOURCE_READ(
            "UserPoolResourceRead",
            20,
            true,
            "ListGroups",
            "GetGroup",
            "GetCSVHeader",
            "DescribeUserImportJob",
            "ListUserImportJobs",
            "GetUserPoolMfaConfig",
            "ListIdentityProviders",
            "DescribeIdentityProvider",
            "ListResourceServers",
            "DescribeUserPoolDomain"),
    USER_POOL_RESOURCE_UPDATE(
            "UserPoolResourceUpdate",
            15,
            true,
            "CreateGroup",
            "UpdateGroup",
            "CreateUserImportJob",
            "StartUserImportJob",
            "StopUserImportJob"),
    USER_POOL_CLIENT_READ("UserPoolClientRead", 15, true, "ListUserPoolClients", "DescribeUserPoolClient");

    /** In the categories that say so, each single operation on one pool is held to this as well. */
    private static final double OPERATION_ON_ONE_POOL = 5;

    private final String awsName;
    private final double defaultQuota;
    private final boolean limitsOperationsOnOnePool;

    @SuppressWarnings("ImmutableEnumChecker") // What Set.of returns cannot be changed.
    private final Set<String> operations;

    RequestCategory(String awsName, double defaultQuota, boolean limitsOperationsOnOnePool, String... operations) {
        this.awsName = awsName;
        this.defaultQuota = defaultQuota;
        this.limitsOperationsOnOnePool = limitsOperationsOnOnePool;
        this.operations = Set.of(operations);
    }

    /** As AWS writes it, such as {@code UserList}. */
    public String awsName() {
        return awsName;
    }

    /** In requests per second. */
    public double defaultQuota() {
        return defaultQuota;
    }

    /** The category of an operation that we use. */
    public static RequestCategory of(String operation) {
        return Arrays.stream(values())
                .filter(category -> category.operations.contains(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation + " is in no category."));
    }

    static Optional<RequestCategory> named(String awsName) {
        return Arrays.stream(values())
                .filter(category -> category.awsName.equals(awsName))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(RequestCategory::awsName).collect(Collectors.joining(", "));
    }

    /** How much of a budget for this category a single operation may use on one pool. */
    double forOneOperation(double budget) {
        return limitsOperationsOnOnePool ? budget * OPERATION_ON_ONE_POOL / defaultQuota : budget;
    }
}
