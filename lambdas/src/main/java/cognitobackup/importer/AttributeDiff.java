package cognitobackup.importer;

import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What tells a user of the target from the planned one in attributes.
 *
 * @param wanted what the planned user has and the target's has not, or otherwise
 * @param extra what only the target's has
 */
record AttributeDiff(SortedSet<String> wanted, SortedSet<String> extra) {
    static AttributeDiff between(User planned, TargetUser target, Restorable restorable) {
        Map<String, String> plan = AttributeHashes.byName(AttributeHashes.of(planned, restorable));
        Map<String, String> actual = AttributeHashes.byName(target.attributes());
        SortedSet<String> wanted = new TreeSet<>();
        plan.forEach((name, hash) -> {
            if (!hash.equals(actual.get(name))) {
                wanted.add(name);
            }
        });
        SortedSet<String> extra = new TreeSet<>(actual.keySet());
        extra.removeAll(plan.keySet());
        // False is not among what is compared, so of an address that both have this is another value and no extra one.
        for (String address : Addresses.ALL) {
            String flag = Addresses.flagOf(address);
            if (plan.containsKey(address) && extra.remove(flag)) {
                wanted.add(flag);
            }
        }
        return new AttributeDiff(wanted, extra);
    }

    boolean isEmpty() {
        return wanted.isEmpty() && extra.isEmpty();
    }
}
