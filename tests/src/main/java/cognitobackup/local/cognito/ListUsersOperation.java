package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * ListUsers: eventually consistent, by pages. AttributesToGet is not built: it fails where a user lacks an attribute.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html">ListUsers</a>
 */
final class ListUsersOperation {
    private final Clock clock;
    private final Listings listings;
    private final Misses misses;
    private final Operations operations;

    ListUsersOperation(Clock clock, Listings listings, Misses misses, Operations operations) {
        this.clock = clock;
        this.listings = listings;
        this.misses = misses;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "ListUsers", Members.required("UserPoolId").optional("Limit", "PaginationToken", "Filter"), this::list);
    }

    private ObjectNode list(Pool pool, Request request) {
        Optional<UserFilter> filter =
                UserFilter.parse(request.optionalText("Filter").orElse(""));
        NavigableMap<String, User> candidates = filter.map(given -> given.candidates(pool.users()))
                .orElse(pool.users().bySub());
        Instant now = clock.instant();
        return listings.page(
                request,
                "PaginationToken",
                "Users",
                candidates,
                () -> leftOut(pool, filter, candidates),
                (sub, user) -> user.listedAt(now) && matches(filter, user, pool),
                User::describe);
    }

    private Set<String> leftOut(Pool pool, Optional<UserFilter> filter, NavigableMap<String, User> candidates) {
        if (filter.filter(UserFilter::namesOneUser).isPresent()) {
            return Set.of();
        }
        return misses.begin(
                "ListUsers",
                pool.id(),
                "",
                sub -> candidates.containsKey(sub) && matches(filter, candidates.get(sub), pool));
    }

    private static boolean matches(Optional<UserFilter> filter, User user, Pool pool) {
        return filter.map(given -> given.matches(user, pool.signIn())).orElse(true);
    }
}
