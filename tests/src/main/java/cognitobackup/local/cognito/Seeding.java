package cognitobackup.local.cognito;

import cognitobackup.local.cognito.Identities.Identity;
import cognitobackup.local.http.AwsError;
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
        Instant now = clock.instant();
        operations.with(operations.pool(userPoolId), pool -> {
            Group group = pool.addGroup(name, now);
            group.change(description, precedence, roleArn, now);
            return group;
        });
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
        user.changeMfa(seed.mfa(), created);
        user.enable(seed.enabled(), seed.lastModified().orElse(created));
        pool.users().add(user);
        seed.groups().forEach(name -> pool.addMember(pool.group(name), user));
        return user;
    }

    /**
     * What a sign-in through an identity provider of the pool does: the first makes a profile named by provider and
     * external id, in the group that Cognito made for the provider, unless the identity is linked to a user.
     *
     * @param externalId the provider's id of the user
     * @param attributes as the provider's attributes were mapped
     * @return the sub of the profile that is signed in to
     */
    public String federatedSignIn(
            String userPoolId, String providerName, String externalId, Map<String, String> attributes) {
        return operations.with(operations.pool(userPoolId), pool -> {
            Identity identity = new Identity(providerName, externalId);
            return pool.users().withIdentity(identity).map(User::sub).orElseGet(() -> newProfile(
                            pool, identity, attributes)
                    .sub());
        });
    }

    private User newProfile(Pool pool, Identity identity, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(Identities.ATTRIBUTE, with(pool, "", identity, true));
        return add(
                pool,
                UserSeed.of(identity.providerName() + "_" + identity.userId(), all)
                        .withStatus(UserStatus.EXTERNAL_PROVIDER)
                        .inGroups(List.of(pool.groupNameOfProvider(identity.providerName()))));
    }

    /** Links an external identity to a local user, as AdminLinkProviderForUser would. */
    public void link(String userPoolId, String username, String providerName, String externalId) {
        operations.with(operations.pool(userPoolId), pool -> {
            User user = pool.user(username);
            String before = user.attribute(Identities.ATTRIBUTE).orElse("");
            String linked = with(pool, before, new Identity(providerName, externalId), false);
            pool.users().change(user, Map.of(Identities.ATTRIBUTE, linked), clock.instant());
            return user;
        });
    }

    private String with(Pool pool, String before, Identity identity, boolean primary) {
        String type = Optional.ofNullable(pool.providers().get(identity.providerName()))
                .orElseThrow(() -> CognitoErrors.resourceNotFound("Identity provider does not exist."))
                .path("ProviderType")
                .asText();
        return Identities.with(before, identity, type, primary, clock.instant());
    }
}
