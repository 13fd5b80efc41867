package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A user to be put into a pool without an operation.
 *
 * @param sub empty for one that is made up
 * @param username the name. In a pool with username attributes it counts for federated profiles alone (status
 *     EXTERNAL_PROVIDER, or {@code identities} and a name that is not the sub); the Username of others is the sub there
 * @param attributes without {@code sub}; with {@code identities} for federated profiles and linked users
 * @param groups names of groups that are there
 * @param created empty for now, as is the next
 * @param mfa the second factors
 */
public record UserSeed(
        Optional<String> sub,
        String username,
        Map<String, String> attributes,
        UserStatus status,
        boolean enabled,
        List<String> groups,
        Optional<Instant> created,
        Optional<Instant> lastModified,
        UserMfa mfa) {
    public UserSeed {
        Objects.requireNonNull(sub, "sub");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(lastModified, "lastModified");
        Objects.requireNonNull(mfa, "mfa");
        attributes = Map.copyOf(attributes);
        groups = List.copyOf(groups);
    }

    /** A user without a second factor. */
    public UserSeed(
            Optional<String> sub,
            String username,
            Map<String, String> attributes,
            UserStatus status,
            boolean enabled,
            List<String> groups,
            Optional<Instant> created,
            Optional<Instant> lastModified) {
        this(sub, username, attributes, status, enabled, groups, created, lastModified, UserMfa.none());
    }

    /** An enabled, confirmed user in no group, created now. */
    public static UserSeed of(String username, Map<String, String> attributes) {
        return new UserSeed(
                Optional.empty(),
                username,
                attributes,
                UserStatus.CONFIRMED,
                true,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public UserSeed withSub(String other) {
        return new UserSeed(
                Optional.of(other), username, attributes, status, enabled, groups, created, lastModified, mfa);
    }

    public UserSeed withStatus(UserStatus other) {
        return new UserSeed(sub, username, attributes, other, enabled, groups, created, lastModified, mfa);
    }

    public UserSeed enabled(boolean other) {
        return new UserSeed(sub, username, attributes, status, other, groups, created, lastModified, mfa);
    }

    public UserSeed inGroups(List<String> names) {
        return new UserSeed(sub, username, attributes, status, enabled, names, created, lastModified, mfa);
    }

    public UserSeed withDates(Instant creation, Instant modification) {
        return new UserSeed(
                sub,
                username,
                attributes,
                status,
                enabled,
                groups,
                Optional.of(creation),
                Optional.of(modification),
                mfa);
    }

    public UserSeed withMfa(UserMfa other) {
        return new UserSeed(sub, username, attributes, status, enabled, groups, created, lastModified, other);
    }
}
