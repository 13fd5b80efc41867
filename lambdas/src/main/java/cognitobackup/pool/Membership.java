package cognitobackup.pool;

import java.util.Objects;

/**
 * That a user is in a group.
 *
 * @param sub the user's sub
 * @param groupName the group's name
 */
public record Membership(String sub, String groupName) implements PoolRecord {
    public Membership {
        Objects.requireNonNull(sub, "sub");
        Objects.requireNonNull(groupName, "groupName");
    }

    @Override
    public RecordKey key() {
        return RecordKey.membership(sub, groupName);
    }
}
