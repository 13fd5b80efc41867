package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

class UserLifeTest {
    private static final String PASSWORD = "Correct-horse-7";

    private final CognitoFixture aws = CognitoFixture.plain();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aUserCreatedByAnAdministratorMustChangeThePasswordUntilAPermanentOneIsSet() {
        String pool = aws.createPool();
        assertThat(aws.createUser(pool, "ann").userStatusAsString()).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThatThrownBy(() -> reset(pool, "ann"))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("User password cannot be reset in the current state");
        setPassword(pool, "ann", true);
        assertThat(aws.status(pool, "ann")).isEqualTo("CONFIRMED");
        setPassword(pool, "ann", false);
        assertThat(aws.status(pool, "ann")).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThat(aws.service.state(pool).users().get(0).passwordsSet()).isEqualTo(2);
    }

    @Test
    void aUserWhoSignsUpIsUnconfirmedUntilConfirmedOnce() {
        String pool = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
        String client = aws.client
                .createUserPoolClient(request -> request.userPoolId(pool).clientName("web"))
                .userPoolClient()
                .clientId();
        aws.client.signUp(request -> request.clientId(client)
                .username("ann")
                .password(PASSWORD)
                .userAttributes(CognitoFixture.attributes("email", "ann@example.com")));
        assertThat(aws.status(pool, "ann")).isEqualTo("UNCONFIRMED");
        assertThat(aws.attribute(pool, "ann", "email_verified")).isEqualTo("false");
        assertThat(aws.service.outbox().messages())
                .extracting(Outbox.Message::operation)
                .containsExactly("SignUp");

        aws.client.adminConfirmSignUp(request -> request.userPoolId(pool).username("ann"));
        assertThat(aws.status(pool, "ann")).isEqualTo("CONFIRMED");
        assertThatThrownBy(() -> aws.client.adminConfirmSignUp(
                        request -> request.userPoolId(pool).username("ann")))
                .isInstanceOf(NotAuthorizedException.class)
                .hasMessageContaining("User cannot be confirmed. Current status is CONFIRMED");
    }

    @Test
    void resettingAPasswordMessagesTheUserAndNeedsAVerifiedAddress() {
        String pool = aws.createPool();
        aws.service
                .seed()
                .users(
                        pool,
                        List.of(
                                UserSeed.of("ann", Map.of("email", "ann@example.com", "email_verified", "true")),
                                UserSeed.of("bob", Map.of("email", "bob@example.com"))));
        reset(pool, "ann");
        assertThat(aws.status(pool, "ann")).isEqualTo("RESET_REQUIRED");
        assertThat(aws.service.outbox().messages())
                .extracting(Outbox.Message::operation, Outbox.Message::medium)
                .containsExactly(tuple("AdminResetUserPassword", "EMAIL"));
        assertThatThrownBy(() -> reset(pool, "bob")).isInstanceOf(InvalidParameterException.class);
        assertThat(aws.status(pool, "bob")).isEqualTo("CONFIRMED");
    }

