package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NumberAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.StringAttributeConstraintsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/**
 * Creates an empty pool by the description of another, as one does before a restore: with what decides how users are
 * identified and what they can hold, multi-factor authentication and identity providers. Triggers, app clients and
 * messages are left for after the restore.
 */
public final class EmptyPool {
    private static final String SMS_ROLE = "arn:aws:iam::123456789012:role/text-messages";

    private final CognitoIdentityProviderClient cognito;

    public EmptyPool(CognitoIdentityProviderClient cognito) {
        this.cognito = cognito;
    }

    /**
     * Creates the pool.
     *
     * @param description a pool in the member names of DescribeUserPool, and {@code IdentityProviders} as
     *     ListIdentityProviders shows them
     * @return the new pool's id
     */
    public String create(JsonNode description) {
        CreateUserPoolRequest.Builder request = request(description);
        JsonNode adminOnly = description.path("AdminCreateUserConfig").path("AllowAdminCreateUserOnly");
        request.adminCreateUserConfig(config -> config.allowAdminCreateUserOnly(adminOnly.asBoolean()));
        String mfa = description.path("MfaConfiguration").asText("OFF");
        if (!mfa.equals("OFF")) {
            request.mfaConfiguration(mfa)
                    .smsConfiguration(sms -> sms.snsCallerArn(SMS_ROLE).externalId("drill"));
        }
        String id = cognito.createUserPool(request.build()).userPool().id();
        for (JsonNode provider : description.path("IdentityProviders")) {
            cognito.createIdentityProvider(create -> create.userPoolId(id)
                    .providerName(provider.path("ProviderName").asText())
                    .providerType(provider.path("ProviderType").asText())
                    .providerDetails(Map.of("client_id", "drill")));
        }
        return id;
    }

    private static CreateUserPoolRequest.Builder request(JsonNode description) {
        CreateUserPoolRequest.Builder request = CreateUserPoolRequest.builder()
                .poolName(description.path("Name").asText("drill"));
        List<SchemaAttributeType> schema = schema(description.path("SchemaAttributes"));
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

    /** DescribeUserPool lists every attribute; CreateUserPool wants those that are not as Cognito has them anyway. */
    private static List<SchemaAttributeType> schema(JsonNode described) {
        List<SchemaAttributeType> schema = new ArrayList<>();
        for (JsonNode attribute : described) {
            String name = attribute.path("Name").asText();
            boolean custom = name.startsWith("custom:") || name.startsWith("dev:");
            boolean required = attribute.path("Required").asBoolean();
            boolean mutable = attribute.path("Mutable").asBoolean(true);
            if (!name.equals("sub") && (custom || required || !mutable)) {
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
