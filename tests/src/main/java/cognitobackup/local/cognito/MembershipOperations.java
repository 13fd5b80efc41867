package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Who is in which group. */
final class MembershipOperations {
    private final Listings listings;
    private final Misses misses;
    private final Operations operations;

    MembershipOperations(Listings listings, Misses misses, Operations operations) {
        this.listings = listings;
        this.misses = misses;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "AdminAddUserToGroup", Members.required("UserPoolId", "Username", "GroupName"), (pool, request) -> {
                    User user = pool.user(request.text("Username"));
                    pool.addMember(pool.group(request.text("GroupName")), user);
                    return Json.object();
                });
        operations.addOnPool(
                "AdminRemoveUserFromGroup",
                Members.required("UserPoolId", "Username", "GroupName"),
                (pool, request) -> {
                    User user = pool.user(request.text("Username"));
                    pool.removeMember(pool.group(request.text("GroupName")), user);
                    return Json.object();
                });
        operations.addOnPool(
                "AdminListGroupsForUser",
                Members.required("UserPoolId", "Username").optional("Limit", "NextToken"),
                this::listGroups);
        operations.addOnPool(
                "ListUsersInGroup",
                Members.required("UserPoolId", "GroupName").optional("Limit", "NextToken"),
                this::listMembers);
    }

    private ObjectNode listGroups(Pool pool, Request request) {
        User user = pool.user(request.text("Username"));
        return listings.page(
                request,
                "NextToken",
                "Groups",
                user.groups(),
                Set::of,
                (name, group) -> true,
                group -> group.describe(pool.id()));
    }

    private ObjectNode listMembers(Pool pool, Request request) {
        Group group = pool.group(request.text("GroupName"));
        return listings.page(
                request,
                "NextToken",
                "Users",
                group.members(),
                () -> misses.begin("ListUsersInGroup", pool.id(), group.name(), group.members()::containsKey),
                (sub, user) -> true,
                User::describe);
    }
}
