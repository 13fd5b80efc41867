package cognitobackup.local.cognito;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The categories of operations that share a request quota, with AWS's default rates.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
 */
public enum QuotaCategory {
    USER_CREATION("UserCreation", 50, false, "SignUp", "AdminCreateUser", "AdminConfirmSignUp"),
    USER_ACCOUNT_RECOVERY("UserAccountRecovery", 30, false, "AdminSetUserPassword", "AdminResetUserPassword"),
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
            "AdminDeleteUser",
            "AdminLinkProviderForUser",
            "AdminDisableProviderForUser"),
    USER_RESOURCE_UPDATE("UserResourceUpdate", 25, false, "AdminSetUserMFAPreference"),
    USER_RESOURCE_READ("UserResourceRead", 50, false, "AdminListGroupsForUser"),
    USER_LIST("UserList", 30, false, "ListUsers", "ListUsersInGroup"),
    USER_POOL_READ("UserPoolRead", 15, false, "DescribeUserPool", "ListUserPools"),
    USER_POOL_UPDATE("UserPoolUpdate", 15, false, "CreateUserPool", "DeleteUserPool"),
    USER_POOL_RESOURCE_READ(
            "UserPoolResourceRead",
            20,
            true,
            "ListGroups",
            "GetGroup",
            "GetCSVHeader",
            "DescribeUserImportJob",
            "ListUserImportJobs",
            "ListIdentityProviders",
            "DescribeIdentityProvider",
            "ListResourceServers",
            "DescribeResourceServer",
            "DescribeUserPoolDomain",
            "GetUserPoolMfaConfig"),
    USER_POOL_RESOURCE_UPDATE(
            "UserPoolResourceUpdate",
            15,
            true,
            "CreateGroup",
            "UpdateGroup",
            "DeleteGroup",
            "AddCustomAttributes",
            "CreateUserImportJob",
            "StartUserImportJob",
            "StopUserImportJob",
            "CreateIdentityProvider",
            "CreateResourceServer",
            "CreateUserPoolDomain",
            "SetUserPoolMfaConfig"),
    USER_POOL_CLIENT_READ("UserPoolClientRead", 15, true, "DescribeUserPoolClient", "ListUserPoolClients"),
    USER_POOL_CLIENT_UPDATE("UserPoolClientUpdate", 15, true, "CreateUserPoolClient");

    private static final Map<String, QuotaCategory> BY_OPERATION = byOperation();

    private final String awsName;
    private final double defaultPerSecond;
    private final boolean limitedByPool;

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf, which the checker cannot see.
    private final Set<String> operations;

    QuotaCategory(String awsName, double defaultPerSecond, boolean limitedByPool, String... operations) {
        this.awsName = awsName;
        this.defaultPerSecond = defaultPerSecond;
        this.limitedByPool = limitedByPool;
        this.operations = Set.copyOf(Arrays.asList(operations));
    }

    private static Map<String, QuotaCategory> byOperation() {
        Map<String, QuotaCategory> categories = new HashMap<>();
        for (QuotaCategory category : values()) {
            category.operations.forEach(operation -> categories.put(operation, category));
        }
        return Collections.unmodifiableMap(categories);
    }

    /** The category of an operation, empty where none of the operations built here has that name. */
    public static Optional<QuotaCategory> of(String operation) {
        return Optional.ofNullable(BY_OPERATION.get(operation));
    }

    /** AWS's name of the category, such as {@code UserCreation}. */
    public String awsName() {
        return awsName;
    }

    /** Requests per second, per account and Region, over all pools. */
    public double defaultPerSecond() {
        return defaultPerSecond;
    }

    /** Whether each single operation of the category is also held to a rate per pool. */
    boolean limitedByPool() {
        return limitedByPool;
    }

    /** The operations of the category that are built here. */
    public Set<String> operations() {
        return operations;
    }
}
