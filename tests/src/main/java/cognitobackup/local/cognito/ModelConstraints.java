package cognitobackup.local.cognito;

import static cognitobackup.local.cognito.Constraint.flag;
import static cognitobackup.local.cognito.Constraint.integer;
import static cognitobackup.local.cognito.Constraint.keptStructure;
import static cognitobackup.local.cognito.Constraint.listOf;
import static cognitobackup.local.cognito.Constraint.mapOfText;
import static cognitobackup.local.cognito.Constraint.oneOf;
import static cognitobackup.local.cognito.Constraint.sensitiveText;
import static cognitobackup.local.cognito.Constraint.structure;
import static cognitobackup.local.cognito.Constraint.text;

import java.util.HashMap;
import java.util.Map;

/**
 * The constraints of Cognito's service model by member name. Most members have the same constraint wherever they stand;
 * an operation with another says so itself.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html">Amazon Cognito
 *     user pools API reference</a>
 */
final class ModelConstraints {
    private static final String NO_WHITESPACE = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";
    private static final String ANY = "(?s).*";
    private static final String NAME = "[\\w\\s+=,.@-]+";
    private static final int LONGEST_TEXT = 131_072;
    private static final Constraint ARN = text(
            20,
            2048,
            "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?");
    private static final Constraint TOKEN = text(1, LONGEST_TEXT, "[\\S]+");
    private static final Constraint TEXT = text(0, LONGEST_TEXT, ANY);
    private static final Constraint ATTRIBUTE_NAME = text(1, 32, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+");
    private static final Constraint ATTRIBUTES = listOf(
            0,
            Integer.MAX_VALUE,
            structure(Map.of("Name", ATTRIBUTE_NAME, "Value", sensitiveText(0, 2048, ANY)), "Name"));
    private static final Constraint SCHEMA_ATTRIBUTE = structure(Map.of(
            "Name", text(1, 20, NO_WHITESPACE),
            "AttributeDataType", oneOf("String", "Number", "DateTime", "Boolean"),
            "DeveloperOnlyAttribute", flag(),
            "Mutable", flag(),
            "Required", flag(),
            "NumberAttributeConstraints", structure(Map.of("MinValue", TEXT, "MaxValue", TEXT)),
            "StringAttributeConstraints", structure(Map.of("MinLength", TEXT, "MaxLength", TEXT))));
    private static final Constraint PASSWORD = sensitiveText(0, 256, "[\\S]+");
    private static final Constraint MFA = oneOf("OFF", "ON", "OPTIONAL");

    private static final Map<String, Constraint> BY_MEMBER = byMember();

    private ModelConstraints() {}

    static Constraint of(String member) {
        Constraint constraint = BY_MEMBER.get(member);
        if (constraint == null) {
            throw new IllegalArgumentException("No constraint is known for " + member);
        }
        return constraint;
    }

    private static Map<String, Constraint> byMember() {
        Map<String, Constraint> members = new HashMap<>();
        members.put("UserPoolId", text(1, 55, "[\\w-]+_[0-9a-zA-Z]+"));
        members.put("Username", sensitiveText(1, 128, NO_WHITESPACE));
        members.put("GroupName", text(1, 128, NO_WHITESPACE));
        members.put("Limit", integer(0, 60));
        members.put("MaxResults", integer(1, 60));
        members.put("NextToken", TOKEN);
        members.put("PaginationToken", TOKEN);
        members.put("Filter", text(0, 256, ANY));
        members.put("UserAttributes", ATTRIBUTES);
        members.put("UserAttributeNames", listOf(0, Integer.MAX_VALUE, ATTRIBUTE_NAME));
        members.put("Password", PASSWORD);
        members.put("TemporaryPassword", PASSWORD);
        members.put("Permanent", flag());
        members.put("ForceAliasCreation", flag());
        members.put("MessageAction", oneOf("RESEND", "SUPPRESS"));
        members.put("DesiredDeliveryMediums", listOf(0, 2, oneOf("SMS", "EMAIL")));
        members.put("Description", text(0, 2048, ANY));
        members.put("Precedence", integer(0, Integer.MAX_VALUE));
        members.put("RoleArn", ARN);
        members.put("ClientId", text(1, 128, "[\\w+]+"));
        members.put("JobName", text(1, 128, NAME));
        members.put("JobId", text(1, 55, "import-[0-9a-zA-Z-]+"));
        members.put("CloudWatchLogsRoleArn", ARN);
        poolMembers(members);
        clientMembers(members);
        providerMembers(members);
        return members;
    }

    private static void poolMembers(Map<String, Constraint> members) {
        members.put("PoolName", text(1, 128, NAME));
        members.put("Schema", listOf(1, 50, SCHEMA_ATTRIBUTE));
        members.put("CustomAttributes", listOf(1, 25, SCHEMA_ATTRIBUTE));
        members.put("Policies", structure(Map.of("PasswordPolicy", passwordPolicy(), "SignInPolicy", keptStructure())));
        members.put("DeletionProtection", oneOf("ACTIVE", "INACTIVE"));
        members.put("AutoVerifiedAttributes", listOf(0, 2, oneOf("phone_number", "email")));
        members.put("AliasAttributes", listOf(0, 3, oneOf("phone_number", "email", "preferred_username")));
        members.put("UsernameAttributes", listOf(0, 2, oneOf("phone_number", "email")));
        members.put("UsernameConfiguration", structure(Map.of("CaseSensitive", flag()), "CaseSensitive"));
        members.put("MfaConfiguration", MFA);
        members.put("SoftwareTokenMfaConfiguration", structure(Map.of("Enabled", flag())));
        members.put(
                "SmsMfaConfiguration",
                structure(Map.of(
                        "SmsAuthenticationMessage",
                        text(6, 140, ".*\\{####\\}.*"),
                        "SmsConfiguration",
                        keptStructure())));
        members.put(
                "EmailMfaConfiguration",
                structure(Map.of(
                        "Message", text(6, 20_000, "(?s).*\\{####\\}.*"),
                        "Subject", text(1, 140, ANY))));
        members.put(
                "WebAuthnConfiguration",
                structure(Map.of(
                        "RelyingPartyId", text(1, 127, ANY),
                        "UserVerification", oneOf("required", "preferred"),
                        "FactorConfiguration", oneOf("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"))));
        Constraint preference = structure(Map.of("Enabled", flag(), "PreferredMfa", flag()));
        members.put("SMSMfaSettings", preference);
        members.put("EmailMfaSettings", preference);
        members.put("SoftwareTokenMfaSettings", preference);
        members.put(
                "AdminCreateUserConfig",
                structure(Map.of(
                        "AllowAdminCreateUserOnly", flag(),
                        "UnusedAccountValidityDays", integer(0, 365),
                        "InviteMessageTemplate", keptStructure())));
        members.put("UserPoolTier", oneOf("LITE", "ESSENTIALS", "PLUS"));
        members.put("UserPoolTags", mapOfText());
        members.put("LambdaConfig", keptStructure());
        members.put("EmailConfiguration", keptStructure());
        members.put("SmsConfiguration", keptStructure());
        members.put("DeviceConfiguration", keptStructure());
        members.put("AccountRecoverySetting", keptStructure());
        members.put("UserPoolAddOns", keptStructure());
        members.put("VerificationMessageTemplate", keptStructure());
        members.put("SmsVerificationMessage", text(6, 140, ".*\\{####\\}.*"));
        members.put("SmsAuthenticationMessage", text(6, 140, ".*\\{####\\}.*"));
        members.put("EmailVerificationMessage", text(6, 20_000, "(?s).*\\{####\\}.*"));
        members.put("EmailVerificationSubject", text(1, 140, ANY));
        members.put("Domain", text(1, 63, "^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$"));
    }

    private static Constraint passwordPolicy() {
        return structure(Map.of(
                "MinimumLength", integer(6, 99),
                "RequireUppercase", flag(),
                "RequireLowercase", flag(),
                "RequireNumbers", flag(),
                "RequireSymbols", flag(),
                "PasswordHistorySize", integer(0, 24),
                "TemporaryPasswordValidityDays", integer(0, 365)));
    }

    private static void clientMembers(Map<String, Constraint> members) {
        Constraint url = text(1, 1024, NO_WHITESPACE);
        Constraint attributeNames = listOf(0, Integer.MAX_VALUE, text(1, 2048, ANY));
        members.put("ClientName", text(1, 128, NAME));
        members.put("GenerateSecret", flag());
        members.put("RefreshTokenValidity", integer(0, 315_360_000));
        members.put("AccessTokenValidity", integer(1, 86_400));
        members.put("IdTokenValidity", integer(1, 86_400));
        members.put("TokenValidityUnits", keptStructure());
        members.put("ReadAttributes", attributeNames);
        members.put("WriteAttributes", attributeNames);
        members.put(
                "ExplicitAuthFlows",
                listOf(
                        0,
                        9,
                        oneOf(
                                "ADMIN_NO_SRP_AUTH",
                                "CUSTOM_AUTH_FLOW_ONLY",
                                "USER_PASSWORD_AUTH",
                                "ALLOW_ADMIN_USER_PASSWORD_AUTH",
                                "ALLOW_CUSTOM_AUTH",
                                "ALLOW_USER_PASSWORD_AUTH",
                                "ALLOW_USER_SRP_AUTH",
                                "ALLOW_REFRESH_TOKEN_AUTH",
                                "ALLOW_USER_AUTH")));
        members.put(
                "SupportedIdentityProviders",
                listOf(0, Integer.MAX_VALUE, text(1, 32, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+")));
        members.put("CallbackURLs", listOf(0, 100, url));
        members.put("LogoutURLs", listOf(0, 100, url));
        members.put("DefaultRedirectURI", url);
        members.put("AllowedOAuthFlows", listOf(0, 3, oneOf("code", "implicit", "client_credentials")));
        members.put("AllowedOAuthScopes", listOf(0, 50, text(1, 256, "[\\x21\\x23-\\x5B\\x5D-\\x7E]+")));
        members.put("AllowedOAuthFlowsUserPoolClient", flag());
        members.put("PreventUserExistenceErrors", oneOf("LEGACY", "ENABLED"));
        members.put("EnableTokenRevocation", flag());
        members.put("EnablePropagateAdditionalUserContextData", flag());
        members.put("AuthSessionValidity", integer(3, 15));
    }

    private static void providerMembers(Map<String, Constraint> members) {
        members.put("ProviderName", text(1, 32, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+"));
        Constraint providerUser = structure(Map.of(
                "ProviderName",
                text(1, 32, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+"),
                "ProviderAttributeName",
                TEXT,
                "ProviderAttributeValue",
                sensitiveText(0, LONGEST_TEXT, ANY)));
        members.put("DestinationUser", providerUser);
        members.put("SourceUser", providerUser);
        members.put("User", providerUser);
        members.put("ProviderType", oneOf("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC"));
        members.put("ProviderDetails", mapOfText());
        members.put("AttributeMapping", mapOfText());
        members.put("IdpIdentifiers", listOf(0, 50, text(1, 40, "[\\w\\s+=.@-]+")));
        members.put("Identifier", text(1, 256, "[\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
        members.put("Name", text(1, 256, NAME));
        members.put(
                "Scopes",
                listOf(
                        0,
                        100,
                        structure(
                                Map.of(
                                        "ScopeName", text(1, 256, "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+"),
                                        "ScopeDescription", text(1, 256, ANY)),
                                "ScopeName",
                                "ScopeDescription")));
    }
}
