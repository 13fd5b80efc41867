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
 * Puts users and groups into pools without operations: no quota, no message, any status. Names and addresses that must be
 * unique are, and the schema knows every attribute; values are not checked, since a pool may hold what was let in before
 * a rule came.
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
        return operations.with(operations.pool(userPoolId), pool -> {
            List<String> subs = new ArrayList<>();
            seeds.forEach(seed -> subs.add(add(pool, seed).sub()));
            return subs;
        });
    }

    /** Adds a group, created now. */
    public void group(
            String userPoolId,
            String name,
            Optional<String> description,
            Optional<Integer> precedence,
            Optional<String> roleArn) {
        Pool pool = operations.pool(userPoolId);
        Instant now = clock.instant();
        synchronized (pool) {
            pool.addGroup(name, now).change(description, precedence, roleArn, now);
        }
    }

    /** Adds a group that has nothing but its name. */
    public void group(String userPoolId, String name) {
        group(userPoolId, name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private User add(Pool pool, UserSeed seed) {
        for (String attribute : seed.attributes().keySet()) {
            if (attribute.equals("sub") || !pool.schema().has(attribute)) {
                throw CognitoErrors.againstSchema("Type for attribute {" + attribute + "} could not be determined");
            }
        }
        String sub = seed.sub().orElseGet(ids::sub);
        boolean federated = seed.status() == UserStatus.EXTERNAL_PROVIDER
                || (pool.signIn().withUsernameAttributes()
                        && seed.attributes().containsKey("identities")
                        && !seed.username().equals(sub));
        boolean namedBySub = pool.signIn().withUsernameAttributes() && !federated;
        String username = namedBySub ? sub : pool.signIn().fold(seed.username());
        Instant created = seed.created().orElseGet(clock::instant);
        User user = new User(
                sub,
                username,
                seed.attributes(),
                federated ? User.Kind.FEDERATED : User.Kind.LOCAL,
                seed.status(),
                created);
        Enrolment.requireFree(
                pool, user, CognitoErrors.usernameExists("User account already exists"), CognitoErrors::aliasExists);
        user.enable(seed.enabled(), seed.lastModified().orElse(created));
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
            Map<String, String> all = new TreeMap<>(attributes);
            all.put("identities", identities(pool, providerName, externalId, true));
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
            String linked = identities(pool, providerName, externalId, false);
            pool.users().change(pool.user(username), Map.of("identities", linked), clock.instant());
        }
    }

    private String identities(Pool pool, String providerName, String externalId, boolean primary) {
        String type = Optional.ofNullable(pool.providers().get(providerName))
                .orElseThrow(() -> CognitoErrors.resourceNotFound("Identity provider does not exist."))
                .path("ProviderType")
                .asText();
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
