package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Amazon Cognito user pools: each operation is an action of the same name on the user pool.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html">
 *     Actions, resources, and condition keys for Amazon Cognito User Pools</a>
 */
final class CognitoActions implements ServiceActions {
    private static final Set<String> ON_USER_POOL = Set.of(
            "AdminAddUserToGroup",
            "AdminCreateUser",
            "AdminDeleteUser",
            "AdminDeleteUserAttributes",
            "AdminDisableProviderForUser",
            "AdminDisableUser",
            "AdminEnableUser",
            "AdminGetUser",
            "AdminLinkProviderForUser",
            "AdminListGroupsForUser",
            "AdminRemoveUserFromGroup",
            "AdminSetUserMFAPreference",
            "AdminSetUserPassword",
            "AdminUpdateUserAttributes",
            "CreateGroup",
            "CreateUserImportJob",
            "DeleteGroup",
            "DescribeIdentityProvider",
            "DescribeResourceServer",
            "DescribeUserImportJob",
            "DescribeUserPool",
            "DescribeUserPoolClient",
            "GetCSVHeader",
            "GetGroup",
            "GetUserPoolMfaConfig",
            "ListGroups",
            "ListIdentityProviders",
            "ListResourceServers",
            "ListUserImportJobs",
            "ListUserPoolClients",
            "ListUsers",
            "ListUsersInGroup",
            "StartUserImportJob",
            "StopUserImportJob",
            "UpdateGroup");

    private static final Set<String> ON_NO_RESOURCE = Set.of("DescribeUserPoolDomain", "ListUserPools");

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        String action = "cognito-idp:" + call.operation();
        if (ON_NO_RESOURCE.contains(call.operation())) {
            return List.of(AccessRequest.of(action, "*"));
        }
        if (!ON_USER_POOL.contains(call.operation())) {
            throw ServiceActions.notInTable(call);
        }
        JsonNode body = ServiceActions.body(call);
        List<AccessRequest> needed = new ArrayList<>();
        needed.add(AccessRequest.of(
                action,
                place.arn("cognito-idp", "userpool/" + body.path("UserPoolId").asText())));
        // Who hands a role to a service must be allowed to pass it:
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
        if (body.hasNonNull("CloudWatchLogsRoleArn")) {
            needed.add(pass(body.path("CloudWatchLogsRoleArn").asText(), "cognito-idp.amazonaws.com"));
        }
        // The members of a group get its role through an identity pool.
        if (body.hasNonNull("RoleArn")) {
            needed.add(pass(body.path("RoleArn").asText(), "cognito-identity.amazonaws.com"));
        }
        return needed;
    }

    private static AccessRequest pass(String roleArn, String service) {
        return AccessRequest.of("iam:PassRole", roleArn).with("iam:PassedToService", service);
    }
}
