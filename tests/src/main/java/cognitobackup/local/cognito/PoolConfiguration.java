package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a pool is set up: what CreateUserPool was given, with AWS's defaults. Guarded by its pool's monitor. */
final class PoolConfiguration {
    private static final List<String> KEPT_AS_GIVEN = List.of(
            "AutoVerifiedAttributes",
            "AliasAttributes",
            "UsernameAttributes",
            "UsernameConfiguration",
            "SmsVerificationMessage",
            "SmsAuthenticationMessage",
            "EmailVerificationMessage",
            "EmailVerificationSubject",
            "DeviceConfiguration",
            "SmsConfiguration",
            "UserPoolAddOns");

    private final ObjectNode described;
    private final SignIn signIn;
    private final Schema schema;
    private final PasswordPolicy passwordPolicy;
    private final MfaSettings mfaSettings;

    /** @param request of CreateUserPool */
    PoolConfiguration(Request request, String id, String arn, Instant now) {
        JsonNode username = request.member("UsernameConfiguration").path("CaseSensitive");
        this.signIn = new SignIn(
                request.texts("UsernameAttributes"), request.texts("AliasAttributes"), username.asBoolean(true));
        this.schema = new Schema(request.member("Schema"));
        this.passwordPolicy = PasswordPolicy.of(request.member("Policies").path("PasswordPolicy"));
        refuseContradictions(request);
        this.described = describeAtCreation(request, id, arn, now);
        this.mfaSettings = new MfaSettings(described);
    }

    private static void refuseContradictions(Request request) {
        Set<String> factors = firstFactors(request);
        if (!factors.contains("PASSWORD")) {
            throw CognitoErrors.invalidParameter("AllowedFirstAuthFactors must contain PASSWORD.");
        }
        if (factors.size() > 1
                && request.optionalText("UserPoolTier").orElse("ESSENTIALS").equals("LITE")) {
            throw CognitoErrors.featureUnavailableInTier("Passwordless sign-in is not available in the Lite tier.");
        }
        if (factors.contains("SMS_OTP") && !request.has("SmsConfiguration")) {
            throw CognitoErrors.invalidParameter("SMS_OTP needs an SMS configuration.");
        }
        if (!request.optionalText("MfaConfiguration").orElse("OFF").equals("OFF") && !request.has("SmsConfiguration")) {
            throw CognitoErrors.invalidParameter(
                    "SMS configuration and Auto verification for phone_number are required when MFA is required/optional");
        }
    }

    private static Set<String> firstFactors(Request request) {
        Set<String> factors = new LinkedHashSet<>();
        request.member("Policies")
                .path("SignInPolicy")
                .path("AllowedFirstAuthFactors")
                .forEach(factor -> factors.add(factor.asText()));
        return factors.isEmpty() ? Set.of("PASSWORD") : factors;
    }

    private ObjectNode describeAtCreation(Request request, String id, String arn, Instant now) {
        ObjectNode pool = Json.object()
                .put("Id", id)
                .put("Name", request.text("PoolName"))
                .put("Arn", arn);
        pool.putObject("Policies").set("PasswordPolicy", passwordPolicy.describe());
        ArrayNode factors =
                ((ObjectNode) pool.get("Policies")).putObject("SignInPolicy").putArray("AllowedFirstAuthFactors");
        firstFactors(request).forEach(factors::add);
        pool.put(
                "DeletionProtection", request.optionalText("DeletionProtection").orElse("INACTIVE"));
        pool.put("MfaConfiguration", request.optionalText("MfaConfiguration").orElse("OFF"));
        pool.put("UserPoolTier", request.optionalText("UserPoolTier").orElse("ESSENTIALS"));
        pool.set("LambdaConfig", orElse(request, "LambdaConfig", Json.object()));
        pool.set("UserPoolTags", orElse(request, "UserPoolTags", Json.object()));
        pool.set(
                "EmailConfiguration",
                orElse(request, "EmailConfiguration", Json.object().put("EmailSendingAccount", "COGNITO_DEFAULT")));
        pool.set(
                "VerificationMessageTemplate",
                orElse(
                        request,
                        "VerificationMessageTemplate",
                        Json.object().put("DefaultEmailOption", "CONFIRM_WITH_CODE")));
        pool.set("AccountRecoverySetting", orElse(request, "AccountRecoverySetting", defaultRecovery()));
        ObjectNode adminCreateUser =
                Json.object().put("AllowAdminCreateUserOnly", false).put("UnusedAccountValidityDays", 7);
        adminCreateUser.setAll((ObjectNode) orElse(request, "AdminCreateUserConfig", Json.object()));
        pool.set("AdminCreateUserConfig", adminCreateUser);
        for (String member : KEPT_AS_GIVEN) {
            if (request.has(member)) {
                pool.set(member, request.member(member).deepCopy());
            }
        }
        pool.set("CreationDate", Json.date(now));
        pool.set("LastModifiedDate", Json.date(now));
        return pool;
    }

