package cognitobackup.importer;

import cognitobackup.pool.CanonicalForm;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.RestorableHash;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How records are told apart and compared: among states of one pool by what they are called there, with everything that
 * an export keeps; among two pools by what users sign in with, over what the target can hold.
 */
interface ComparedForm {
    /** The shard of the comparison that a user and its memberships belong to. */
    Shard shard(User user);

    ComparedRecord user(User user);

    /** Nothing where the group is not compared. */
    Optional<ComparedRecord> group(Group group);

    /** Nothing where the group is not compared. */
    Optional<ComparedRecord> membership(User user, String groupName);

    /** The same for a member that is no user of the snapshot. */
    ComparedRecord membership(String sub, String groupName);

    /** Nothing where the configuration is not compared. */
    Optional<ComparedRecord> configuration(ConfigurationPart part);

    /** Among states of one pool. */
    final class WithinPool implements ComparedForm {
        private final boolean withMfa;

        /** @param withMfa whether both states are of backups: a listing of a living pool shows no second factors */
        WithinPool(boolean withMfa) {
            this.withMfa = withMfa;
        }

        @Override
        public Shard shard(User user) {
            return Shard.of(user.sub());
        }

        @Override
        public ComparedRecord user(User user) {
            User compared = withMfa ? user : user.with(Optional.empty());
            return ComparedRecord.of(compared, user.sub(), hash(compared), CanonicalForm.fields(compared));
        }

        @Override
        public Optional<ComparedRecord> group(Group group) {
            return Optional.of(ComparedRecord.of(group, hash(group), CanonicalForm.fields(group)));
        }

        @Override
        public Optional<ComparedRecord> membership(User user, String groupName) {
            return Optional.of(membership(user.sub(), groupName, user.username()));
        }

        @Override
        public ComparedRecord membership(String sub, String groupName) {
            return membership(sub, groupName, null);
        }

        private static ComparedRecord membership(String sub, String groupName, @Nullable String username) {
            var membership = new Membership(sub, groupName);
            return ComparedRecord.of(membership, membership.key().sortKey(), hash(membership), username);
        }

        @Override
        public Optional<ComparedRecord> configuration(ConfigurationPart part) {
            return Optional.of(ComparedRecord.of(part, hash(part), CanonicalForm.fields(part)));
        }

        private static String hash(PoolRecord record) {
            return ContentHash.of(record).hex();
        }
    }

    /** Among two pools, of which one may be restored from the other's backup. */
    final class AcrossPools implements ComparedForm {
        private final Restorable restorable;
        private final String userPoolId;

        /** @param userPoolId the pool that the records are of */
        AcrossPools(Restorable restorable, String userPoolId) {
            this.restorable = restorable;
            this.userPoolId = userPoolId;
        }

        @Override
        public Shard shard(User user) {
            return Shard.of(key(user));
        }

        @Override
        public ComparedRecord user(User user) {
            SortedMap<String, String> fields = new TreeMap<>(restorable.comparedAttributes(user));
            fields.put("enabled", String.valueOf(user.enabled()));
            // Whoever has nothing to sign in with there cannot be there.
            String hash = restorable.hash(user).map(RestorableHash::hex).orElse("");
            return ComparedRecord.of(user, key(user), hash, fields);
        }

        @Override
        public Optional<ComparedRecord> group(Group group) {
            if (PlannedGroup.madeByCognito(group.name(), userPoolId)) {
                return Optional.empty();
            }
            SortedMap<String, String> fields = new TreeMap<>(CanonicalForm.fields(group));
            // An empty description is none.
            group.description().filter(String::isEmpty).ifPresent(none -> fields.remove("description"));
            return Optional.of(ComparedRecord.of(group, restorable.hash(group).hex(), fields));
        }

        @Override
        public Optional<ComparedRecord> membership(User user, String groupName) {
            return PlannedGroup.madeByCognito(groupName, userPoolId)
                    ? Optional.empty()
                    : Optional.of(membership(user.sub(), groupName, key(user), user.username()));
        }

        @Override
        public ComparedRecord membership(String sub, String groupName) {
            return membership(sub, groupName, sub, null);
        }

        private ComparedRecord membership(String sub, String groupName, String key, @Nullable String username) {
            String hash = restorable.hashOfMembership(key, groupName).hex();
            return ComparedRecord.of(new Membership(sub, groupName), hash, hash, username);
        }

        @Override
        public Optional<ComparedRecord> configuration(ConfigurationPart part) {
            return Optional.empty();
        }

        private String key(User user) {
            return restorable.identity(user).orElse(user.sub());
        }
    }
}
