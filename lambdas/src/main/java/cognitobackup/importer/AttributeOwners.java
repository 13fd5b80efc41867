package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.pool.PoolSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who of a target has a value that only one user may have: an attribute that the pool signs in with, or an alias, which
 * an address is once it is verified. Cognito takes a verified alias from its owner without a word where another user is
 * given it, so it is looked for before.
 */
final class AttributeOwners {
    private static final String PREFERRED_USERNAME = "preferred_username";

    /** The attributes that can be one user's alone. */
    static final List<String> UNIQUE = List.of("email", "phone_number", PREFERRED_USERNAME);

    private final UserPool target;
    private final PoolSettings settings;

    AttributeOwners(UserPool target, PoolSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    /** Which attributes of those that a new user is to have another user has to itself. */
    SortedSet<String> taken(Map<String, String> attributes) {
        return UNIQUE.stream()
                .filter(name -> taken(name, attributes, ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether another user has the value of an attribute to itself.
     *
     * @param attributes what the user is to have, of an address also whether it is verified
     * @param ownSub the user's sub in the target
     */
    boolean taken(String attribute, Map<String, String> attributes, String ownSub) {
        boolean signIn = settings.usernameAttributes().contains(attribute);
        String value = attributes.getOrDefault(attribute, "");
        if (value.isEmpty() || !unique(attribute, attributes, settings)) {
            return false;
        }
        return spellings(value).stream()
                .flatMap(spelling -> target.findUsersByAttribute(attribute, spelling).stream())
                .filter(user -> !user.sub().equals(ownSub))
                .filter(user -> folded(value).equals(folded(user.attributes().getOrDefault(attribute, ""))))
                .anyMatch(user -> signIn || verified(attribute, user.attributes()));
    }

    /** Whether what a user has in an attribute would be its alias, in a pool where the attribute is one. */
    static boolean alias(String attribute, Map<String, String> attributes) {
        return !attributes.getOrDefault(attribute, "").isEmpty() && verified(attribute, attributes);
    }

    /** Whether a user with these attributes has this one to itself in a pool. */
    static boolean unique(String attribute, Map<String, String> attributes, PoolSettings pool) {
        return pool.usernameAttributes().contains(attribute)
                || (pool.aliasAttributes().contains(attribute) && alias(attribute, attributes));
    }

    private static boolean verified(String attribute, Map<String, String> attributes) {
        return attribute.equals(PREFERRED_USERNAME) || "true".equals(attributes.get(Addresses.flagOf(attribute)));
    }

    /** AWS's pages disagree on whether a search tells upper from lower case. */
    private Set<String> spellings(String value) {
        Set<String> spellings = new TreeSet<>(Set.of(value));
        spellings.add(folded(value));
        return spellings;
    }

    private String folded(String value) {
        return settings.caseSensitive() ? value : value.toLowerCase(Locale.ROOT);
    }
}
