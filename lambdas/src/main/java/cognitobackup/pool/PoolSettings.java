package cognitobackup.pool;

import java.util.Map;
import java.util.Set;

/**
 * What of a pool's configuration decides how its users are identified and what they can hold.
 *
 * @param userPoolId the pool
 * @param usernameAttributes {@code email}, {@code phone_number}, both, or empty where users choose a username
 * @param aliasAttributes attributes that a user may sign in with beside the username
 * @param caseSensitive whether usernames and aliases that differ in case alone are different
 * @param mfa {@code OFF}, {@code ON} or {@code OPTIONAL}
 * @param autoVerifiedAttributes {@code email}, {@code phone_number}, both or none
 * @param attributes the pool's schema by attribute name, custom attributes with their prefix
 * @param triggers the names of the Lambda triggers that are set, in Cognito's words, such as {@code PreSignUp}
 * @param passwordMinimumLength 6 to 99 characters
 */
public record PoolSettings(
        String userPoolId,
        Set<String> usernameAttributes,
        Set<String> aliasAttributes,
        boolean caseSensitive,
        String mfa,
        Set<String> autoVerifiedAttributes,
        Map<String, Attribute> attributes,
        Set<String> triggers,
        int passwordMinimumLength) {
    public PoolSettings {
        usernameAttributes = Set.copyOf(usernameAttributes);
        aliasAttributes = Set.copyOf(aliasAttributes);
        autoVerifiedAttributes = Set.copyOf(autoVerifiedAttributes);
        attributes = Map.copyOf(attributes);
        triggers = Set.copyOf(triggers);
    }

    /**
     * One attribute of the schema.
     *
     * @param type {@code String}, {@code Number}, {@code DateTime} or {@code Boolean}
     * @param required whether every user must have it
     * @param mutable whether it can be changed after the user was created
     */
    public record Attribute(String type, boolean required, boolean mutable) {}
}
