package cognitobackup.drill.population;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A user as ListUsers shows it.
 *
 * @param username the Username that Cognito returns
 * @param attributes every attribute by name, {@code sub} included
 * @param enabled whether the user may sign in
 * @param status Cognito's UserStatus
 * @param created when the user was created
 * @param lastModified when the user was last changed
 */
public record PoolUser(
        String username,
        SortedMap<String, String> attributes,
        boolean enabled,
        String status,
        Instant created,
        Instant lastModified) {
    public PoolUser {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (!attributes.containsKey("sub")) {
            throw new IllegalArgumentException("A user has no sub.");
        }
    }

    public String sub() {
        return attributes.get("sub");
    }
}