    @Test
    void everyStatusCanBeSeededAndIsListed() {
        String pool = aws.createPool();
        EnumSet<UserStatus> all = EnumSet.allOf(UserStatus.class);
        all.forEach(status -> aws.service
                .seed()
                .users(pool, List.of(UserSeed.of("user-" + status, Map.of()).withStatus(status))));
        assertThat(aws.client
                        .listUsersPaginator(request -> request.userPoolId(pool))
                        .users())
                .extracting(UserType::userStatusAsString)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(UserStatus::name).toList());
        assertThat(aws.service.outbox().messages()).isEmpty();
        assertThat(aws.service.calls().count("AdminCreateUser")).isZero();
    }

    @Test
    void aFederatedProfileThatIsGivenAPasswordIsConfirmedAndKeepsItsIdentities() {
        String pool = aws.createPool();
        aws.service
                .seed()
                .users(
                        pool,
                        List.of(UserSeed.of("Google_1", Map.of("identities", "[]"))
                                .withStatus(UserStatus.EXTERNAL_PROVIDER)));
        setPassword(pool, "Google_1", true);
        assertThat(aws.status(pool, "Google_1")).isEqualTo("CONFIRMED");
        assertThat(aws.attribute(pool, "Google_1", "identities")).isEqualTo("[]");
    }

    @Test
    void disablingAndEnablingChangeTheDateOfModificationToTheMillisecond() {
        String pool = aws.createPool();
        aws.createUser(pool, "ann");
        Instant created = aws.clock.instant();
        aws.clock.advance(Duration.ofMillis(1234));
        aws.client.adminDisableUser(request -> request.userPoolId(pool).username("ann"));
        AdminGetUserResponse ann =
                aws.client.adminGetUser(request -> request.userPoolId(pool).username("ann"));
        assertThat(ann.enabled()).isFalse();
        assertThat(ann.userCreateDate()).isEqualTo(created);
        assertThat(ann.userLastModifiedDate()).isEqualTo(created.plusMillis(1234));
        aws.client.adminEnableUser(request -> request.userPoolId(pool).username("ann"));
        assertThat(aws.client
                        .adminGetUser(request -> request.userPoolId(pool).username("ann"))
                        .enabled())
                .isTrue();
    }

    @Test
    void anEmptyValueRemovesAnAttributeAndAnotherAddressIsUnverified() {
        String pool = aws.createPool();
        aws.createUser(pool, "ann", "email", "ann@example.com", "email_verified", "true", "name", "Ann");
        update(pool, "name", "");
        assertThat(aws.attribute(pool, "ann", "name")).isNull();
        update(pool, "email", "ann@example.net");
        assertThat(aws.attribute(pool, "ann", "email_verified")).isEqualTo("false");
        update(pool, "email", "ann@example.org", "email_verified", "true");
        assertThat(aws.attribute(pool, "ann", "email_verified")).isEqualTo("true");
        update(pool, "email", "");
        assertThat(aws.attribute(pool, "ann", "email")).isNull();
        assertThat(aws.attribute(pool, "ann", "email_verified")).isNull();
    }

    @Test
    void aChangedAddressIsVerifiedByAMessageUnlessTheCallSaysThatItIs() {
        String pool = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
        aws.createUser(pool, "ann");
        update(pool, "email", "ann@example.org", "email_verified", "true");
        assertThat(aws.service.outbox().messages()).isEmpty();
        update(pool, "email", "ann@example.net");
        assertThat(aws.service.outbox().messages())
                .extracting(Outbox.Message::operation)
                .containsExactly("AdminUpdateUserAttributes");
    }

    @Test
    void nobodyIsMessagedWhenTheInvitationIsSuppressed() {
        String pool = aws.createPool();
        aws.createUser(pool, "ann", "email", "ann@example.com");
        assertThat(aws.service.outbox().messages()).isEmpty();
    }

    @Test
    void thePoolsOwnMailAccountSendsFiftyInvitationsADayUntilNineOClock() {
        String pool = aws.createPool();
        for (int i = 0; i < 50; i++) {
            invite(pool, "user" + i);
        }
        assertThat(aws.service.outbox().messages()).hasSize(50);
        assertThatThrownBy(() -> invite(pool, "one-more"))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("Exceeded daily email limit");
        assertThat(aws.service.state(pool).users()).hasSize(50);
        aws.clock.advance(Duration.between(aws.clock.instant(), Instant.parse("2026-11-22T08:59:59Z")));
        assertThatThrownBy(() -> invite(pool, "one-more")).isInstanceOf(LimitExceededException.class);
        aws.clock.advance(Duration.ofSeconds(1));
        invite(pool, "one-more");
    }

    @Test
    void creatingAUserWouldCallThePreSignUpTriggerEvenWithoutAMessage() {
        String function = "arn:aws:lambda:eu-west-1:123456789012:function:screen";
        String pool = aws.createPool(settings -> settings.lambdaConfig(triggers -> triggers.preSignUp(function)));
        aws.createUser(pool, "ann");
        assertThat(aws.service.outbox().triggerCalls())
                .extracting(Outbox.TriggerCall::source)
                .containsExactly("PreSignUp_AdminCreateUser");
    }

    @Test
    void requiredAttributesMayBeLeftOutOnlyWithATemporaryPasswordAndOnlyIfTheyCanBeSetLater() {
        String pool = aws.createPool(settings -> settings.schema(SchemaAttributeType.builder()
                .name("name")
                .attributeDataType("String")
                .required(true)
                .mutable(true)
                .build()));
        assertThatThrownBy(() -> aws.createUser(pool, "ann"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("name: The attribute is required");
        aws.client.adminCreateUser(request -> request.userPoolId(pool)
                .username("ann")
                .temporaryPassword(PASSWORD)
                .messageAction("SUPPRESS"));
        String strict = aws.createPool(settings -> settings.schema(SchemaAttributeType.builder()
                .name("name")
                .attributeDataType("String")
                .required(true)
                .mutable(false)
                .build()));
        assertThatThrownBy(() -> aws.client.adminCreateUser(request -> request.userPoolId(strict)
                        .username("ann")
                        .temporaryPassword(PASSWORD)
                        .messageAction("SUPPRESS")))
                .isInstanceOf(InvalidParameterException.class);
        aws.createUser(strict, "ann", "name", "Ann");
    }

    @Test
    void deletesAttributesAndWithAnAddressWhetherItIsVerified() {
        String pool = aws.createPool();
        aws.createUser(
                pool, "ann", "email", "ann@example.com", "email_verified", "true", "given_name", "Ann", "name", "A");

        aws.client.adminDeleteUserAttributes(request ->
                request.userPoolId(pool).username("ann").userAttributeNames("email", "given_name", "nickname"));

        assertThat(aws.service.state(pool).users()).singleElement().satisfies(user -> assertThat(user.attributes())
                .isEqualTo(Map.of("name", "A")));
    }

    @Test
    void aRequiredAttributeIsNotDeleted() {
        String pool = aws.createPool(settings -> settings.schema(SchemaAttributeType.builder()
                .name("given_name")
                .attributeDataType("String")
                .required(true)
                .mutable(true)
                .build()));
        aws.createUser(pool, "ann", "given_name", "Ann");

        assertThatThrownBy(() -> aws.client.adminDeleteUserAttributes(
                        request -> request.userPoolId(pool).username("ann").userAttributeNames("given_name")))
                .isInstanceOf(InvalidParameterException.class);
    }

    private void invite(String pool, String username) {
        aws.client.adminCreateUser(request -> request.userPoolId(pool)
                .username(username)
                .desiredDeliveryMediums(DeliveryMediumType.EMAIL)
                .userAttributes(CognitoFixture.attributes("email", username + "@example.com")));
    }

    private void update(String pool, String... namesAndValues) {
        aws.client.adminUpdateUserAttributes(request ->
                request.userPoolId(pool).username("ann").userAttributes(CognitoFixture.attributes(namesAndValues)));
    }

    private void setPassword(String pool, String username, boolean permanent) {
        aws.client.adminSetUserPassword(request ->
                request.userPoolId(pool).username(username).password(PASSWORD).permanent(permanent));
    }

    private void reset(String pool, String username) {
        aws.client.adminResetUserPassword(request -> request.userPoolId(pool).username(username));
    }
}
