package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a password must be.
 *
 * @param minimumLength 6 to 99 characters
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html">Passwords,
 *     account recovery, and password policies</a>
 */
record PasswordPolicy(int minimumLength, boolean uppercase, boolean lowercase, boolean numbers, boolean symbols) {
    private static final String SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";
    private static final PasswordPolicy DEFAULT = new PasswordPolicy(8, true, true, true, true);

    /** @param policy the {@code PasswordPolicy} of CreateUserPool, maybe missing */
    static PasswordPolicy of(JsonNode policy) {
        if (policy.isMissingNode()) {
            return DEFAULT;
        }
        if (policy.path("PasswordHistorySize").intValue() > 0) {
            throw AwsError.notBuilt("PasswordHistorySize above 0");
        }
        return new PasswordPolicy(
                policy.path("MinimumLength").asInt(DEFAULT.minimumLength),
                policy.path("RequireUppercase").booleanValue(),
                policy.path("RequireLowercase").booleanValue(),
                policy.path("RequireNumbers").booleanValue(),
                policy.path("RequireSymbols").booleanValue());
    }

    /** @throws AwsError when the password does not conform */
    void check(String password) {
        require(password.length() >= minimumLength, "not long enough");
        require(!uppercase || password.chars().anyMatch(c -> c >= 'A' && c <= 'Z'), "must have uppercase characters");
        require(!lowercase || password.chars().anyMatch(c -> c >= 'a' && c <= 'z'), "must have lowercase characters");
        require(!numbers || password.chars().anyMatch(c -> c >= '0' && c <= '9'), "must have numeric characters");
        require(!symbols || password.chars().anyMatch(c -> SYMBOLS.indexOf(c) >= 0), "must have symbol characters");
    }

    private static void require(boolean conforms, String reason) {
        if (!conforms) {
            throw CognitoErrors.invalidPassword(reason);
        }
    }

    ObjectNode describe() {
        return Json.object()
                .put("MinimumLength", minimumLength)
                .put("RequireUppercase", uppercase)
                .put("RequireLowercase", lowercase)
                .put("RequireNumbers", numbers)
                .put("RequireSymbols", symbols)
                .put("TemporaryPasswordValidityDays", 7);
    }
}
