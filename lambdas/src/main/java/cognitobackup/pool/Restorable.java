package cognitobackup.pool;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one target pool can hold of users, groups and memberships, and the comparison across pools that follows from it.
 * Users are named by their identity as the target would compute it, for users of the source and of the target alike.
 * What is left out is listed in docs/data-format.md.
 */
public final class Restorable {
    /** Set by Cognito alone, whatever an import asks for. */
    private static final Set<String> SET_BY_COGNITO = Set.of("sub", User.IDENTITIES);

    /** What a case-insensitive pool compares, and returns, in lower case. */
    private static final Set<String> FOLDED_BY_CASE = Set.of("email", "preferred_username");

    /** Cognito may or may not show these when they are false. */
    private static final Set<String> FALSE_WHEN_ABSENT = Set.of("email_verified", "phone_number_verified");

    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9]\\d{1,14}");

    private final PoolSettings target;
    private final Set<String> leftOut;

    public Restorable(PoolSettings target) {
        this(target, Set.of());
    }

    /** @param leftOut attributes of the target that say something else than the backup, such as the kept old sub */
    public Restorable(PoolSettings target, Set<String> leftOut) {
        this.target = target;
        this.leftOut = Set.copyOf(leftOut);
    }

    /** The target's settings. */
    public PoolSettings target() {
        return target;
    }

    /** The user's identity in the target; empty where it could not sign in there. */
    public Optional<String> identity(User user) {
        return Identity.of(user, target);
    }

    /**
     * The user's attributes that the target can be given, with their values as they are; one without a value only where
     * the target can have that.
     */
    public SortedMap<String, String> attributes(User user) {
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        attributes
                .entrySet()
                .removeIf(attribute -> SET_BY_COGNITO.contains(attribute.getKey())
                        || leftOut.contains(attribute.getKey())
                        || !takes(attribute.getKey(), attribute.getValue())
                        || (attribute.getValue().isEmpty() && !takesNothing(attribute.getKey())));
        // Cognito refuses a verified address that is not there.
        FALSE_WHEN_ABSENT.forEach(flag -> {
            if (attributes.getOrDefault(flag.replace("_verified", ""), "").isEmpty()) {
                attributes.remove(flag);
            }
        });
        return Collections.unmodifiableSortedMap(attributes);
    }

    /** The names of the user's attributes that the target's schema lacks, or whose values it refuses. */
    public SortedSet<String> notTaken(User user) {
        SortedSet<String> names = new TreeSet<>();
        user.attributes().forEach((name, value) -> {
            if (!SET_BY_COGNITO.contains(name) && !leftOut.contains(name) && !takes(name, value)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Which of these attributes of the target may have values that it refuses, though it need not. */
    public SortedSet<String> doubtful(Map<String, String> attributes) {
        SortedSet<String> names = new TreeSet<>(attributes.keySet());
        names.removeIf(name -> target.attributes().get(name).surelyTakes(attributes.get(name)));
        return names;
    }

    /** The names of the attributes that the target requires and that the user would not have in it. */
    public SortedSet<String> lacking(User user) {
        SortedMap<String, String> attributes = attributes(user);
        SortedSet<String> names = new TreeSet<>(target.requiredAttributes());
        names.removeIf(name -> !attributes.getOrDefault(name, "").isEmpty());
        return names;
    }

    /** Why no administrator can create the user in the target; empty where one can. */
    public Optional<String> whyNotCreatable(User user) {
        SortedSet<String> lacking = lacking(user);
        boolean canFollow = target.requiredAttributes().stream()
                .allMatch(name -> target.attributes().get(name).mutable());
        return lacking.isEmpty() || canFollow
                ? Optional.empty()
                : Optional.of("lacks attributes that the target requires: " + String.join(", ", lacking));
    }

    /**
     * Why the target will most likely refuse the name that the user would be created with: in a pool with such aliases no
     * username looks like one, and what users sign in with must be what it says. Cognito has the last word.
     */
    public Optional<String> whyNameIsRefused(User user) {
        String name = Identity.asWritten(user, target).orElse("");
        boolean email = EMAIL.matcher(name).matches();
        boolean phoneNumber = PHONE_NUMBER.matcher(name).matches();
        if (!target.usernameAttributes().isEmpty()) {
            return (email && target.usernameAttributes().contains("email"))
                            || (phoneNumber && target.usernameAttributes().contains("phone_number"))
                    ? Optional.empty()
                    : Optional.of("what it signs in with is no e-mail address or phone number that the target takes");
        }
        if (email && target.aliasAttributes().contains("email")) {
            return Optional.of("its username looks like an e-mail address, which the target keeps for aliases");
        }
        return phoneNumber && target.aliasAttributes().contains("phone_number")
                ? Optional.of("its username looks like a phone number, which the target keeps for aliases")
                : Optional.empty();
    }

    private boolean isTruthValue(String name) {
        return target.attributes().get(name).type().equals("Boolean");
    }

    private boolean takesNothing(String name) {
        return target.attributes().get(name).takesNothing();
    }

    private boolean takes(String name, String value) {
        PoolSettings.Attribute attribute = target.attributes().get(name);
        return attribute != null && attribute.takes(value);
    }

    /**
     * What is compared of the user's attributes, by name: what the target can be given, with values as the target folds
     * them; neither empty ones nor a {@code _verified} that is false.
     */
    public SortedMap<String, String> comparedAttributes(User user) {
        return folded(attributes(user));
    }

    /** A username or an alias as the target compares it. */
    public String folded(String name) {
        return target.caseSensitive() ? name : name.toLowerCase(Locale.ROOT);
    }

    /** Over identity, attributes and enabled; empty where the user has no identity in the target. */
    public Optional<RestorableHash> hash(User user) {
        return identity(user)
                .map(identity -> RestorableHash.over(CanonicalJson.text(Map.of(
                        "kind", RecordKind.USER.name(),
                        "identity", identity,
                        "attributes", comparedAttributes(user),
                        "enabled", user.enabled()))));
    }

    /** Over name, description, precedence and role; an empty description is none. */
    public RestorableHash hash(Group group) {
        Map<String, Object> members = new TreeMap<>();
        members.put("kind", RecordKind.GROUP.name());
        members.put("name", group.name());
        group.description().filter(text -> !text.isEmpty()).ifPresent(text -> members.put("description", text));
        group.precedence().ifPresent(precedence -> members.put("precedence", precedence));
        group.roleArn().ifPresent(roleArn -> members.put("roleArn", roleArn));
        return RestorableHash.over(CanonicalJson.text(members));
    }

    /** Over the member's {@link #identity} and the group's name. */
    public RestorableHash hashOfMembership(String identity, String groupName) {
        return RestorableHash.over(CanonicalJson.text(
                Map.of("kind", RecordKind.MEMBERSHIP.name(), "identity", identity, "groupName", groupName)));
    }

    private SortedMap<String, String> folded(SortedMap<String, String> attributes) {
        SortedMap<String, String> folded = new TreeMap<>(attributes);
        // Setting an attribute to nothing is how Cognito deletes it.
        folded.values().removeIf(String::isEmpty);
        folded.replaceAll((name, value) -> isTruthValue(name) ? value.toLowerCase(Locale.ROOT) : value);
        FALSE_WHEN_ABSENT.forEach(name -> folded.remove(name, "false"));
        if (!target.caseSensitive()) {
            FOLDED_BY_CASE.forEach(
                    name -> folded.computeIfPresent(name, (same, value) -> value.toLowerCase(Locale.ROOT)));
        }
        return folded;
    }
}
