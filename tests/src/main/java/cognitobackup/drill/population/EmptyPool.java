package cognitobackup.drill.population;

import cognitobackup.local.cognito.MfaFactor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NumberAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RecoveryOptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SetUserPoolMfaConfigRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SmsConfigurationType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.StringAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/**
 * Creates an empty pool by the description of another, as one does before a restore: with what decides how users are
 * identified and what they can hold, multi-factor authentication, account recovery and identity providers. Triggers, app clients and
 * messages are left for after the restore.
 */
public final class EmptyPool {
    private static final String MAIL = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    private static final int CUSTOM_ATTRIBUTES_OF_A_REQUEST = 25;
    private static final String SMS_ROLE = "arn:aws:iam::123456789012:role/text-messages";

    private final CognitoIdentityProviderClient cognito;

    public EmptyPool(CognitoIdentityProviderClient cognito) {
        this.cognito = cognito;
    }

    /**
     * Creates the pool.
     *
     * @param description a pool in the member names of DescribeUserPool and GetUserPoolMfaConfig, and
     *     {@code IdentityProviders} as ListIdentityProviders shows them; with multi-factor authentication, but no word of
     *     factors, it offers text messages
     * @return the new pool's id
     */
    public String create(JsonNode description) {
        return create(description, LambdaConfigType.builder().build());
    }

