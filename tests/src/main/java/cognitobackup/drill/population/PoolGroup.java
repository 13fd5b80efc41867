package cognitobackup.drill.population;

import java.time.Instant;
import java.util.Optional;

/**
 * A group as ListGroups shows it.
 *
 * @param name the group's name
 * @param description what it is for
 * @param precedence 0 and up, lower wins
 * @param roleArn the IAM role of its members
 * @param created when the group was created
 * @param lastModified when the group was last changed
 */
public record PoolGroup(
        String name,
        Optional<String> description,
        Optional<Integer> precedence,
        Optional<String> roleArn,
        Instant created,
        Instant lastModified) {}
