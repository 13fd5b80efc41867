package cognitobackup.drill.scenario;

import cognitobackup.drill.population.PoolDump;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Parts of what a pool contains, to compare them by themselves. */
final class Parts {
    private Parts() {}

    /** These users with their memberships, and no groups. */
    static PoolDump onlyUsers(PoolDump pool, Collection<String> usernames) {
        return users(pool, usernames::contains, group -> false);
    }

    /** Everything but these users and their memberships. */
    static PoolDump withoutUsers(PoolDump pool, Collection<String> usernames) {
        return users(pool, username -> !usernames.contains(username), group -> true);
    }

    /** Everything but these groups and the memberships in them. */
    static PoolDump withoutGroups(PoolDump pool, Collection<String> names) {
        return new PoolDump(
                pool.userPool(),
                pool.users(),
                pool.groups().stream()
                        .filter(group -> !names.contains(group.name()))
                        .toList(),
                pool.memberships().stream()
                        .filter(membership -> !names.contains(membership.groupName()))
                        .toList());
    }

    /** These groups without anybody in them. */
    static PoolDump onlyGroups(PoolDump pool, Collection<String> names) {
        return new PoolDump(
                pool.userPool(),
                List.of(),
                pool.groups().stream()
                        .filter(group -> names.contains(group.name()))
                        .toList(),
                List.of());
    }

    private static PoolDump users(PoolDump pool, Predicate<String> username, Predicate<String> group) {
        return new PoolDump(
                pool.userPool(),
                pool.users().stream()
                        .filter(user -> username.test(user.username()))
                        .toList(),
                pool.groups().stream().filter(each -> group.test(each.name())).toList(),
                pool.memberships().stream()
                        .filter(membership -> username.test(membership.username()))
                        .toList());
    }
}
