package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a target keeps which user of the source a user was: a custom attribute that every created user is given with the
 * old {@code sub}, which no import can restore. By it a later import knows users of a former one again, and so do
 * applications whose data refers to users by {@code sub}.
 *
 * @param attribute the attribute; empty where the target's schema does not have it
 * @param believed whether nobody but an administrator can have written it
 */
record OriginalSub(Optional<String> attribute, boolean believed) {
    private static final String TEXT = "String";

    /** As long as every sub that Cognito makes. */
    private static final String SOME_SUB = "00000000-0000-0000-0000-000000000000";

    /** The attribute that is left out of a comparison with this target, since the backup says something else there. */
    static Optional<String> attribute(PoolSettings target, String name) {
        return Optional.ofNullable(target.attributes().get(name))
                .filter(attribute -> attribute.type().equals(TEXT) && attribute.takes(SOME_SUB))
                .map(attribute -> name);
    }

    /** What a target can hold, the kept old sub left out. */
    static Restorable restorable(PoolSettings target, String name) {
        return new Restorable(target, attribute(target, name).map(Set::of).orElse(Set.of()));
    }

    /**
     * Whether nobody but an administrator can have written it: no app client lets its users write it; or nobody can sign
     * up, and what a user was created with cannot be changed. Otherwise anybody who knows the sub of somebody else, which
     * is no secret, could claim that person's groups.
     */
    static OriginalSub in(PoolSettings target, String name, TargetFacts facts) {
        Optional<String> attribute = attribute(target, name);
        boolean fixed = attribute.isPresent() && !target.attributes().get(name).mutable();
        return new OriginalSub(
                attribute,
                attribute.isPresent() && (!facts.writableByUsers().contains(name) || (fixed && !facts.selfSignUp())));
    }

    /** The sub of the planned user that a user of the target is; empty where that is not known for sure. */
    Optional<String> of(User user) {
        return believed
                ? attribute
                        .map(name -> user.attributes().getOrDefault(name, ""))
                        .filter(sub -> !sub.isEmpty())
                : Optional.empty();
    }

    /** The attributes that a user is created with. */
    Map<String, String> keep(String sub, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        attribute.ifPresent(name -> all.put(name, sub));
        return all;
    }
}