    private static JsonNode orElse(Request request, String member, ObjectNode other) {
        return request.has(member) ? request.member(member).deepCopy() : other;
    }

    private static ObjectNode defaultRecovery() {
        ObjectNode setting = Json.object();
        setting.putArray("RecoveryMechanisms")
                .add(Json.object().put("Priority", 1).put("Name", "verified_email"))
                .add(Json.object().put("Priority", 2).put("Name", "verified_phone_number"));
        return setting;
    }

    SignIn signIn() {
        return signIn;
    }

    Schema schema() {
        return schema;
    }

    PasswordPolicy passwordPolicy() {
        return passwordPolicy;
    }

    String name() {
        return described.path("Name").asText();
    }

    String arn() {
        return described.path("Arn").asText();
    }

    /** {@code OFF}, {@code OPTIONAL} or {@code ON}. */
    String mfa() {
        return mfaSettings.mode();
    }

    /** Whether the pool lets its users switch a second factor on. */
    boolean offers(MfaFactor factor) {
        return mfaSettings.offers(factor);
    }

    MfaSettings mfaSettings() {
        return mfaSettings;
    }

    /** Whether a user can sign in by a code sent to an address. */
    boolean letsSignInWithoutPassword(User user) {
        JsonNode factors = described.path("Policies").path("SignInPolicy").path("AllowedFirstAuthFactors");
        for (JsonNode factor : factors) {
            String address = factor.asText().equals("EMAIL_OTP") ? "email" : "phone_number";
            boolean code =
                    factor.asText().equals("EMAIL_OTP") || factor.asText().equals("SMS_OTP");
            if (code && user.attribute(address + "_verified").equals(Optional.of("true"))) {
                return true;
            }
        }
        return false;
    }

    boolean protectedFromDeletion() {
        return described.path("DeletionProtection").asText().equals("ACTIVE");
    }

    boolean onlyAdministratorsCreateUsers() {
        return described
                .path("AdminCreateUserConfig")
                .path("AllowAdminCreateUserOnly")
                .booleanValue();
    }

    boolean verifiesAutomatically(String attribute) {
        return contains("AutoVerifiedAttributes", attribute);
    }

    private boolean contains(String member, String text) {
        for (JsonNode value : described.path(member)) {
            if (value.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    boolean sendsThroughOwnMailAccount() {
        return described
                .path("EmailConfiguration")
                .path("EmailSendingAccount")
                .asText()
                .equals("DEVELOPER");
    }

    boolean sendsTextMessages() {
        return described.has("SmsConfiguration");
    }

    /** The function that a trigger is set to. */
    Optional<String> trigger(String name) {
        return Optional.ofNullable(described.path("LambdaConfig").path(name).textValue());
    }

    boolean hasDomain() {
        return described.has("Domain");
    }

    /** A pool has one domain of Cognito's own. */
    void setDomain(String domain, Instant now) {
        if (hasDomain()) {
            throw CognitoErrors.invalidParameter("The user pool already has a domain.");
        }
        described.put("Domain", domain);
        described.set("LastModifiedDate", Json.date(now));
    }

    void addCustomAttributes(JsonNode definitions, Instant now) {
        definitions.forEach(schema::addCustom);
        described.set("LastModifiedDate", Json.date(now));
    }

    /** Notes that the pool was changed. */
    void touch(Instant now) {
        described.set("LastModifiedDate", Json.date(now));
    }

    /** As DescribeUserPool shows a pool. */
    ObjectNode describe(int users) {
        ObjectNode pool = described.deepCopy();
        pool.set("SchemaAttributes", schema.describe());
        return pool.put("EstimatedNumberOfUsers", users);
    }

    /** As ListUserPools shows a pool. */
    ObjectNode summarize() {
        ObjectNode pool = Json.object();
        for (String member : List.of("Id", "Name", "LambdaConfig", "LastModifiedDate", "CreationDate")) {
            pool.set(member, described.get(member).deepCopy());
        }
        return pool;
    }
}
