package cognitobackup.importer;

import cognitobackup.cognito.RequestBudgets;
import cognitobackup.function.FunctionSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/**
 * How long an import takes at the request budgets, the quickest that can be: its phases one after the other, and between
 * its rounds the time that listings need to show what was done.
 */
@Singleton
class Estimate {
    private static final long PAGE = 60;

    private final RequestBudgets budgets;
    private final Duration settling;

    Estimate(RequestBudgets budgets, FunctionSettings settings) {
        this.budgets = budgets;
        this.settling = settings.listingSettle();
    }

    /** In seconds, rounded up. */
    long seconds(Effort effort) {
        // One round more than there are phases of work finds that nothing is missing.
        int phases = (effort.creations() + effort.imports() > 0 ? 1 : 0) + (effort.updates() > 0 ? 1 : 0);
        Duration listing = budgets.timeFor(Map.of(
                "ListUsers",
                pages(effort.users() + effort.creations() + effort.imports()),
                "ListUsersInGroup",
                effort.lists()));
        Duration all = budgets.timeFor(Map.of("CreateGroup", effort.groups()))
                .plus(budgets.timeFor(
                        Map.of("AdminCreateUser", effort.creations(), "AdminSetUserPassword", effort.creations())))
                .plus(budgets.timeFor(
                        Map.of("AdminGetUser", effort.updates(), "AdminAddUserToGroup", effort.changes())))
                .plus(JobTime.estimated(effort.imports()))
                .plus(listing.multipliedBy(phases + 1))
                .plus(settling.multipliedBy(phases));
        return all.plusNanos(999_999_999).toSeconds();
    }

    private static long pages(long users) {
        return (users + PAGE - 1) / PAGE;
    }
}
