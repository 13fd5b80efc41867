package cognitobackup.importer;

import cognitobackup.pool.User;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which planned user a user of the target is known to be, whatever either signs in with: where the target is the source,
 * by its sub; elsewhere by the old sub that a former import has kept with it.
 */
record KnownUsers(boolean intoSource, OriginalSub originalSub) {
    /** Whether any user can be known so. */
    boolean possible() {
        return intoSource || originalSub.believed();
    }

    /** The planned subs that may be this user's. */
    Set<String> plannedSubs(User user) {
        return plannedSubs(user.sub(), originalSub.of(user));
    }

    Set<String> plannedSubs(TargetUser user) {
        return plannedSubs(user.sub(), Optional.ofNullable(user.originalSub()));
    }

    private Set<String> plannedSubs(String sub, Optional<String> original) {
        Set<String> subs = new TreeSet<>();
        if (intoSource) {
            subs.add(sub);
        }
        original.ifPresent(subs::add);
        return subs;
    }
}
