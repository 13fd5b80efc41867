package cognitobackup.cognito;

import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NumberAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.StringAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** Translates what Cognito answers into what we back up. */
final class CognitoTypes {
    private static final int DEFAULT_PASSWORD_LENGTH = 8;

    private CognitoTypes() {}

    static User user(UserType user) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (AttributeType attribute : user.attributes()) {
            attributes.put(attribute.name(), attribute.value() == null ? "" : attribute.value());
        }
        String sub = attributes.remove("sub");
        return new User(
                sub == null ? "" : sub,
                user.username(),
                attributes,
                Boolean.TRUE.equals(user.enabled()),
                user.userStatus() == null ? "UNKNOWN" : user.userStatusAsString(),
                Optional.ofNullable(user.userCreateDate()).orElse(Instant.EPOCH),
                Optional.ofNullable(user.userLastModifiedDate()).orElse(Instant.EPOCH));
    }

    static Group group(GroupType group) {
        return new Group(
                group.groupName(),
                Optional.ofNullable(group.description()),
                Optional.ofNullable(group.precedence()),
                Optional.ofNullable(group.roleArn()));
    }

    static PoolSettings settings(UserPoolType pool) {
        Map<String, PoolSettings.Attribute> schema = new HashMap<>();
        pool.schemaAttributes()
                .forEach(attribute -> schema.put(
                        attribute.name(),
                        new PoolSettings.Attribute(
                                Optional.ofNullable(attribute.attributeDataTypeAsString())
                                        .orElse("String"),
                                Boolean.TRUE.equals(attribute.required()),
                                !Boolean.FALSE.equals(attribute.mutable()),
                                limit(
                                        attribute.stringAttributeConstraints(),
                                        StringAttributeConstraintsType::minLength,
                                        attribute.numberAttributeConstraints(),
                                        NumberAttributeConstraintsType::minValue),
                                limit(
                                        attribute.stringAttributeConstraints(),
                                        StringAttributeConstraintsType::maxLength,
                                        attribute.numberAttributeConstraints(),
                                        NumberAttributeConstraintsType::maxValue))));
        return new PoolSettings(
                pool.id(),
                set(pool.usernameAttributesAsStrings()),
                set(pool.aliasAttributesAsStrings()),
                // Without a username configuration a pool distinguishes upper and lower case: the API's default.
                pool.usernameConfiguration() == null
                        || !Boolean.FALSE.equals(pool.usernameConfiguration().caseSensitive()),
                Optional.ofNullable(pool.mfaConfigurationAsString()).orElse("OFF"),
                set(pool.autoVerifiedAttributesAsStrings()),
                schema,
                triggers(pool.lambdaConfig()),
                passwordLength(pool));
    }

    /** Of a String's lengths or a Number's values; none where it is left out, or is no number. */
    private static Optional<BigDecimal> limit(
            StringAttributeConstraintsType ofString,
            Function<StringAttributeConstraintsType, String> length,
            NumberAttributeConstraintsType ofNumber,
            Function<NumberAttributeConstraintsType, String> value) {
        Optional<String> limit = Optional.ofNullable(ofString).map(length).or(() -> Optional.ofNullable(ofNumber)
                .map(value));
        try {
            return limit.map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Set<String> set(Collection<String> values) {
        return Set.copyOf(values);
    }

    /** Every member that is set, but for the key with which the sender triggers' messages are encrypted. */
    private static Set<String> triggers(LambdaConfigType triggers) {
        if (triggers == null) {
            return Set.of();
        }
        return triggers.sdkFields().stream()
                .filter(field -> field.getValueOrDefault(triggers) != null)
                .map(SdkField::locationName)
                .filter(name -> !name.equals("KMSKeyID"))
                .collect(Collectors.toSet());
    }

    private static int passwordLength(UserPoolType pool) {
        return Optional.ofNullable(pool.policies())
                .flatMap(policies -> Optional.ofNullable(policies.passwordPolicy()))
                .flatMap(policy -> Optional.ofNullable(policy.minimumLength()))
                .orElse(DEFAULT_PASSWORD_LENGTH);
    }
}
