package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** By what the judge takes two users of two pools for the same person, and whom for one that only a provider can make. */
final class Identities {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ATTRIBUTE = "identities";

    private Identities() {}

    /** What somebody is called at an identity provider. */
    record Link(String provider, String userId) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            return Comparator.comparing(Link::provider)
                    .thenComparing(Link::userId)
                    .compare(this, other);
        }
    }

    /** Empty for a user of a pool with username attributes who has none of them. */
    static Optional<String> of(PoolUser user, PoolDump pool) {
        return of(user, pool, Circumstances.ordinary());
    }

    /** The same as it is to be in the restored pool. */
    static Optional<String> of(PoolUser user, PoolDump pool, Circumstances circumstances) {
        Optional<String> identity = isFederatedProfile(user)
                ? Optional.of(circumstances.usernameInRestored(user))
                : pool.usernameAttributes().isEmpty()
                        ? Optional.of(user.username())
                        : attribute(user, pool, "email").or(() -> attribute(user, pool, "phone_number"));
        return identity.map(name -> pool.caseSensitive() ? name : name.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> attribute(PoolUser user, PoolDump pool, String name) {
        boolean signsIn = pool.usernameAttributes().contains(name);
        return Optional.ofNullable(user.attributes().get(name)).filter(value -> signsIn && !value.isEmpty());
    }

    /** Who the user is at which providers; none where the attribute is not Cognito's. */
    static SortedSet<Link> links(PoolUser user) {
        SortedSet<Link> links = new TreeSet<>();
        try {
            for (JsonNode link : JSON.readTree(user.attributes().getOrDefault(ATTRIBUTE, "[]"))) {
                links.add(new Link(
                        link.path("providerName").asText(), link.path("userId").asText()));
            }
            return links;
        } catch (JsonProcessingException e) {
            return new TreeSet<>();
        }
    }

    /**
     * Whether Cognito made this user at a sign-in through a provider. Its status does not tell: setting a password makes
     * it CONFIRMED. Its Username does: the provider's name, an underscore, and the provider's id of the user.
     */
    static boolean isFederatedProfile(PoolUser user) {
        return own(user).isPresent();
    }

    /** Whose sign-in made the profile. */
    static Optional<Link> own(PoolUser user) {
        return links(user).stream()
                .filter(link -> (link.provider() + "_" + link.userId()).equalsIgnoreCase(user.username()))
                .findFirst();
    }
}
