package cognitobackup.pool;

import java.util.Objects;
import java.util.Optional;

/**
 * What tells one pool's configuration from another's in one place.
 *
 * @param part as in {@link ConfigurationPart}
 * @param name which one of its part by a name that both pools may have, such as an app client's; empty where there is
 *     but one
 * @param member where in the part, in Cognito's own member names, such as
 *     {@code Policies.PasswordPolicy.MinimumLength}; empty where one pool does not have the part at all
 * @param source the source's value in words; empty where it has none
 * @param target the target's value likewise
 */
public record ConfigurationDifference(
        String part, String name, String member, Optional<String> source, Optional<String> target) {
    public ConfigurationDifference {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
