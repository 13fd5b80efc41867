package cognitobackup.importer;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.Group;
import cognitobackup.pool.User;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a pool in memory holds at a moment.
 *
 * @param users by sub
 * @param groups by name
 * @param members the subs of each group's members
 */
record PoolContent(Map<String, User> users, Map<String, Group> groups, Map<String, Set<String>> members) {
    static PoolContent of(InMemoryUserPool pool) {
        Map<String, User> users = new TreeMap<>();
        pool.users().forEach(user -> users.put(user.sub(), user));
        Map<String, Group> groups = new TreeMap<>();
        Map<String, Set<String>> members = new TreeMap<>();
        pool.groups().forEach(group -> {
            groups.put(group.name(), group);
            members.put(group.name(), new TreeSet<>(pool.members(group.name())));
        });
        return new PoolContent(users, groups, members);
    }

    /** The groups that a user is in. */
    Set<String> groupsOf(String sub) {
        Set<String> in = new TreeSet<>();
        members.forEach((group, subs) -> {
            if (subs.contains(sub)) {
                in.add(group);
            }
        });
        return in;
    }
}
