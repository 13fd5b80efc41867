package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;

/** Groups: creating, reading, changing, deleting and listing them. */
final class GroupOperations {
    private final Clock clock;
    private final Listings listings;
    private final Misses misses;
    private final Operations operations;

    GroupOperations(Clock clock, Listings listings, Misses misses, Operations operations) {
        this.clock = clock;
        this.listings = listings;
        this.misses = misses;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "CreateGroup", namedGroup().optional("Description", "Precedence", "RoleArn"), this::create);
        operations.addOnPool("GetGroup", namedGroup(), (pool, request) -> answer(pool, group(pool, request)));
        operations.addOnPool(
                "UpdateGroup", namedGroup().optional("Description", "Precedence", "RoleArn"), this::update);
        operations.addOnPool("DeleteGroup", namedGroup(), (pool, request) -> {
            pool.removeGroup(request.text("GroupName"));
            return Json.object();
        });
        operations.addOnPool("ListGroups", Members.required("UserPoolId").optional("Limit", "NextToken"), this::list);
    }

    private static Members namedGroup() {
        return Members.required("UserPoolId", "GroupName");
    }

    private static Group group(Pool pool, Request request) {
        return pool.group(request.text("GroupName"));
    }

    private static ObjectNode answer(Pool pool, Group group) {
        return Json.wrap("Group", group.describe(pool.id()));
    }

    private ObjectNode create(Pool pool, Request request) {
        return change(pool, pool.addGroup(request.text("GroupName"), clock.instant()), request);
    }

    private ObjectNode update(Pool pool, Request request) {
        return change(pool, group(pool, request), request);
    }

    private ObjectNode change(Pool pool, Group group, Request request) {
        group.change(
                request.optionalText("Description"),
                request.optionalInteger("Precedence"),
                request.optionalText("RoleArn"),
                clock.instant());
        return answer(pool, group);
    }

    private ObjectNode list(Pool pool, Request request) {
        Map<String, Group> groups = pool.groups();
        return listings.page(
                request,
                "NextToken",
                "Groups",
                pool.groups(),
                () -> misses.begin("ListGroups", pool.id(), "", groups::containsKey),
                (name, group) -> true,
                group -> group.describe(pool.id()));
    }
}
