package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolUser;
import java.util.Map;

/**
 * What of a restore the two pools do not show, and a judge has to know.
 *
 * @param providers what identity providers of the source are called in the restored pool, where that differs
 * @param secondFactorsCaptured whether the backup has users' second factors
 */
public record Circumstances(Map<String, String> providers, boolean secondFactorsCaptured) {
    public Circumstances {
        providers = Map.copyOf(providers);
    }

    /** Providers with the same names, and nothing known of second factors. */
    public static Circumstances ordinary() {
        return new Circumstances(Map.of(), false);
    }

    Identities.Link inRestored(Identities.Link link) {
        return new Identities.Link(providers.getOrDefault(link.provider(), link.provider()), link.userId());
    }

    /** What the profile that a provider made is called once the provider has another name. */
    String usernameInRestored(PoolUser profile) {
        return Identities.own(profile)
                .filter(link -> providers.containsKey(link.provider()))
                .map(link -> providers.get(link.provider())
                        + profile.username().substring(link.provider().length()))
                .orElse(profile.username());
    }
}
