package cognitobackup.drill.fidelity;

import cognitobackup.drill.fidelity.Case.After;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.UserMfa;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a case that fails smaller, for as long as it still fails: whatever can go is gone one after the other. */
final class Shrink {
    private final Failing failing;
    private final long deadline;
    private Case smallest;
    private int tries;

    /** Whether a case still fails. */
    interface Failing {
        boolean fails(Case tried) throws Exception;
    }

    private Shrink(Case start, Failing failing, Duration limit) {
        this.smallest = start;
        this.failing = failing;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** @param limit after which the smallest case so far is good enough */
    static Case smallest(Case start, Failing failing, Duration limit) throws Exception {
        Shrink shrink = new Shrink(start, failing, limit);
        shrink.run();
        return shrink.smallest;
    }

    private void run() throws Exception {
        attempt(smallest.with(After.NOTHING));
        attempt(smallest.withoutFault());
        users();
        for (PoolGroup group : smallest.source().groups()) {
            attempt(smallest.with(without(smallest.source(), group)));
        }
        attempt(smallest.withTarget(smallest.source().userPool()));
        for (String option : smallest.input().keySet()) {
            attempt(smallest.without(option));
        }
        Set<String> names = smallest.source().users().stream()
                .flatMap(user -> user.attributes().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        names.remove("sub");
        for (String name : names) {
            attempt(smallest.with(without(smallest.source(), name)));
        }
        attempt(smallest.with(ordinary(smallest.source())));
    }

    /** Half of the users at once, then a quarter, down to one after the other. */
    private void users() throws Exception {
        for (int size = (smallest.source().users().size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
            for (int from = 0; from < smallest.source().users().size(); ) {
                List<PoolUser> rest = new ArrayList<>(smallest.source().users());
                rest.subList(from, Math.min(from + size, rest.size())).clear();
                if (!attempt(smallest.with(with(smallest.source(), rest)))) {
                    from += size;
                }
            }
        }
    }

    private boolean attempt(Case smaller) throws Exception {
        if (smaller.equals(smallest) || System.nanoTime() > deadline) {
            return false;
        }
        tries++;
        boolean fails = failing.fails(smaller);
        System.out.printf(
                Locale.ROOT,
                "shrinking, try %d: %d users, %s%n",
                tries,
                smaller.source().users().size(),
                fails ? "still fails" : "does not fail");
        if (fails) {
            smallest = smaller;
        }
        return fails;
    }

    private static PoolDump with(PoolDump pool, List<PoolUser> users) {
        Set<String> left = users.stream().map(PoolUser::username).collect(Collectors.toSet());
        return new PoolDump(
                pool.userPool(),
                users,
                pool.groups(),
                pool.memberships().stream()
                        .filter(membership -> left.contains(membership.username()))
                        .toList());
    }

    private static PoolDump without(PoolDump pool, PoolGroup group) {
        boolean ofCognito = group.name().startsWith(pool.userPoolId() + "_");
        return new PoolDump(
                pool.userPool(),
                pool.users(),
                pool.groups().stream()
                        .filter(each -> ofCognito || !each.equals(group))
                        .toList(),
                pool.memberships().stream()
                        .filter(membership -> !membership.groupName().equals(group.name()))
                        .toList());
    }

    /** Without an attribute's values; its definition stays. */
    private static PoolDump without(PoolDump pool, String attribute) {
        List<PoolUser> users = new ArrayList<>();
        for (PoolUser user : pool.users()) {
            TreeMap<String, String> fewer = new TreeMap<>(user.attributes());
            fewer.remove(attribute);
            users.add(user.with(fewer));
        }
        return new PoolDump(pool.userPool(), users, pool.groups(), pool.memberships());
    }

    /** Without second factors. */
    private static PoolDump ordinary(PoolDump pool) {
        ObjectNode userPool = pool.userPool().deepCopy().put("MfaConfiguration", "OFF");
        return new PoolDump(
                userPool,
                pool.users().stream().map(user -> user.with(UserMfa.none())).toList(),
                pool.groups(),
                pool.memberships());
    }
}
