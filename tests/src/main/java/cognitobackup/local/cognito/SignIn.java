package cognitobackup.local.cognito;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the users of a pool sign in with. Cannot be changed after the pool was created.
 *
 * @param usernameAttributes {@code email}, {@code phone_number}: users sign in with these, and Usernames are made up
 * @param aliasAttributes these too, and {@code preferred_username}: users sign in with them beside their Username
 * @param caseSensitive whether usernames and aliases that differ in case alone are different
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">Working with
 *     user attributes</a>
 */
record SignIn(Set<String> usernameAttributes, Set<String> aliasAttributes, boolean caseSensitive) {
    SignIn {
        if (!usernameAttributes.isEmpty() && !aliasAttributes.isEmpty()) {
            throw CognitoErrors.invalidParameter(
                    "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }
        usernameAttributes = Set.copyOf(usernameAttributes);
        aliasAttributes = Set.copyOf(aliasAttributes);
    }

    /** The form in which names and aliases are compared. */
    String fold(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    boolean withUsernameAttributes() {
        return !usernameAttributes.isEmpty();
    }

    /**
     * Which username attribute the Username of a creation is.
     *
     * @throws cognitobackup.local.http.AwsError when this pool does not take such a Username
     */
    Optional<String> usernameAttributeOf(String username) {
        boolean email = SchemaAttribute.looksLikeEmail(username);
        boolean phoneNumber = SchemaAttribute.looksLikePhoneNumber(username);
        if (withUsernameAttributes()) {
            if (email && usernameAttributes.contains("email")) {
                return Optional.of("email");
            }
            if (phoneNumber && usernameAttributes.contains("phone_number")) {
                return Optional.of("phone_number");
            }
            throw CognitoErrors.invalidParameter(
                    usernameAttributes.size() == 2
                            ? "Username should be either an email or a phone number."
                            : usernameAttributes.contains("email")
                                    ? "Username should be an email."
                                    : "Username should be a phone number.");
        }
        if (email && aliasAttributes.contains("email")) {
            throw CognitoErrors.invalidParameter(
                    "Username cannot be of email format, since user pool is configured for email alias.");
        }
        if (phoneNumber && aliasAttributes.contains("phone_number")) {
            throw CognitoErrors.invalidParameter(
                    "Username cannot be of phone number format, since user pool is configured for phone number alias.");
        }
        return Optional.empty();
    }

    /** The attributes whose values nobody else in the pool may have as long as this user has them. */
    List<String> uniqueAttributes(User user) {
        if (user.kind() == User.Kind.FEDERATED) {
            return List.of();
        }
        List<String> unique = new ArrayList<>();
        for (String attribute : withUsernameAttributes() ? usernameAttributes : aliasAttributes) {
            // Of alias attributes only verified values count; a preferred username needs no verifying.
            boolean counts = withUsernameAttributes()
                    || attribute.equals("preferred_username")
                    || user.attribute(attribute + "_verified").equals(Optional.of("true"));
            if (counts && !user.attribute(attribute).orElse("").isEmpty()) {
                unique.add(attribute);
            }
        }
        return unique;
    }
}
