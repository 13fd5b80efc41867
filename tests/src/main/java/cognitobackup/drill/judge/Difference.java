package cognitobackup.drill.judge;

import java.util.Objects;
import java.util.Optional;

/**
 * One way in which the restored pool is not the source.
 *
 * @param identity whom or what it is about: what a user signs in with, or a group's name
 * @param field {@code User}, {@code User.} and a member or attribute, {@code Group}, {@code Group.} and a member, or
 *     {@code Membership.} and the group's name
 * @param expected the value in the source, {@code present} for a thing that is there, empty for one that is not
 * @param actual the same of the restored pool
 * @param reason why no restore can do better; empty for a fault
 */
public record Difference(
        String identity, String field, Optional<String> expected, Optional<String> actual, Optional<Reason> reason) {
    static final Optional<String> PRESENT = Optional.of("present");

    public Difference {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(actual, "actual");
        Objects.requireNonNull(reason, "reason");
    }

    /** Whether nothing on the closed list of reasons accounts for it. */
    public boolean isFault() {
        return reason.isEmpty();
    }
}
