package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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
 * identified and what they can hold. Triggers, multi-factor authentication, app clients and messages are left for after
 * the restore.
 */
public final class EmptyPool {
    private final CognitoIdentityProviderClient cognito;

    public EmptyPool(CognitoIdentityProviderClient cognito) {
        this.cognito = cognito;
    }

    /**
     * Creates the pool.
     *
     * @param description a pool in the member names of DescribeUserPool
     * @return the new pool's id
     */
    public String create(JsonNode description) {
        CreateUserPoolRequest.Builder request = CreateUserPoolRequest.builder()
                .poolName(description.path("Name").asText("drill"));
        List<SchemaAttributeType> schema = schema(description.path("SchemaAttributes"));
        if (!schema.isEmpty()) {
            request.schema(schema);
        }
        if (description.has("UsernameAttributes")) {
            request.usernameAttributes(texts(description.path("UsernameAttributes")).stream()
                    .map(UsernameAttributeType::fromValue)
                    .toList());
        }
        if (description.has("AliasAttributes")) {
            request.aliasAttributes(texts(description.path("AliasAttributes")).stream()
                    .map(AliasAttributeType::fromValue)
                    .toList());
        }
        if (description.has("AutoVerifiedAttributes")) {
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
        return cognito.createUserPool(request.build()).userPool().id();
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
