package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is done about a difference in attributes: nobody is sent a message by it, and nobody loses an alias.
 *
 * @param set attributes to set
 * @param remove attributes to remove
 * @param refused why something stays as it is in the target, by the attributes' names
 */
record AttributeChange(SortedMap<String, String> set, List<String> remove, List<String> refused) {
    static final AttributeChange NONE = new AttributeChange(new TreeMap<>(), List.of(), List.of());

    boolean isEmpty() {
        return set.isEmpty() && remove.isEmpty();
    }

    /** Decides what is done in one target. */
    static final class Rules {
        private final PoolSettings target;
        private final AttributeOwners owners;

        Rules(PoolSettings target, AttributeOwners owners) {
            this.target = target;
            this.owners = owners;
        }

        /**
         * Decides about one user.
         *
         * @param planned the planned attributes, as the target can hold them
         * @param sub the sub of the user of the target
         * @param removals whether what only the target has is removed
         */
        AttributeChange change(AttributeDiff diff, Map<String, String> planned, String sub, boolean removals) {
            var change = new AttributeChange(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
            Addresses.ALL.forEach(address -> setAddress(change, address, diff, planned, sub));
            for (String name : diff.wanted()) {
                if (!Addresses.ALL.contains(name) && !Addresses.isFlag(name)) {
                    set(change, name, planned, sub);
                }
            }
            if (removals) {
                diff.extra().forEach(name -> remove(change, name));
            }
            return change;
        }

        private void setAddress(
                AttributeChange change, String address, AttributeDiff diff, Map<String, String> planned, String sub) {
            String flag = Addresses.flagOf(address);
            boolean changes = diff.wanted().contains(address);
            if (!changes && !diff.wanted().contains(flag)) {
                return;
            }
            boolean verified = "true".equals(planned.get(flag));
            Optional<String> refusal = refusal(address, changes, verified, planned, sub);
            if (refusal.isPresent()) {
                change.refused().add(refusal.get());
                return;
            }
            if (changes) {
                change.set().put(address, planned.get(address));
            }
            // Along with an address in any case: whether Cognito sends a message to it depends on this.
            change.set().put(flag, String.valueOf(verified));
        }

        private Optional<String> refusal(
                String address, boolean changes, boolean verified, Map<String, String> planned, String sub) {
            if (changes && !mutable(address)) {
                return Optional.of(immutable(address));
            }
            if (changes && !verified && target.autoVerifiedAttributes().contains(address)) {
                return Optional.of("setting it unverified would send the user a message: " + address);
            }
            return (changes || verified) && owners.taken(address, planned, sub)
                    ? Optional.of(taken(address))
                    : Optional.empty();
        }

        private void set(AttributeChange change, String name, Map<String, String> planned, String sub) {
            if (!mutable(name)) {
                change.refused().add(immutable(name));
            } else if (owners.taken(name, planned, sub)) {
                change.refused().add(taken(name));
            } else {
                change.set().put(name, planned.get(name));
            }
        }

        private void remove(AttributeChange change, String name) {
            PoolSettings.Attribute schema = target.attributes().get(name);
            if (!mutable(name) || (schema != null && schema.required())) {
                change.refused().add("cannot be removed in the target: " + name);
            } else {
                change.remove().add(name);
            }
        }

        private boolean mutable(String name) {
            PoolSettings.Attribute schema = target.attributes().get(name);
            return schema == null || schema.mutable();
        }

        private static String immutable(String name) {
            return "cannot be changed in the target: " + name;
        }

        private static String taken(String name) {
            return "another user of the target has it: " + name;
        }
    }
}
