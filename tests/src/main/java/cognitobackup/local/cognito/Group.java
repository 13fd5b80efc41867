package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A group of a pool. Guarded by its pool's monitor. */
final class Group {
    private final String name;
    private final Instant created;
    private final NavigableMap<String, User> members = new TreeMap<>();
    private Instant lastModified;
    private Optional<String> description = Optional.empty();
    private Optional<Integer> precedence = Optional.empty();
    private Optional<String> roleArn = Optional.empty();

    Group(String name, Instant created) {
        this.name = name;
        this.created = created;
        this.lastModified = created;
    }

    String name() {
        return name;
    }

    Optional<String> description() {
        return description;
    }

    Optional<Integer> precedence() {
        return precedence;
    }

    Optional<String> roleArn() {
        return roleArn;
    }

    /** The members by sub. To be changed by {@link Pool} alone. */
    NavigableMap<String, User> members() {
        return members;
    }

    /** Sets what is given and leaves the rest. */
    void change(
            Optional<String> newDescription,
            Optional<Integer> newPrecedence,
            Optional<String> newRoleArn,
            Instant now) {
        description = newDescription.or(() -> description);
        precedence = newPrecedence.or(() -> precedence);
        roleArn = newRoleArn.or(() -> roleArn);
        lastModified = now;
    }

    ObjectNode describe(String userPoolId) {
        ObjectNode shown = Json.object().put("GroupName", name).put("UserPoolId", userPoolId);
        description.ifPresent(value -> shown.put("Description", value));
        precedence.ifPresent(value -> shown.put("Precedence", value));
        roleArn.ifPresent(value -> shown.put("RoleArn", value));
        shown.set("LastModifiedDate", Json.date(lastModified));
        shown.set("CreationDate", Json.date(created));
        return shown;
    }
}
