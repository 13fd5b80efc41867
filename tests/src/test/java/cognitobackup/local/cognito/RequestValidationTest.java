package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is one request that is right but for one thing, and what Cognito says to it. */
class RequestValidationTest {
    private static final String NO_WHITESPACE = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";

    private final CognitoUserPools service =
            new CognitoUserPools("eu-west-1", "123456789012", new ManualClock(), Quotas.unlimited());
    private String pool;

    @BeforeEach
    void createPoolWithOneUserAndGroup() throws Exception {
        pool = service.call(
                        "CreateUserPool",
                        json("{'PoolName': 'customers', 'AutoVerifiedAttributes': ['email'], 'Schema': ["
                                + "{'Name': 'plan', 'AttributeDataType': 'String', 'Mutable': true,"
                                + " 'StringAttributeConstraints': {'MinLength': '2', 'MaxLength': '4'}},"
                                + "{'Name': 'seats', 'AttributeDataType': 'Number', 'Mutable': true,"
                                + " 'NumberAttributeConstraints': {'MinValue': '1', 'MaxValue': '9'}},"
                                + "{'Name': 'origin', 'AttributeDataType': 'String', 'Mutable': false}]}"))
                .path("UserPool")
                .path("Id")
                .asText();
        call("AdminCreateUser", "{'UserPoolId': POOL, 'Username': 'ann', 'MessageAction': 'SUPPRESS'}");
        call("CreateGroup", "{'UserPoolId': POOL, 'GroupName': 'admins'}");
    }

