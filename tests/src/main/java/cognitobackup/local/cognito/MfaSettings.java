package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Which second factors a pool offers or demands. Guarded by its pool's monitor. */
final class MfaSettings {
    private static final String SMS = "SmsMfaConfiguration";
    private static final String EMAIL = "EmailMfaConfiguration";
    private static final String SOFTWARE_TOKEN = "SoftwareTokenMfaConfiguration";

    // As DescribeUserPool shows the pool: both operations show the mode and the SMS configuration.
    private final ObjectNode pool;
    private final ObjectNode methods = Json.object();

    MfaSettings(ObjectNode pool) {
        this.pool = pool;
    }

    /** {@code OFF}, {@code OPTIONAL} or {@code ON}. */
    String mode() {
        return pool.path("MfaConfiguration").asText();
    }

    boolean offers(MfaFactor factor) {
        return !mode().equals("OFF")
                && switch (factor) {
                    case SMS_MFA -> pool.has("SmsConfiguration");
                    case EMAIL_OTP -> methods.has(EMAIL);
                    case SOFTWARE_TOKEN_MFA ->
                        methods.path(SOFTWARE_TOKEN).path("Enabled").booleanValue();
                };
    }

    /** @param request of SetUserPoolMfaConfig; a method that it does not name stays as it is */
    void set(Request request) {
        String mode = request.optionalText("MfaConfiguration").orElse("OFF");
        JsonNode sms = request.member(SMS).path("SmsConfiguration");
        requireMailFits(request);
        boolean token = request.member(SOFTWARE_TOKEN).path("Enabled").booleanValue();
        boolean text = request.has(SMS) && (sms.isObject() || pool.has("SmsConfiguration"));
        if (!mode.equals("OFF") && !token && !text && !request.has(EMAIL)) {
            throw CognitoErrors.invalidParameter(
                    "Invalid MFA configuration given, can't turn on MFA without an MFA method.");
        }
        if (sms.isObject()) {
            pool.set("SmsConfiguration", sms.deepCopy());
        }
        for (String method : List.of(SMS, EMAIL, SOFTWARE_TOKEN, "WebAuthnConfiguration")) {
            if (request.has(method)) {
                methods.set(method, request.member(method).deepCopy());
            }
        }
        pool.put("MfaConfiguration", mode);
    }

    private void requireMailFits(Request request) {
        if (!request.has(EMAIL)) {
            return;
        }
        if (pool.path("UserPoolTier").asText().equals("LITE")) {
            throw CognitoErrors.featureUnavailableInTier("Email MFA is not available in the Lite tier.");
        }
        if (!pool.path("EmailConfiguration")
                .path("EmailSendingAccount")
                .asText()
                .equals("DEVELOPER")) {
            throw CognitoErrors.invalidParameter("Email MFA needs a user pool that sends mails through Amazon SES.");
        }
    }

    /** As GetUserPoolMfaConfig shows it. */
    ObjectNode describe() {
        ObjectNode description = methods.deepCopy();
        description.remove(SMS);
        if (pool.has("SmsConfiguration")) {
            ObjectNode sms = description.putObject(SMS);
            JsonNode message = methods.path(SMS).path("SmsAuthenticationMessage");
            if (message.isTextual()) {
                sms.set("SmsAuthenticationMessage", message);
            }
            sms.set("SmsConfiguration", pool.get("SmsConfiguration").deepCopy());
        }
        return description.put("MfaConfiguration", mode());
    }
}
