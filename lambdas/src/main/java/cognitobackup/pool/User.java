package cognitobackup.pool;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A user as ListUsers shows it.
 *
 * @param sub the pool's own id of the user; the record's key
 * @param username the Username that Cognito returns (a UUID in pools with username attributes)
 * @param attributes every attribute but {@code sub}, by name, values as Cognito returns them
 * @param enabled whether the user may sign in
 * @param status Cognito's UserStatus, such as {@code CONFIRMED}; kept as text since AWS may add more
 * @param created when the user was created in the pool; not part of any comparison
 * @param lastModified when the user was last changed in the pool; not part of any comparison
 */
public record User(
        String sub,
        String username,
        SortedMap<String, String> attributes,
        boolean enabled,
        String status,
        Instant created,
        Instant lastModified)
        implements PoolRecord {
    /** The attribute in which Cognito lists a user's identities at identity providers, as JSON. */
    public static final String IDENTITIES = "identities";

    public User {
        Objects.requireNonNull(sub, "sub");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(status, "status");
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    @Override
    public RecordKey key() {
        return RecordKey.user(sub);
    }

    /** Whether the user signs in through an identity provider, alone or beside a password. */
    public boolean federatedOrLinked() {
        return attributes.containsKey(IDENTITIES);
    }
}
