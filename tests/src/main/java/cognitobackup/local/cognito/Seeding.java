package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts users and groups into pools without operations: no quota, no message, any status. The rules of schema, names and
 * uniqueness hold here too, so that a seeded pool is one that AWS could have.
 */
public final class Seeding {
    private final Clock clock;
    private final Ids ids;
    private final Operations operations;

    Seeding(Clock clock, Ids ids, Operations operations) {
        this.clock = clock;
        this.ids = ids;
        this.operations = operations;
    }

    /**
     * Adds users, in order.
     *
     * @return their subs, in the same order
     * @throws AwsError when the pool could not hold one of them; those before it are there
     */
    public List<String> users(String userPoolId, List<UserSeed> seeds) {
        Pool pool = operations.pool(userPoolId);
        List<String> subs = new ArrayList<>();
        synchronized (pool) {
            seeds.forEach(seed -> subs.add(add(pool, seed).sub()));
        }
        return subs;
    }

    /** Adds a group. */
    public void group(
            String userPoolId,
            String name,
            Optional<String> description,
            Optional<Integer> precedence,
            Optional<String> roleArn) {
        Pool pool = operations.pool(userPoolId);
        synchronized (pool) {
            pool.addGroup(name, clock.instant()).change(description, precedence, roleArn, clock.instant());
        }
    }

    private User add(Pool pool, UserSeed seed) {
        Map<String, String> attributes = new TreeMap<>(seed.attributes());
        String identities = attributes.remove("identities");
        Map<String, String> kept = pool.schema().forNewUser(attributes, true);
        if (identities != null) {
            kept.put("identities", identities);
        }
        Instant now = clock.instant();
        String sub = seed.sub().orElseGet(ids::sub);
        boolean federated = seed.status() == UserStatus.EXTERNAL_PROVIDER;
        boolean namedBySub = pool.signIn().withUsernameAttributes() && !federated;
        String username = namedBySub ? sub : pool.signIn().fold(seed.username());
        if (!namedBySub && !federated) {
            pool.signIn().usernameAttributeOf(username);
        }
        User user = new User(sub, username, seed.status(), now);
        user.change(kept, now);
        Enrolment.requireFree(
                pool, user, CognitoErrors.usernameExists("User account already exists"), CognitoErrors::aliasExists);
        user.enable(seed.enabled(), now);
        pool.users().add(user);
        seed.groups().forEach(name -> pool.addMember(pool.group(name), user));
        return user;
    }

    /**
     * What a first sign-in through an identity provider of the pool does: a profile named by provider and external id,
     * in the group that Cognito made for the provider.
     *
     * @param externalId the provider's id of the user
     * @param attributes as the provider's attributes were mapped
     * @return the sub of the new profile
     */
    public String federatedSignIn(
            String userPoolId, String providerName, String externalId, Map<String, String> attributes) {
        Pool pool = operations.pool(userPoolId);
        synchronized (pool) {
            String type = Optional.ofNullable(pool.providers().get(providerName))
                    .orElseThrow(() -> CognitoErrors.resourceNotFound("Identity provider does not exist."))
                    .path("ProviderType")
                    .asText();
            Map<String, String> all = new TreeMap<>(attributes);
            all.put("identities", identities(externalId, providerName, type, true));
            UserSeed seed = UserSeed.of(providerName + "_" + externalId, all)
                    .withStatus(UserStatus.EXTERNAL_PROVIDER)
                    .inGroups(List.of(pool.groupNameOfProvider(providerName)));
            return add(pool, seed).sub();
        }
    }

    /** Links an external identity to a local user, as AdminLinkProviderForUser would. */
    public void link(String userPoolId, String username, String providerName, String externalId) {
        Pool pool = operations.pool(userPoolId);
        synchronized (pool) {
            String type = Optional.ofNullable(pool.providers().get(providerName))
                    .orElseThrow(() -> CognitoErrors.resourceNotFound("Identity provider does not exist."))
                    .path("ProviderType")
                    .asText();
            String linked = identities(externalId, providerName, type, false);
            pool.users().change(pool.user(username), Map.of("identities", linked), clock.instant());
        }
    }

    private String identities(String externalId, String providerName, String type, boolean primary) {
        ArrayNode identities = JsonNodeFactory.instance.arrayNode();
        identities
                .addObject()
                .put("userId", externalId)
                .put("providerName", providerName)
                .put("providerType", type)
                .putNull("issuer")
                .put("primary", primary)
                .put("dateCreated", clock.millis());
        return identities.toString();
    }
}
