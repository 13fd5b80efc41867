package cognitobackup.drill.population;

import cognitobackup.local.cognito.UserMfa;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A user as ListUsers shows it, with second factors where they were asked for.
 *
 * @param username the Username that Cognito returns
 * @param attributes every attribute by name, {@code sub} included
 * @param enabled whether the user may sign in
 * @param status Cognito's UserStatus
 * @param created when the user was created
 * @param lastModified when the user was last changed
 * @param mfa the second factors; none where nobody asked
 */
public record PoolUser(
        String username,
        SortedMap<String, String> attributes,
        boolean enabled,
        String status,
        Instant created,
        Instant lastModified,
        UserMfa mfa) {
    public PoolUser {
        Objects.requireNonNull(mfa, "mfa");
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (!attributes.containsKey("sub")) {
            throw new IllegalArgumentException("A user has no sub.");
        }
    }

    /** A user of whose second factors nothing is known. */
    public PoolUser(
            String username,
            SortedMap<String, String> attributes,
            boolean enabled,
            String status,
            Instant created,
            Instant lastModified) {
        this(username, attributes, enabled, status, created, lastModified, UserMfa.none());
    }

    public PoolUser with(UserMfa other) {
        return new PoolUser(username, attributes, enabled, status, created, lastModified, other);
    }

    public PoolUser with(Map<String, String> others) {
        return new PoolUser(username, new TreeMap<>(others), enabled, status, created, lastModified, mfa);
    }

    public PoolUser withStatus(String other) {
        return new PoolUser(username, attributes, enabled, other, created, lastModified, mfa);
    }

    public PoolUser enabled(boolean other) {
        return new PoolUser(username, attributes, other, status, created, lastModified, mfa);
    }

    public String sub() {
        return attributes.get("sub");
    }
}