    static Stream<Arguments> rejections() {
        String longName = "n".repeat(129);
        return Stream.of(
                row(
                        "ListUsers",
                        "'Limit': 61",
                        "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint:"
                                + " Member must have value less than or equal to 60"),
                row(
                        "ListUsers",
                        "'Limit': -1",
                        "1 validation error detected: Value '-1' at 'limit' failed to satisfy constraint:"
                                + " Member must have value greater than or equal to 0"),
                row("ListUsers", "'Filter': 'email=ann'", "Error while parsing filter"),
                row("ListUsers", "'Filter': 'email > \"a\"'", "Error while parsing filter"),
                row("ListUsers", "'Filter': 'email = \"a\" and name = \"b\"'", "Error while parsing filter"),
                row("ListUsers", "'Filter': 'custom:plan = \"free\"'", "Invalid search attribute: custom:plan"),
                row("ListUsers", "'PaginationToken': 'made-up'", "Paging Marker is Invalid for Request"),
                row(
                        "ListUsers",
                        "'UserPoolId': 'nonsense'",
                        "1 validation error detected: Value 'nonsense' at 'userPoolId' failed to satisfy constraint:"
                                + " Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+"),
                row(
                        "ListUserPools",
                        "'UserPoolId': null",
                        "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint:"
                                + " Member must not be null"),
                row(
                        "AdminGetUser",
                        "'Username': 'an n'",
                        "1 validation error detected: Value at 'username' failed to satisfy constraint:"
                                + " Member must satisfy regular expression pattern: " + NO_WHITESPACE),
                row(
                        "AdminCreateUser",
                        "'Username': '" + longName + "'",
                        "1 validation error detected: Value at 'username' failed to satisfy constraint:"
                                + " Member must have length less than or equal to 128"),
                row(
                        "AdminCreateUser",
                        "'Username': ''",
                        "2 validation errors detected: Value at 'username' failed to satisfy constraint: Member must"
                                + " have length greater than or equal to 1; Value at 'username' failed to satisfy"
                                + " constraint: Member must satisfy regular expression pattern: " + NO_WHITESPACE),
                create("'sub', 'Value': 'x'", "Cannot modify the non-mutable attribute sub"),
                create("'identities', 'Value': '[]'", "Cannot modify the non-mutable attribute identities"),
                create("'email', 'Value': 'nobody'", "Invalid email address format."),
                create("'phone_number', 'Value': '0123'", "Invalid phone number format."),
                create("'birthdate', 'Value': '11/22/2026'", "Invalid birthdate format, please use YYYY-MM-DD."),
                create("'birthdate', 'Value': '2026-1-2'", "birthdate: String must be at least 10 characters."),
                create("'email_verified', 'Value': 'true'", "email is required if email_verified is true"),
                create("'shoe', 'Value': '9'", "Type for attribute {shoe} could not be determined"),
                create("'custom:plan', 'Value': 'x'", "custom:plan: String must be at least 2 characters."),
                create("'custom:plan', 'Value': 'large'", "custom:plan: String must be no longer than 4 characters."),
                create("'custom:seats', 'Value': 'many'", "custom:seats: The value is not a number."),
                create("'custom:seats', 'Value': '0'", "custom:seats: The value is less than 1."),
                create("'custom:seats', 'Value': '10'", "custom:seats: The value is greater than 9."),
                create("'phone_number', 'Value': ''", "Invalid phone number format."),
                create("'custom:plan', 'Value': ''", "custom:plan: String must be at least 2 characters."),
                create("'email_verified', 'Value': 'yes'", "The value is neither true nor false."),
                create(
                        "'name', 'Value': '" + "n".repeat(2049) + "'",
                        "Value at 'userAttributes.1.member.value' failed",
                        "Member must have length less than or equal to 2048"),
                create("'name', 'Value': '" + "é".repeat(1025) + "'", "longer than 2048 bytes"),
                row(
                        "AdminCreateUser",
                        "'Username': 'bob', 'DesiredDeliveryMediums': ['EMAIL'], 'MessageAction': null",
                        "email is required if EMAIL is one of DesiredDeliveryMediums"),
                row(
                        "AdminUpdateUserAttributes",
                        "'UserAttributes': [{'Name': 'custom:origin', 'Value': 'x'}]",
                        "user.custom:origin: Attribute cannot be updated."),
                row(
                        "AdminUpdateUserAttributes",
                        "'UserAttributes': [{'Name': 'sub', 'Value': 'x'}]",
                        "user.sub: Attribute cannot be updated."),
                row(
                        "AdminDeleteUserAttributes",
                        "'UserAttributeNames': ['custom:origin']",
                        "user.custom:origin: Attribute cannot be updated."),
                row(
                        "AdminDeleteUserAttributes",
                        "'UserAttributeNames': ['sub']",
                        "user.sub: Attribute cannot be updated."),
                row(
                        "AdminDeleteUserAttributes",
                        "'UserAttributeNames': ['shoe']",
                        "Type for attribute {shoe} could not be determined"),
                row(
                        "AdminDeleteUserAttributes",
                        "'Username': 'ann'",
                        "Value null at 'userAttributeNames' failed to satisfy constraint: Member must not be null"),
                row(
                        "CreateGroup",
                        "'GroupName': 'two words'",
                        "1 validation error detected: Value 'two words' at 'groupName' failed to satisfy constraint:"
                                + " Member must satisfy regular expression pattern: " + NO_WHITESPACE),
                row("CreateGroup", "'GroupName': 'g', 'Precedence': -1", "greater than or equal to 0"),
                row("CreateGroup", "'GroupName': 'g', 'RoleArn': 'arn:aws:iam::1:role'", "'roleArn' failed"),
                row("CreateGroup", "'GroupName': 'g', 'Description': '" + "d".repeat(2049) + "'", "to 2048"),
                row(
                        "AdminSetUserPassword",
                        "'Password': 'has space'",
                        "1 validation error detected: Value at 'password' failed to satisfy constraint:"
                                + " Member must satisfy regular expression pattern: [\\S]+"),
                row(
                        "AddCustomAttributes",
                        "'CustomAttributes': [{'Name': 'needed', 'AttributeDataType': 'String', 'Required': true}]",
                        "Required custom attributes are not supported currently."),
                row(
                        "AddCustomAttributes",
                        "'CustomAttributes': [{'Name': 'plan', 'AttributeDataType': 'String'}]",
                        "custom:plan: Existing attribute already has name custom:plan."),
                row(
                        "AddCustomAttributes",
                        "'CustomAttributes': [{'Name': '" + "n".repeat(21) + "', 'AttributeDataType': 'String'}]",
                        "'customAttributes.1.member.name' failed",
                        "less than or equal to 20"),
                row(
                        "CreateUserPool",
                        "'UserPoolId': null, 'PoolName': 'p', 'UsernameAttributes': ['email'], 'AliasAttributes': ['email']",
                        "Only one of the aliasAttributes or usernameAttributes can be set in a user pool."),
                row(
                        "CreateUserPool",
                        "'UserPoolId': null, 'PoolName': 'p', 'MfaConfiguration': 'ON'",
                        "SMS configuration and Auto verification for phone_number are required when MFA is"
                                + " required/optional"),
                row(
                        "CreateUserPool",
                        "'UserPoolId': null, 'PoolName': 'p', 'MfaConfiguration': 'SOMETIMES'",
                        "Member must satisfy enum value set: [OFF, ON, OPTIONAL]"),
                row(
                        "CreateUserPoolClient",
                        "'ClientName': 'web', 'ReadAttributes': ['custom:none']",
                        "Invalid read attributes specified while creating a client"),
                row("SetUserPoolMfaConfig", "'MfaConfiguration': 'OPTIONAL'", "can't turn on MFA"));
    }

    private static Arguments row(String operation, String changes, String... messageParts) {
        return Arguments.of(operation, changes, messageParts);
    }

