package cognitobackup.local.cognito;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Lets a listing, from its first page to its last, leave out what is there, as an eventually consistent one may. For
 * tests: a miss that was planned and has not happened shows in {@link #pending()}.
 */
public final class Misses {
    private final List<Miss> planned = new ArrayList<>();

    /** The next ListUsers that begins and would show this user leaves it out; one that asks for this user does not. */
    public void missUserOnce(String userPoolId, String sub) {
        plan(new Miss("ListUsers", userPoolId, "", sub));
    }

    /** The next ListGroups that begins leaves this group out. */
    public void missGroupOnce(String userPoolId, String groupName) {
        plan(new Miss("ListGroups", userPoolId, "", groupName));
    }

    /** The next ListUsersInGroup of this group that begins leaves this member out. */
    public void missMemberOnce(String userPoolId, String groupName, String sub) {
        plan(new Miss("ListUsersInGroup", userPoolId, groupName, sub));
    }

    /** How many planned misses have not happened yet. */
    public synchronized int pending() {
        return planned.size();
    }

    private synchronized void plan(Miss miss) {
        planned.add(miss);
    }

    /** The keys that a listing that begins now leaves out, of those that it would show. */
    synchronized Set<String> begin(String operation, String userPoolId, String scope, Predicate<String> wouldShow) {
        Set<String> leftOut = new HashSet<>();
        Iterator<Miss> misses = planned.iterator();
        while (misses.hasNext()) {
            Miss miss = misses.next();
            boolean concerned = miss.operation().equals(operation)
                    && miss.userPoolId().equals(userPoolId)
                    && miss.scope().equals(scope);
            // A miss that is planned twice is meant for two listings.
            if (concerned && wouldShow.test(miss.key()) && leftOut.add(miss.key())) {
                misses.remove();
            }
        }
        return Set.copyOf(leftOut);
    }

    private record Miss(String operation, String userPoolId, String scope, String key) {}
}
