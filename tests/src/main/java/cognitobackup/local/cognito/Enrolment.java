package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How a user comes into a pool: the rules that AdminCreateUser, SignUp, import jobs and seeding share. */
final class Enrolment {
    private final Clock clock;
    private final Ids ids;
    private final Duration listingDelay;

    Enrolment(Clock clock, Ids ids, Duration listingDelay) {
        this.clock = clock;
        this.ids = ids;
        this.listingDelay = listingDelay;
    }

    /**
     * Makes a user of a pool, without adding it.
     *
     * @param requested the Username that was asked for: in a pool with username attributes the e-mail or phone number
     * @param mayOmitMutable whether required attributes may be missing, if all of them can be set later
     * @throws AwsError when the pool does not take such a name or such attributes
     */
    User prepare(
            Pool pool, String requested, Map<String, String> attributes, UserStatus status, boolean mayOmitMutable) {
        return prepare(pool, requested, attributes, status, mayOmitMutable, clock.instant());
    }

    /** The same at another moment than now. */
    User prepare(
            Pool pool,
            String requested,
            Map<String, String> attributes,
            UserStatus status,
            boolean mayOmitMutable,
            Instant now) {
        Map<String, String> given = new LinkedHashMap<>(attributes);
        Optional<String> attribute = pool.signIn().usernameAttributeOf(requested);
        attribute.ifPresent(name -> {
            String value = given.putIfAbsent(name, requested);
            if (value != null && !pool.signIn().fold(value).equals(pool.signIn().fold(requested))) {
                throw CognitoErrors.invalidParameter("The attribute " + name + " is not what the Username is.");
            }
        });
        Map<String, String> kept = pool.schema().forNewUser(given, mayOmitMutable);
        String sub = ids.sub();
        String username = attribute.isPresent() ? sub : pool.signIn().fold(requested);
        User user = new User(sub, username, kept, User.Kind.LOCAL, status, now);
        user.listFrom(listingDelay.isZero() ? Instant.MIN : now.plus(listingDelay));
        return user;
    }

    /**
     * Refuses a prepared user whose name or unique attribute is taken.
     *
     * @param nameTaken the error for a taken name
     * @param attributeTaken the error for a taken attribute, by its name
     */
    static void requireFree(Pool pool, User user, AwsError nameTaken, Function<String, AwsError> attributeTaken) {
        if (pool.users().withUsername(user.username()).isPresent()) {
            throw nameTaken;
        }
        for (String attribute : pool.signIn().uniqueAttributes(user)) {
            String value = user.attribute(attribute).orElseThrow();
            if (pool.users().withUnique(attribute, value).isPresent()) {
                throw attributeTaken.apply(attribute);
            }
        }
    }
}