    private static Arguments create(String attribute, String... messageParts) {
        return row(
                "AdminCreateUser", "'Username': 'bob', 'UserAttributes': [{'Name': " + attribute + "}]", messageParts);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void rejectsWithInvalidParameterException(String operation, String changes, String... messageParts)
            throws Exception {
        AwsError error = refusal(operation, changes);
        assertThat(error.code()).isEqualTo("InvalidParameterException");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error).hasMessageContainingAll(messageParts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ListUsers                | 'UserPoolId': 'eu-west-1_Unknown00'          | ResourceNotFoundException",
                "DescribeUserPool         | 'UserPoolId': 'eu-west-1_Unknown00'          | ResourceNotFoundException",
                "AdminGetUser             | 'Username': 'nobody'                         | UserNotFoundException",
                "AdminSetUserPassword     | 'Username': 'nobody', 'Password': 'Aa1!aaaa' | UserNotFoundException",
                "AdminSetUserPassword     | 'Password': 'Aa1!aaa'                        | InvalidPasswordException",
                "AdminSetUserPassword     | 'Password': 'aa1!aaaa'                       | InvalidPasswordException",
                "AdminSetUserPassword     | 'Password': 'AA1!AAAA'                       | InvalidPasswordException",
                "AdminSetUserPassword     | 'Password': 'Aaa!aaaa'                       | InvalidPasswordException",
                "AdminSetUserPassword     | 'Password': 'Aa1aaaaa'                       | InvalidPasswordException",
                "AdminCreateUser          | 'Username': 'bob', 'TemporaryPassword': 'a'  | InvalidPasswordException",
                "AdminCreateUser          | 'Username': 'ann'                            | UsernameExistsException",
                "CreateGroup              | 'GroupName': 'admins'                        | GroupExistsException",
                "GetGroup                 | 'GroupName': 'none'                          | ResourceNotFoundException",
                "ListUsersInGroup         | 'GroupName': 'none'                          | ResourceNotFoundException",
                "AdminAddUserToGroup      | 'GroupName': 'none'                          | ResourceNotFoundException",
                "DescribeIdentityProvider | 'ProviderName': 'Google'                     | ResourceNotFoundException",
                "DescribeUserPoolClient   | 'ClientId': 'none'                           | ResourceNotFoundException",
                "ListUsers                | 'Limit': 'ten'                               | SerializationException",
                "ListUsers                | 'AttributesToGet': ['email']                 | NotImplementedByLocalAws",
                "AdminCreateUser          | 'Username': 'bob', 'MessageAction': 'RESEND' | NotImplementedByLocalAws",
                "AdminCreateUser          | 'Username': 'bob', 'ForceAliasCreation':true | NotImplementedByLocalAws",
                "AdminLinkProviderForUser | 'Username': 'ann'                            | NotImplementedByLocalAws",
                "UpdateUserPool           | 'MfaConfiguration': 'OFF'                    | NotImplementedByLocalAws",
            })
    void rejectsWithItsOwnCode(String operation, String changes, String code) throws Exception {
        assertThat(refusal(operation, changes).code()).isEqualTo(code);
    }

    @Test
    void refusesAnOperationThatIsNotBuiltByItsName() throws Exception {
        assertThat(refusal("AdminInitiateAuth", "'Username': 'ann'")).hasMessageContaining("AdminInitiateAuth");
    }

    @Test
    void everyOperationThatIsBuiltBelongsToOneQuotaCategory() {
        assertThat(Stream.of(QuotaCategory.values()).flatMap(category -> category.operations().stream()))
                .containsExactlyInAnyOrderElementsOf(service.operations());
    }

    /** Sends a right request with members set by the changes, or removed where they are null. */
    private AwsError refusal(String operation, String changes) throws JsonProcessingException {
        String base = "{'UserPoolId': POOL"
                + switch (operation) {
                    case "AdminCreateUser" -> ", 'MessageAction': 'SUPPRESS'";
                    case "AdminAddUserToGroup" -> ", 'Username': 'ann'";
                    case "AdminSetUserPassword", "AdminUpdateUserAttributes", "AdminDeleteUserAttributes" ->
                        ", 'Username': 'ann'";
                    default -> "";
                }
                + "}";
        ObjectNode request = json(base.replace("POOL", "'" + pool + "'"));
        request.setAll(json("{" + changes + "}"));
        return catchThrowableOfType(AwsError.class, () -> service.call(operation, request));
    }

    private void call(String operation, String request) throws JsonProcessingException {
        service.call(operation, json(request.replace("POOL", "'" + pool + "'")));
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) Json.MAPPER.readTree(withDoubleQuotes(text));
    }

    /** Single quotes around what is JSON's, so that the rows stay readable; double quotes inside are escaped. */
    private static String withDoubleQuotes(String text) {
        return text.replace("\"", "\\\"").replace('\'', '"');
    }
}
