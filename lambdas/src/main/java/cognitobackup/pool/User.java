package cognitobackup.pool;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A user as ListUsers shows it, and where it was asked for by itself, its second factors.
 *
 * @param sub the pool's own id of the user; the record's key
 * @param username the Username that Cognito returns (a UUID in pools with username attributes)
 * @param attributes every attribute but {@code sub}, by name, values as Cognito returns them
 * @param enabled whether the user may sign in
 * @param status Cognito's UserStatus, such as {@code CONFIRMED}; kept as text since AWS may add more
 * @param created when the user was created in the pool; not part of any comparison
 * @param lastModified when the user was last changed in the pool; not part of any comparison
 * @param mfa its second factors; empty where nobody asked, {@link MfaPreference#NONE} where it has switched on none. What
 *     is stored does not tell the two apart
 */
public record User(
        String sub,
        String username,
        SortedMap<String, String> attributes,
        boolean enabled,
        String status,
        Instant created,
        Instant lastModified,
        Optional<MfaPreference> mfa)
        implements PoolRecord {
    /** The attribute in which Cognito lists a user's identities at identity providers, as JSON. */
    public static final String IDENTITIES = "identities";

    public User {
        Objects.requireNonNull(sub, "sub");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(mfa, "mfa");
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** A user about whose second factors nobody asked. */
    public User(
            String sub,
            String username,
            SortedMap<String, String> attributes,
            boolean enabled,
            String status,
            Instant created,
            Instant lastModified) {
        this(sub, username, attributes, enabled, status, created, lastModified, Optional.empty());
    }

    /** The same user with these second factors. */
    public User with(Optional<MfaPreference> otherMfa) {
        return new User(sub, username, attributes, enabled, status, created, lastModified, otherMfa);
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
