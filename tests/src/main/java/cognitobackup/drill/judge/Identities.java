package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** By what the judge takes two users of two pools for the same person, and whom for one that only a provider can make. */
final class Identities {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Identities() {}

    /** Empty for a user of a pool with username attributes who has none of them. */
    static Optional<String> of(PoolUser user, PoolDump pool) {
        Optional<String> identity = Optional.of(user.username());
        if (!pool.usernameAttributes().isEmpty() && !isFederatedProfile(user)) {
            identity = attribute(user, pool, "email").or(() -> attribute(user, pool, "phone_number"));
        }
        return identity.map(name -> pool.caseSensitive() ? name : name.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> attribute(PoolUser user, PoolDump pool, String name) {
        boolean signsIn = pool.usernameAttributes().contains(name);
        return Optional.ofNullable(user.attributes().get(name)).filter(value -> signsIn && !value.isEmpty());
    }

    /** Whether two values of {@code identities} name the same users of the same providers; when they were linked differs. */
    static boolean same(String one, String other) {
        return one != null && other != null && links(one).equals(links(other));
    }

    /** Provider and external id of each; the text itself where it is not Cognito's. */
    private static Set<String> links(String identities) {
        Set<String> links = new TreeSet<>();
        try {
            for (JsonNode link : JSON.readTree(identities)) {
                links.add(link.path("providerName").asText() + " "
                        + link.path("userId").asText());
            }
            return links;
        } catch (JsonProcessingException e) {
            return Set.of(identities);
        }
    }

    /**
     * Whether Cognito made this user at a sign-in through a provider. Its status does not tell: setting a password makes
     * it CONFIRMED. Its Username does: the provider's name, an underscore, and the provider's id of the user.
     */
    static boolean isFederatedProfile(PoolUser user) {
        String identities = user.attributes().get("identities");
        if (identities == null) {
            return false;
        }
        try {
            for (JsonNode link : JSON.readTree(identities)) {
                String name = link.path("providerName").asText() + "_"
                        + link.path("userId").asText();
                if (name.equalsIgnoreCase(user.username())) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            return false; // not Cognito's: to be judged like any other attribute
        }
    }
}
