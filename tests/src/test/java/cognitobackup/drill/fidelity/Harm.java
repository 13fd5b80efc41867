package cognitobackup.drill.fidelity;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.MfaFactor;
import cognitobackup.local.cognito.UserMfa;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Harms a restored pool in one way, as a fault of an import would: whoever judges the pool has to see it. */
final class Harm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NOT_TO_BE_CHOSEN = Set.of("sub", "identities");

    /** What is done to the pool. */
    enum Kind {
        DROP_ATTRIBUTE,
        CHANGE_ATTRIBUTE,
        ADD_ATTRIBUTE,
        VERIFY_ADDRESS,
        TOGGLE_ENABLED,
        SWAP_STATUS,
        SWAP_SUBS,
        DROP_USER,
        ADD_USER,
        DROP_LINK,
        CHANGE_LINK,
        ADD_FACTOR,
        DROP_MEMBERSHIP,
        ADD_MEMBERSHIP,
        DROP_GROUP,
        CHANGE_GROUP
    }

    private final PoolDump pool;
    private final Predicate<PoolUser> asPlanned;
    private final Predicate<PoolUser> hadTextMessages;
    private final Random random;

    /**
     * @param asPlanned whom the report says nothing of: what it does say may cover a harm
     * @param hadTextMessages who had codes by text message in the source: to have them again would be no harm
     */
    Harm(PoolDump pool, Predicate<PoolUser> asPlanned, Predicate<PoolUser> hadTextMessages, Random random) {
        this.pool = pool;
        this.asPlanned = asPlanned;
        this.hadTextMessages = hadTextMessages;
        this.random = random;
    }

    /** The harmed pool; empty where it has nothing to be harmed in this way. */
    Optional<PoolDump> done(Kind kind) {
        return switch (kind) {
            case DROP_ATTRIBUTE -> attribute((attributes, name) -> attributes.remove(name));
            case CHANGE_ATTRIBUTE ->
                attribute((attributes, name) -> attributes.merge(
                        name, "~", (value, suffix) -> value.equals("true") ? "false" : value + suffix));
            case ADD_ATTRIBUTE ->
                user(
                        user -> !user.attributes().containsKey("nickname"),
                        user -> changed(user, attributes -> attributes.put("nickname", "harm")));
            case VERIFY_ADDRESS ->
                user(
                        user -> user.attributes().containsKey("email")
                                && !"true".equals(user.attributes().get("email_verified")),
                        user -> changed(user, attributes -> attributes.put("email_verified", "true")));
            case TOGGLE_ENABLED -> user(user -> true, user -> user.enabled(!user.enabled()));
            case SWAP_STATUS ->
                user(
                        user -> true,
                        user -> user.withStatus(user.status().equals("CONFIRMED") ? "RESET_REQUIRED" : "CONFIRMED"));
            case SWAP_SUBS ->
                user(
                        user -> true,
                        user -> changed(
                                user,
                                attributes -> attributes.put(
                                        "sub", new UUID(random.nextLong(), random.nextLong()).toString())));
            case DROP_USER -> one(pool.users(), asPlanned).map(lost -> with(without(pool.users(), lost)));
            case ADD_USER -> one(pool.users(), user -> true).map(like -> with(and(pool.users(), stranger(like))));
            case DROP_LINK -> links(links -> links.remove(0));
            case CHANGE_LINK -> links(links -> ((ObjectNode) links.get(0)).put("userId", "harm"));
            case ADD_FACTOR ->
                user(
                        user -> !pool.userPool()
                                        .path("MfaConfiguration")
                                        .asText()
                                        .equals("ON")
                                && !user.mfa().enabled().contains(MfaFactor.SMS_MFA)
                                && !hadTextMessages.test(user),
                        user -> user.with(smsToo(user.mfa())));
            case DROP_MEMBERSHIP ->
                one(pool.memberships(), member -> ofPlanned(member.username()))
                        .map(lost -> new PoolDump(
                                pool.userPool(), pool.users(), pool.groups(), without(pool.memberships(), lost)));
            case ADD_MEMBERSHIP -> addMembership();
            case DROP_GROUP ->
                one(pool.groups(), this::own)
                        .map(lost -> new PoolDump(
                                pool.userPool(), pool.users(), without(pool.groups(), lost), pool.memberships()));
            case CHANGE_GROUP ->
                one(pool.groups(), this::own)
                        .map(group -> new PoolDump(
                                pool.userPool(),
                                pool.users(),
                                and(without(pool.groups(), group), changed(group)),
                                pool.memberships()));
        };
    }

    private interface AttributeChange {
        void change(SortedMap<String, String> attributes, String name);
    }

    /** Of somebody's attributes one whose value says something. */
    private Optional<PoolDump> attribute(AttributeChange change) {
        return user(
                user -> !saying(user).isEmpty(),
                user -> changed(
                        user,
                        attributes -> change.change(
                                attributes,
                                saying(user).get(random.nextInt(saying(user).size())))));
    }

    private static List<String> saying(PoolUser user) {
        List<String> names = new ArrayList<>();
        user.attributes().forEach((name, value) -> {
            if (!value.isEmpty() && !value.equals("false") && !NOT_TO_BE_CHOSEN.contains(name)) {
                names.add(name);
            }
        });
        return names;
    }

    private Optional<PoolDump> user(Predicate<PoolUser> which, UnaryOperator<PoolUser> change) {
        return one(pool.users(), asPlanned.and(which))
                .map(user -> with(and(without(pool.users(), user), change.apply(user))));
    }

    private Optional<PoolDump> links(Consumer<ArrayNode> change) {
        return user(
                user -> user.attributes().containsKey("identities"),
                user -> changed(user, attributes -> {
                    ArrayNode links = read(attributes.get("identities"));
                    change.accept(links);
                    attributes.put("identities", links.toString());
                }));
    }

    private static ArrayNode read(String identities) {
        try {
            return (ArrayNode) JSON.readTree(identities);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<PoolDump> addMembership() {
        for (PoolUser user : shuffled(pool.users())) {
            for (PoolGroup group : shuffled(pool.groups())) {
                PoolMembership more = new PoolMembership(user.username(), group.name());
                if (!pool.memberships().contains(more)) {
                    return Optional.of(
                            new PoolDump(pool.userPool(), pool.users(), pool.groups(), and(pool.memberships(), more)));
                }
            }
        }
        return Optional.empty();
    }

    private boolean own(PoolGroup group) {
        return !group.name().startsWith(pool.userPoolId() + "_");
    }

    private boolean ofPlanned(String username) {
        return pool.users().stream().anyMatch(user -> user.username().equals(username) && asPlanned.test(user));
    }

    private static PoolGroup changed(PoolGroup group) {
        return new PoolGroup(
                group.name(),
                Optional.of(group.description().orElse("") + "~"),
                group.precedence(),
                group.roleArn(),
                group.created(),
                group.lastModified());
    }

    private static UserMfa smsToo(UserMfa mfa) {
        Set<MfaFactor> more = EnumSet.of(MfaFactor.SMS_MFA);
        more.addAll(mfa.enabled());
        return new UserMfa(more, mfa.preferred(), mfa.softwareToken(), mfa.passkeys());
    }

    private static PoolUser changed(PoolUser user, Consumer<SortedMap<String, String>> change) {
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        change.accept(attributes);
        return user.with(attributes);
    }

    private PoolUser stranger(PoolUser like) {
        SortedMap<String, String> attributes = new TreeMap<>(like.attributes());
        attributes.remove("identities");
        attributes.put("sub", "stranger");
        attributes.put("email", "stranger@example.com");
        attributes.put("phone_number", "+15550001");
        return new PoolUser("stranger", attributes, true, "CONFIRMED", like.created(), like.lastModified());
    }

    private PoolDump with(List<PoolUser> users) {
        return new PoolDump(pool.userPool(), users, pool.groups(), pool.memberships());
    }

    private <T> Optional<T> one(List<T> all, Predicate<? super T> which) {
        return shuffled(all).stream().filter(which).findFirst();
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static <T> List<T> without(List<T> all, T one) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(one);
        return rest;
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
