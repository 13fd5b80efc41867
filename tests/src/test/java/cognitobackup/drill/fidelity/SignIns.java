package cognitobackup.drill.fidelity;

import cognitobackup.drill.Stage;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.PoolState;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The users of a case whom only a provider's sign-in brings back: they sign in, and then have to get their groups. */
final class SignIns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Case tried;
    private final List<SignIn> all = new ArrayList<>();
    private final Map<String, Set<String>> groups = new HashMap<>();

    /** @param provider its name in the target */
    private record SignIn(PoolUser user, String provider, String externalId) {}

    private SignIns(Case tried) {
        this.tried = tried;
    }

    static SignIns of(Case tried) {
        SignIns signIns = new SignIns(tried);
        Set<String> there = new TreeSet<>();
        tried.target()
                .path("IdentityProviders")
                .forEach(provider -> there.add(provider.path("ProviderName").asText()));
        for (PoolUser user : tried.source().users()) {
            for (JsonNode link : links(user.attributes().getOrDefault("identities", "[]"))) {
                String provider = link.path("providerName").asText();
                String name = tried.providers().getOrDefault(provider, provider);
                if (link.path("primary").asBoolean() && there.contains(name)) {
                    signIns.all.add(new SignIn(user, name, link.path("userId").asText()));
                }
            }
        }
        return signIns;
    }

    static JsonNode links(String identities) {
        try {
            return JSON.readTree(identities);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    void signIn(Stage stage, String target) {
        for (SignIn each : all) {
            String sub = stage.userPools(Stage.PRIMARY)
                    .seed()
                    .federatedSignIn(target, each.provider(), each.externalId(), Map.of());
            Set<String> due = new TreeSet<>();
            due.add(target + "_" + each.provider());
            for (PoolMembership membership : tried.source().memberships()) {
                boolean ofCognito =
                        membership.groupName().startsWith(tried.source().userPoolId() + "_");
                if (membership.username().equals(each.user().username()) && !ofCognito) {
                    due.add(membership.groupName());
                }
            }
            groups.put(sub, due);
        }
    }

    /** What is wrong with their groups, or with anybody else, after another import. */
    List<String> faults(PoolState before, PoolState after) {
        List<String> faults = new ArrayList<>();
        groups.forEach((sub, due) -> {
            Set<String> actual = groupsOf(after, sub);
            if (!actual.equals(due)) {
                faults.add(String.format(
                        Locale.ROOT, "after the sign-in: %s is in the groups %s, not in %s", sub, actual, due));
            }
        });
        for (PoolState.User user : before.users()) {
            if (!groups.containsKey(user.sub())
                    && tried.fault().isEmpty()
                    && !groupsOf(after, user.sub()).equals(groupsOf(before, user.sub()))) {
                faults.add("after the sign-in of others: the groups of " + user.username() + " are other ones");
            }
        }
        return faults;
    }

    private static Set<String> groupsOf(PoolState state, String sub) {
        Set<String> names = new TreeSet<>();
        state.memberships().stream()
                .filter(membership -> membership.sub().equals(sub))
                .forEach(membership -> names.add(membership.groupName()));
        return names;
    }
}
