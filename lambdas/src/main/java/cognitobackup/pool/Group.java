package cognitobackup.pool;

import java.util.Objects;
import java.util.Optional;

/**
 * A group of a user pool.
 *
 * @param name the group's name; the record's key
 * @param description what the group is for, up to 2,048 characters
 * @param precedence 0 and up, lower wins; empty means none
 * @param roleArn the IAM role of the group's members
 */
public record Group(String name, Optional<String> description, Optional<Integer> precedence, Optional<String> roleArn)
        implements PoolRecord {
    public Group {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(precedence, "precedence");
        Objects.requireNonNull(roleArn, "roleArn");
    }

    @Override
    public RecordKey key() {
        return RecordKey.group(name);
    }
}
