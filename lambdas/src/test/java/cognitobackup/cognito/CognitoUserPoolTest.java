package cognitobackup.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.metrics.PrintedMetrics;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminAddUserToGroupResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminCreateUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminDeleteUserAttributesRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminDeleteUserAttributesResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminEnableUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRemoveUserFromGroupRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRemoveUserFromGroupResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminUpdateUserAttributesRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminUpdateUserAttributesResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateGroupResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeIdentityProviderResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolClientResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolDomainResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserPoolMfaConfigResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListIdentityProvidersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListResourceServersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolClientsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UpdateGroupRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UpdateGroupResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** What our user pool makes of Cognito's answers; what each request does at Cognito is the end-to-end tests' part. */
class CognitoUserPoolTest {
    private static final String POOL = "eu-west-1_AbCdEf123";

    private final ApplicationContext context = FunctionEnvironment.start(generousBudgets());
    private final ScriptedCognito cognito = new ScriptedCognito();
    private final List<Duration> pauses = new ArrayList<>();
    private final PrintedMetrics printed = new PrintedMetrics();
    private int remainingMillis = 300_000;

    @AfterEach
    void close() {
        context.close();
    }

    private static Map<String, Object> generousBudgets() {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("REQUESTS_PER_SECOND", "{\"UserList\":1000,\"UserPoolResourceRead\":1000,\"UserUpdate\":1000}");
        return variables;
    }

    private Optional<UserPool> open() {
        return new CognitoUserPools(
                        cognito.client(),
                        context.getBean(RequestBudgets.class),
                        context.getBean(JsonMapper.class),
                        printed.metrics(),
                        pauses::add)
                .open(POOL, 1, new Deadline(() -> remainingMillis, Duration.ofSeconds(10)));
    }

    private UserPool pool() {
        cognito.answer("DescribeUserPool", described(UserPoolType.builder()));
        return open().orElseThrow();
    }

    private static DescribeUserPoolResponse described(UserPoolType.Builder pool) {
        return DescribeUserPoolResponse.builder()
                .userPool(pool.id(POOL).name("customers").build())
                .build();
    }

    private static ListUsersResponse users(String token, String... subs) {
        return ListUsersResponse.builder()
                .users(List.of(subs).stream()
                        .map(sub -> UserType.builder()
                                .username("name of " + sub)
                                .enabled(true)
                                .userStatus("CONFIRMED")
                                .userCreateDate(Instant.EPOCH)
                                .userLastModifiedDate(Instant.EPOCH)
                                .attributes(attribute("sub", sub), attribute("email", sub + "@example.com"))
                                .build())
                        .toList())
                .paginationToken(token)
                .build();
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    @Test
    void aPoolThatCognitoDoesNotKnowIsNotOpened() {
        cognito.answer("DescribeUserPool", ScriptedCognito.error("ResourceNotFoundException", 400));

        assertThat(open()).isEmpty();
    }

    @Test
    void aPoolWithoutUsernameConfigurationIsCaseSensitive() {
        assertThat(pool().settings().caseSensitive()).isTrue();
        cognito.answer(
                "DescribeUserPool",
                described(UserPoolType.builder()
                        .usernameConfiguration(configuration -> configuration.caseSensitive(false))
                        .usernameAttributesWithStrings("email")
                        .schemaAttributes(
                                SchemaAttributeType.builder()
                                        .name("email")
                                        .required(true)
                                        .mutable(true)
                                        .build(),
                                SchemaAttributeType.builder()
                                        .name("custom:tier")
                                        .attributeDataType("Number")
                                        .mutable(false)
                                        .build())
                        .lambdaConfig(triggers ->
                                triggers.preSignUp("arn:aws:lambda:x").kmsKeyID("arn:aws:kms:y"))
                        .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(12)))));

        PoolSettings settings = open().orElseThrow().settings();

