package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.MfaFactor;
import com.fasterxml.jackson.databind.JsonNode;

/** Which second factors a pool offers, and whom they reach. */
final class SecondFactors {
    private SecondFactors() {}

    /** @param pool a description in the member names of DescribeUserPool and GetUserPoolMfaConfig */
    static boolean offered(MfaFactor factor, JsonNode pool) {
        return !pool.path("MfaConfiguration").asText("OFF").equals("OFF")
                && switch (factor) {
                    case SMS_MFA -> pool.has("SmsConfiguration");
                    case EMAIL_OTP -> pool.has("EmailMfaConfiguration");
                    case SOFTWARE_TOKEN_MFA ->
                        pool.path("SoftwareTokenMfaConfiguration")
                                .path("Enabled")
                                .asBoolean();
                };
    }

    /** Whether the user has the address that codes are sent to. */
    static boolean reaches(MfaFactor factor, PoolUser user) {
        return switch (factor) {
            case SMS_MFA -> !user.attributes().getOrDefault("phone_number", "").isEmpty();
            case EMAIL_OTP -> !user.attributes().getOrDefault("email", "").isEmpty();
            case SOFTWARE_TOKEN_MFA -> user.mfa().softwareToken();
        };
    }
}