    /** Creates the pool with triggers, as somebody does who did not read on. */
    public String create(JsonNode description, LambdaConfigType triggers) {
        CreateUserPoolRequest.Builder request = request(description);
        JsonNode adminOnly = description.path("AdminCreateUserConfig").path("AllowAdminCreateUserOnly");
        request.adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(adminOnly.asBoolean()));
        Set<MfaFactor> factors = offered(description);
        if (factors.contains(MfaFactor.SMS_MFA)) {
            request.smsConfiguration(EmptyPool::sms);
        }
        if (factors.contains(MfaFactor.EMAIL_OTP)) {
            request.emailConfiguration(
                    mail -> mail.emailSendingAccount("DEVELOPER").sourceArn(MAIL));
        }
        request.lambdaConfig(triggers);
        JsonNode recovery = description.path("AccountRecoverySetting").path("RecoveryMechanisms");
        if (!recovery.isEmpty()) {
            List<RecoveryOptionType> mechanisms = new ArrayList<>();
            recovery.forEach(mechanism -> mechanisms.add(RecoveryOptionType.builder()
                    .priority(mechanism.path("Priority").asInt())
                    .name(mechanism.path("Name").asText())
                    .build()));
            request.accountRecoverySetting(setting -> setting.recoveryMechanisms(mechanisms));
        }
        String id = cognito.createUserPool(request.build()).userPool().id();
        addCustomAttributes(id, schema(description, EmptyPool::isCustom));
        if (!factors.isEmpty()) {
            setFactors(id, description.path("MfaConfiguration").asText(), factors);
        }
        for (JsonNode provider : description.path("IdentityProviders")) {
            cognito.createIdentityProvider(create -> create.userPoolId(id)
                    .providerName(provider.path("ProviderName").asText())
                    .providerType(provider.path("ProviderType").asText())
                    .providerDetails(Map.of("client_id", "drill")));
        }
        return id;
    }

    private static void sms(SmsConfigurationType.Builder sms) {
        sms.snsCallerArn(SMS_ROLE).externalId("drill");
    }

    private void setFactors(String id, String mode, Set<MfaFactor> factors) {
        SetUserPoolMfaConfigRequest.Builder config =
                SetUserPoolMfaConfigRequest.builder().userPoolId(id).mfaConfiguration(mode);
        if (factors.contains(MfaFactor.SMS_MFA)) {
            config.smsMfaConfiguration(sms -> sms.smsConfiguration(EmptyPool::sms));
        }
        if (factors.contains(MfaFactor.EMAIL_OTP)) {
            config.emailMfaConfiguration(mail -> mail.subject("Your code"));
        }
        if (factors.contains(MfaFactor.SOFTWARE_TOKEN_MFA)) {
            config.softwareTokenMfaConfiguration(token -> token.enabled(true));
        }
        cognito.setUserPoolMfaConfig(config.build());
    }

    /** The second factors that a pool of this description offers. */
    static Set<MfaFactor> offered(JsonNode description) {
        Set<MfaFactor> factors = EnumSet.noneOf(MfaFactor.class);
        if (!description.path("MfaConfiguration").asText("OFF").equals("OFF")) {
            if (description.has("EmailMfaConfiguration")) {
                factors.add(MfaFactor.EMAIL_OTP);
            }
            if (description
                    .path("SoftwareTokenMfaConfiguration")
                    .path("Enabled")
                    .asBoolean()) {
                factors.add(MfaFactor.SOFTWARE_TOKEN_MFA);
            }
            if (description.has("SmsConfiguration") || factors.isEmpty()) {
                factors.add(MfaFactor.SMS_MFA);
            }
        }
        return factors;
    }

    private static CreateUserPoolRequest.Builder request(JsonNode description) {
        CreateUserPoolRequest.Builder request = CreateUserPoolRequest.builder()
                .poolName(description.path("Name").asText("drill"));
        List<SchemaAttributeType> schema = schema(description, name -> !isCustom(name));
        if (!schema.isEmpty()) {
            request.schema(schema);
        }
        if (!description.path("UsernameAttributes").isEmpty()) {
            request.usernameAttributes(texts(description.path("UsernameAttributes")).stream()
                    .map(UsernameAttributeType::fromValue)
                    .toList());
        }
        if (!description.path("AliasAttributes").isEmpty()) {
            request.aliasAttributes(texts(description.path("AliasAttributes")).stream()
                    .map(AliasAttributeType::fromValue)
                    .toList());
        }
        if (!description.path("AutoVerifiedAttributes").isEmpty()) {
            request.autoVerifiedAttributes(texts(description.path("AutoVerifiedAttributes")).stream()
                    .map(VerifiedAttributeType::fromValue)
                    .toList());
        }
        JsonNode caseSensitive = description.path("UsernameConfiguration").path("CaseSensitive");
        request.usernameConfiguration(configuration -> configuration.caseSensitive(caseSensitive.asBoolean(true)));
        JsonNode password = description.path("Policies").path("PasswordPolicy");
        if (password.isObject()) {
            request.policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(
                            password.path("MinimumLength").asInt(8))
                    .requireLowercase(password.path("RequireLowercase").asBoolean())
                    .requireUppercase(password.path("RequireUppercase").asBoolean())
                    .requireNumbers(password.path("RequireNumbers").asBoolean())
                    .requireSymbols(password.path("RequireSymbols").asBoolean())));
        }
        return request;
    }

    /** By themselves: pools of some emulators that are created with custom attributes lack the standard ones. */
    private void addCustomAttributes(String id, List<SchemaAttributeType> attributes) {
        for (int next = 0; next < attributes.size(); next += CUSTOM_ATTRIBUTES_OF_A_REQUEST) {
            int end = Math.min(next + CUSTOM_ATTRIBUTES_OF_A_REQUEST, attributes.size());
            List<SchemaAttributeType> some = attributes.subList(next, end);
            cognito.addCustomAttributes(request -> request.userPoolId(id).customAttributes(some));
        }
    }

    private static boolean isCustom(String name) {
        return name.startsWith("custom:") || name.startsWith("dev:");
    }

    /** DescribeUserPool lists every attribute; Cognito wants to be told of those that are not as it has them anyway. */
    private static List<SchemaAttributeType> schema(JsonNode description, Predicate<String> names) {
        List<SchemaAttributeType> schema = new ArrayList<>();
        for (JsonNode attribute : description.path("SchemaAttributes")) {
            String name = attribute.path("Name").asText();
            boolean required = attribute.path("Required").asBoolean();
            boolean mutable = attribute.path("Mutable").asBoolean(true);
            boolean asItIs = !isCustom(name) && !required && mutable;
            if (names.test(name) && !name.equals("sub") && !asItIs) {
                schema.add(attribute(attribute, name, required, mutable));
            }
        }
        return schema;
    }

    private static SchemaAttributeType attribute(JsonNode json, String name, boolean required, boolean mutable) {
        SchemaAttributeType.Builder attribute = SchemaAttributeType.builder()
                .name(name.replaceFirst("^(dev:)?custom:", ""))
                .attributeDataType(json.path("AttributeDataType").asText("String"))
                .required(required)
                .mutable(mutable);
        if (json.path("DeveloperOnlyAttribute").asBoolean()) {
            attribute.developerOnlyAttribute(true);
        }
        JsonNode text = json.path("StringAttributeConstraints");
        if (text.isObject()) {
            attribute.stringAttributeConstraints(StringAttributeConstraintsType.builder()
                    .minLength(text.path("MinLength").textValue())
                    .maxLength(text.path("MaxLength").textValue())
                    .build());
        }
        JsonNode number = json.path("NumberAttributeConstraints");
        if (number.isObject()) {
            attribute.numberAttributeConstraints(NumberAttributeConstraintsType.builder()
                    .minValue(number.path("MinValue").textValue())
                    .maxValue(number.path("MaxValue").textValue())
                    .build());
        }
        return attribute.build();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
