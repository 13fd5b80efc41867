package cognitobackup.pool;

import java.util.Objects;

/**
 * What names a record within its pool.
 *
 * @param kind the kind of record
 * @param owner the user's sub (users and memberships), the group's name (groups) or the part (configuration)
 * @param detail the group's name (memberships) or the part's name (configuration), else empty
 */
public record RecordKey(RecordKind kind, String owner, String detail) {
    public RecordKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(detail, "detail");
        if (!detail.isEmpty() && owner.contains("#")) {
            // The sort key could be read in two ways. Subs are hexadecimal, and parts are named here.
            throw new IllegalArgumentException("The first half of a key of kind " + kind + " has no #.");
        }
    }

    public static RecordKey user(String sub) {
        return new RecordKey(RecordKind.USER, sub, "");
    }

    public static RecordKey group(String groupName) {
        return new RecordKey(RecordKind.GROUP, groupName, "");
    }

    public static RecordKey membership(String sub, String groupName) {
        return new RecordKey(RecordKind.MEMBERSHIP, sub, groupName);
    }

    public static RecordKey configuration(String part, String name) {
        return new RecordKey(RecordKind.CONFIGURATION, part, name);
    }

    /** The sort key of the record's item: the owner, and where there is a detail, {@code #} and the detail. */
    public String sortKey() {
        return switch (kind) {
            case USER, GROUP -> owner;
            case MEMBERSHIP, CONFIGURATION -> owner + "#" + detail;
        };
    }

    /** The shard of a user or membership; {@link Shard#UNSHARDED} for the other kinds. */
    public Shard shard() {
        return kind.sharded() ? Shard.of(owner) : Shard.UNSHARDED;
    }
}