        assertThat(settings.caseSensitive()).isFalse();
        assertThat(settings.usernameAttributes()).containsExactly("email");
        assertThat(settings.attributes())
                .containsEntry("email", new PoolSettings.Attribute("String", true, true))
                .containsEntry("custom:tier", new PoolSettings.Attribute("Number", false, false));
        assertThat(settings.triggers()).containsExactly("PreSignUp");
        assertThat(settings.passwordMinimumLength()).isEqualTo(12);
    }

    @Test
    void aPageOfUsersIsAskedForInFullAndKeepsTheSubApart() {
        UserPool pool = pool();
        cognito.answer("ListUsers", users("more", "a"));

        UserPool.Page<User> page = pool.listUsers(Optional.of("0"), Optional.empty());

        assertThat(page.token()).contains("more");
        assertThat(page.items().get(0).sub()).isEqualTo("a");
        assertThat(page.items().get(0).attributes()).containsOnly(Map.entry("email", "a@example.com"));
        ListUsersRequest request = (ListUsersRequest) cognito.requests().get(1);
        assertThat(request.limit()).isEqualTo(60);
        assertThat(request.filter()).isEqualTo("sub ^= \"0\"");
    }

    @Test
    void aUserIsLookedForPastEmptyPages() {
        UserPool pool = pool();
        cognito.answer("ListUsers", users("more")).answer("ListUsers", users(null, "a"));

        assertThat(pool.findUserBySub("a")).map(User::sub).contains("a");
        assertThat(((ListUsersRequest) cognito.requests().get(1)).filter()).isEqualTo("sub = \"a\"");
    }

    @Test
    void aUsernameIsThatOfOneUserAndNotOfWhomTheFilterTakesForIt() {
        UserPool pool = pool();
        cognito.answer("ListUsers", users(null, "a")).answer("ListUsers", users(null, "A", "a"));

        assertThat(pool.findUserByUsername("name of A")).isEmpty();
        assertThat(pool.findUserByUsername("name of A")).map(User::sub).contains("A");
        assertThat(((ListUsersRequest) cognito.requests().get(1)).filter()).isEqualTo("username = \"name of A\"");
    }

    @Test
    void quotesInWhatIsLookedForStayInside() {
        UserPool pool = pool();
        cognito.answer("ListUsers", users(null));

        assertThat(pool.findUserByIdentity("a\" or \\b")).isEmpty();
        assertThat(((ListUsersRequest) cognito.requests().get(1)).filter()).isEqualTo("username = \"a\\\" or \\\\b\"");
    }

    @Test
    void anInvalidParameterBesideATokenIsATokenThatExpired() {
        UserPool pool = pool();
        cognito.answer("ListUsers", ScriptedCognito.error("InvalidParameterException", 400))
                .answer("ListUsers", ScriptedCognito.error("InvalidParameterException", 400));

        assertThatThrownBy(() -> pool.listUsers(Optional.empty(), Optional.of("old")))
                .isInstanceOf(ExpiredTokenException.class);
        assertThatThrownBy(() -> pool.listUsers(Optional.empty(), Optional.empty()))
                .isInstanceOf(RejectedByCognitoException.class)
                .hasNoCause()
                .message()
                .contains("ListUsers", "InvalidParameterException")
                .doesNotContain("ann");
    }

    @Test
    void aThrottledCallIsSentAgainAndCounted() {
        UserPool pool = pool();
        for (int i = 0; i < 5; i++) {
            cognito.answer("ListUsers", ScriptedCognito.error("TooManyRequestsException", 400));
        }
        cognito.answer("ListUsers", users(null, "a"));

        assertThat(pool.listUsers(Optional.empty(), Optional.empty()).items()).hasSize(1);
        assertThat(pool.apiCalls()).containsEntry("ListUsers", 6L).containsEntry("DescribeUserPool", 1L);
        assertThat(pauses).hasSize(5).allMatch(pause -> pause.compareTo(Duration.ofSeconds(10)) <= 0);
        assertThat(printed.values())
                .containsOnly(
                        Map.entry("ApiCalls UserList", 6.0),
                        Map.entry("ApiCalls UserPoolRead", 1.0),
                        Map.entry("Throttles UserList", 5.0),
                        Map.entry("ThrottledShare", 500.0 / 7));
    }

    @Test
    void aCallThatIsThrottledUntilTheDeadlineFailsForNow() {
        UserPool pool = pool();
        cognito.answer("ListUsers", ScriptedCognito.error("TooManyRequestsException", 400));
        remainingMillis = 10_000;

        assertThatThrownBy(() -> pool.listUsers(Optional.empty(), Optional.empty()))
                .isInstanceOf(TemporaryFailure.class)
                .hasMessageContaining("ListUsers");
    }

    @Test
    void aLostConnectionIsTriedAgainAFewTimes() {
        UserPool pool = pool();
        var lost = SdkClientException.create("lost", new IOException("reset"));
        for (int i = 0; i < 4; i++) {
            cognito.answer("ListGroups", lost);
        }

        assertThatThrownBy(() -> pool.listGroups(Optional.empty())).isInstanceOf(TemporaryFailure.class);
        assertThat(pool.apiCalls()).containsEntry("ListGroups", 4L);
    }

    @Test
    void aCreationThatMayHaveTakenEffectIsNotRepeated() {
        UserPool pool = pool();
        cognito.answer("AdminCreateUser", SdkClientException.create("lost", new IOException("reset")));

        assertThatThrownBy(() -> pool.createUser("ann", Map.of(), "Temporary-1"))
                .isInstanceOf(TemporaryFailure.class);
        assertThat(pool.apiCalls()).containsEntry("AdminCreateUser", 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UsernameExistsException", "AliasExistsException"})
    void aNameOrAliasThatIsTakenIsTold(String code) {
        UserPool pool = pool();
        cognito.answer("AdminCreateUser", ScriptedCognito.error(code, 400));

        assertThatThrownBy(() -> pool.createUser("ann", Map.of("email", "ann@example.com"), "Temporary-1"))
                .isInstanceOf(UserExistsException.class);
        AdminCreateUserRequest request =
                (AdminCreateUserRequest) cognito.requests().get(1);
        assertThat(request.messageAction()).isEqualTo(MessageActionType.SUPPRESS);
        assertThat(request.forceAliasCreation()).isNull();
        assertThat(request.temporaryPassword())
                .as("without it Cognito wants every required attribute")
                .isEqualTo("Temporary-1");
    }

    @Test
    void aUserCreatedAMomentAgoIsAddedToItsGroupOnceItIsFound() {
        UserPool pool = pool();
        cognito.answer("AdminAddUserToGroup", ScriptedCognito.error("UserNotFoundException", 400))
                .answer("AdminAddUserToGroup", ScriptedCognito.error("UserNotFoundException", 400))
                .answer(
                        "AdminAddUserToGroup",
                        AdminAddUserToGroupResponse.builder().build());

        pool.addToGroup("ann", "admins");

        assertThat(pool.apiCalls()).containsEntry("AdminAddUserToGroup", 3L);
    }

    @Test
    void whatIamDeniesIsToldApartFromWhatCognitoRefuses() {
        UserPool pool = pool();
        cognito.answer("AdminAddUserToGroup", ScriptedCognito.error("AccessDeniedException", 400));

        assertThatThrownBy(() -> pool.addToGroup("ann", "admins"))
                .isInstanceOf(AccessDeniedException.class)
                .hasNoCause()
                .message()
                .contains("AdminAddUserToGroup")
                .doesNotContain("ann", "admins");
    }

    @Test
    void aGroupThatIsGoneHasNoMembersButAPoolThatIsGoneIsNoAnswer() {
        UserPool pool = pool();
        cognito.answer("ListUsersInGroup", ScriptedCognito.error("ResourceNotFoundException", 400))
                .answer("DescribeUserPool", described(UserPoolType.builder()));

        assertThat(pool.listMembers("gone", Optional.empty()))
                .isEqualTo(new UserPool.Page<>(List.of(), Optional.empty()));

        cognito.answer("GetGroup", ScriptedCognito.error("ResourceNotFoundException", 400))
                .answer("DescribeUserPool", ScriptedCognito.error("ResourceNotFoundException", 400));
        assertThatThrownBy(() -> pool.findGroup("gone")).isInstanceOf(RejectedByCognitoException.class);
    }

    @Test
    void aGroupThatExistsIsSetToWhatItShallBe() {
        UserPool pool = pool();
        cognito.answer("CreateGroup", ScriptedCognito.error("GroupExistsException", 400))
                .answer("UpdateGroup", UpdateGroupResponse.builder().build());

        pool.putGroup(new Group("admins", Optional.of("all"), Optional.of(0), Optional.empty()));

        UpdateGroupRequest request = (UpdateGroupRequest) cognito.requests().get(2);
        assertThat(request.description()).isEqualTo("all");
        assertThat(request.precedence()).isZero();
    }

    /** What is left out of UpdateGroup may stay as it is. */
    @Test
    void aDescriptionIsTakenFromAGroupThatShallHaveNone() {
        UserPool pool = pool();
        cognito.answer("CreateGroup", ScriptedCognito.error("GroupExistsException", 400))
                .answer("UpdateGroup", UpdateGroupResponse.builder().build());

        pool.putGroup(new Group("admins", Optional.empty(), Optional.of(0), Optional.empty()));

        assertThat(((UpdateGroupRequest) cognito.requests().get(2)).description())
                .isEmpty();
    }

    @Test
    void aGroupThatIsThereIsNotCreatedAndStaysAsItIs() {
        UserPool pool = pool();
        cognito.answer("CreateGroup", ScriptedCognito.error("GroupExistsException", 400))
                .answer("CreateGroup", CreateGroupResponse.builder().build());
        var group = new Group("admins", Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(pool.createGroup(group)).isFalse();
        assertThat(pool.createGroup(group)).isTrue();

        assertThat(pool.apiCalls()).containsEntry("CreateGroup", 2L).doesNotContainKey("UpdateGroup");
    }

    @Test
    void everybodyWithAnAddressIsFound() {
        UserPool pool = pool();
        cognito.answer("ListUsers", users("more", "a")).answer("ListUsers", users(null, "b"));

        assertThat(pool.findUsersByAttribute("email", "a\"@example.com"))
                .extracting(User::sub)
                .containsExactly("a", "b");
        assertThat(((ListUsersRequest) cognito.requests().get(1)).filter()).isEqualTo("email = \"a\\\"@example.com\"");
    }

    @Test
    void attributesAreSetInOneCallAndARefusalSaysNothingOfThem() {
        UserPool pool = pool();
        cognito.answer(
                        "AdminUpdateUserAttributes",
                        AdminUpdateUserAttributesResponse.builder().build())
                .answer("AdminUpdateUserAttributes", ScriptedCognito.error("AliasExistsException", 400))
                .answer(
                        "AdminDeleteUserAttributes",
                        AdminDeleteUserAttributesResponse.builder().build());

        pool.setAttributes("ann", new TreeMap<>(Map.of("email", "ann@example.com", "email_verified", "true")));
        assertThatThrownBy(() -> pool.setAttributes("ann", Map.of("email", "ann@example.com")))
                .isInstanceOf(RejectedByCognitoException.class)
                .message()
                .contains("AdminUpdateUserAttributes", "AliasExistsException")
                .doesNotContain("ann");
        pool.deleteAttributes("ann", List.of("name"));

        var set = (AdminUpdateUserAttributesRequest) cognito.requests().get(1);
        assertThat(set.username()).isEqualTo("ann");
        assertThat(set.userAttributes())
                .containsExactly(attribute("email", "ann@example.com"), attribute("email_verified", "true"));
        var deleted = (AdminDeleteUserAttributesRequest) cognito.requests().get(3);
        assertThat(deleted.userAttributeNames()).containsExactly("name");
    }

    @Test
    void aUserIsEnabledAndTakenOutOfAGroup() {
        UserPool pool = pool();
        cognito.answer("AdminEnableUser", AdminEnableUserResponse.builder().build())
                .answer("AdminRemoveUserFromGroup", ScriptedCognito.error("UserNotFoundException", 400))
                .answer(
                        "AdminRemoveUserFromGroup",
                        AdminRemoveUserFromGroupResponse.builder().build());

        pool.enableUser("ann");
        pool.removeFromGroup("ann", "admins");

        var removal = (AdminRemoveUserFromGroupRequest) cognito.requests().get(2);
        assertThat(removal.username()).isEqualTo("ann");
        assertThat(removal.groupName()).isEqualTo("admins");
        assertThat(pool.apiCalls()).containsEntry("AdminRemoveUserFromGroup", 2L);
    }

    @Test
    void theConfigurationIsReadByPartWithoutSecretsDatesAndCounts() {
        cognito.answer(
                        "DescribeUserPool",
                        described(UserPoolType.builder()
                                .estimatedNumberOfUsers(7)
                                .creationDate(Instant.EPOCH)
                                .domain("customers")))
                .answer(
                        "GetUserPoolMfaConfig",
                        GetUserPoolMfaConfigResponse.builder()
                                .mfaConfiguration("OFF")
                                .build())
                .answer(
                        "ListUserPoolClients",
                        ListUserPoolClientsResponse.builder()
                                .userPoolClients(
                                        UserPoolClientDescription.builder()
                                                .clientId("web")
                                                .build(),
                                        UserPoolClientDescription.builder()
                                                .clientId("gone")
                                                .build())
                                .build())
                .answer(
                        "DescribeUserPoolClient",
                        DescribeUserPoolClientResponse.builder()
                                .userPoolClient(client -> client.clientId("web")
                                        .clientSecret("hush")
                                        .callbackURLs("https://example.com"))
                                .build())
                .answer("DescribeUserPoolClient", ScriptedCognito.error("ResourceNotFoundException", 400))
                .answer(
                        "ListIdentityProviders",
                        ListIdentityProvidersResponse.builder()
                                .providers(ProviderDescription.builder()
                                        .providerName("Apple")
                                        .build())
                                .build())
                .answer(
                        "DescribeIdentityProvider",
                        DescribeIdentityProviderResponse.builder()
                                .identityProvider(provider -> provider.providerName("Apple")
                                        .providerDetails(Map.of(
                                                "client_id", "1",
                                                "private_key", "hush",
                                                "client_secret", "hush")))
                                .build())
                .answer(
                        "ListResourceServers",
                        ListResourceServersResponse.builder()
                                .resourceServers(ResourceServerType.builder()
                                        .identifier("api")
                                        .build())
                                .build())
                .answer(
                        "DescribeUserPoolDomain",
                        DescribeUserPoolDomainResponse.builder()
                                .domainDescription(domain -> domain.domain("customers"))
                                .build());

        List<ConfigurationPart> parts = open().orElseThrow().configuration();

        assertThat(parts)
                .containsExactly(
                        new ConfigurationPart(
                                "pool",
                                POOL,
                                "{\"Domain\":\"customers\",\"Id\":\"" + POOL + "\",\"Name\":\"customers\"}"),
                        new ConfigurationPart("mfa", POOL, "{\"MfaConfiguration\":\"OFF\"}"),
                        new ConfigurationPart(
                                "client", "web", "{\"CallbackURLs\":[\"https://example.com\"],\"ClientId\":\"web\"}"),
                        new ConfigurationPart(
                                "identityProvider",
                                "Apple",
                                "{\"ProviderDetails\":{\"client_id\":\"1\"},\"ProviderName\":\"Apple\"}"),
                        new ConfigurationPart("resourceServer", "api", "{\"Identifier\":\"api\"}"),
                        new ConfigurationPart("domain", "customers", "{\"Domain\":\"customers\"}"));
    }
}
