package cognitobackup.local.cognito;

import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter of ListUsers: {@code attribute = "value"}, or {@code ^=} for values that begin so.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html">ListUsers</a>
 */
record UserFilter(String attribute, boolean prefix, String value) {
    private static final Pattern GRAMMAR = Pattern.compile(
            "\\s*(?:\"([^\"]+)\"|([^\\s\"=^]+))\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)", Pattern.DOTALL);
    private static final Set<String> SEARCHABLE = Set.of(
            "username",
            "email",
            "phone_number",
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "cognito:user_status",
            "status",
            "sub");

    /** Reads a filter: empty for the empty one, which matches everybody. */
    static Optional<UserFilter> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw CognitoErrors.invalidParameter("Error while parsing filter");
        }
        String attribute = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        if (!SEARCHABLE.contains(attribute)) {
            throw CognitoErrors.invalidParameter("Invalid search attribute: " + attribute);
        }
        String value = ESCAPED.matcher(matcher.group(4)).replaceAll("$1");
        return Optional.of(new UserFilter(attribute, matcher.group(3).equals("^="), value));
    }

    /** Whether it asks for one user rather than a part of the pool. */
    boolean namesOneUser() {
        return !prefix && (attribute.equals("sub") || attribute.equals("username"));
    }

    /** All users that can match, by sub: few where an index helps, everybody otherwise. */
    NavigableMap<String, User> candidates(Users users) {
        if (attribute.equals("sub") && prefix) {
            return users.bySub().subMap(value, true, value + Character.MAX_VALUE, false);
        }
        if (attribute.equals("sub")) {
            return users.bySub().subMap(value, true, value, true);
        }
        if (attribute.equals("username") && !prefix) {
            NavigableMap<String, User> one = new TreeMap<>();
            users.withUsername(value).ifPresent(user -> one.put(user.sub(), user));
            return one;
        }
        if ((attribute.equals("email") || attribute.equals("phone_number")) && !prefix) {
            return users.withAddress(attribute, value);
        }
        return users.bySub();
    }

    // AWS documents some searches as case-sensitive and some as not, and contradicts itself; here letter case counts
    // where it counts for the pool, and never for cognito:user_status.
    boolean matches(User user, SignIn signIn) {
        return switch (attribute) {
            case "cognito:user_status" -> compare(user.status().name(), value.toUpperCase(Locale.ROOT));
            case "status" -> compare(user.enabled() ? "Enabled" : "Disabled", value);
            case "username" -> compare(signIn.fold(user.username()), signIn.fold(value));
            default ->
                user.attribute(attribute)
                        .filter(held -> compare(signIn.fold(held), signIn.fold(value)))
                        .isPresent();
        };
    }

    private boolean compare(String held, String wanted) {
        return prefix ? held.startsWith(wanted) : held.equals(wanted);
    }
}
