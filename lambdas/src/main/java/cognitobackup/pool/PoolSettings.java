package cognitobackup.pool;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @param minimum the least length of a String, or the least value of a Number
     * @param maximum the greatest length of a String, or the greatest value of a Number
     */
    public record Attribute(
            String type,
            boolean required,
            boolean mutable,
            Optional<BigDecimal> minimum,
            Optional<BigDecimal> maximum) {
        /** Without limits. */
        public Attribute(String type, boolean required, boolean mutable) {
            this(type, required, mutable, Optional.empty(), Optional.empty());
        }

        /**
         * Whether the attribute can have this value. Says no only where Cognito is sure to refuse the value: a length is
         * counted in the way that favours it, and what a DateTime may look like is left to Cognito.
         */
        public boolean takes(String value) {
            return value.isEmpty()
                    || switch (type) {
                        case "String" -> within(value.length(), value.codePointCount(0, value.length()));
                        case "Number" -> takesNumber(value);
                        case "Boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                        default -> true;
                    };
        }

        /**
         * Whether Cognito is sure to take this value: whichever way it counts a length. Of a DateTime that cannot be said.
         */
        public boolean surelyTakes(String value) {
            return switch (type) {
                case "String" -> within(value.codePointCount(0, value.length()), value.length());
                case "DateTime" -> false;
                default -> takes(value);
            };
        }

        /**
         * Whether the attribute can be there without a value. Says yes only where no rule stands against it: nothing is no
         * number and no date, and whatever has a shortest length is longer.
         */
        public boolean takesNothing() {
            return type.equals("String")
                    && minimum.filter(least -> least.signum() > 0).isEmpty();
        }

        private boolean takesNumber(String value) {
            try {
                var number = new BigDecimal(value);
                return within(number, number);
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private boolean within(int longest, int shortest) {
            return within(BigDecimal.valueOf(longest), BigDecimal.valueOf(shortest));
        }

        /** Between the limits, of which the one is for the greatest and the other for the least that it may count as. */
        private boolean within(BigDecimal greatest, BigDecimal least) {
            return minimum.filter(limit -> greatest.compareTo(limit) < 0).isEmpty()
                    && maximum.filter(limit -> least.compareTo(limit) > 0).isEmpty();
        }
    }

    /** The attributes that every user must have, but for those that Cognito sets. */
    public Set<String> requiredAttributes() {
        return attributes.entrySet().stream()
                .filter(attribute ->
                        attribute.getValue().required() && !attribute.getKey().equals("sub"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
