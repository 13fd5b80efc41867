package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminSetUserMfaPreferenceRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EmailSendingAccountType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureUnavailableInTierException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** Second factors of pools and users. */
class MfaTest {
    private static final String SNS_ROLE = "arn:aws:iam::123456789012:role/sms";

    private final CognitoFixture aws = CognitoFixture.plain();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPreferenceIsSetAndShown() {
        String pool = pool(UserPoolMfaType.OPTIONAL);
        seed(pool, UserSeed.of("ann", Map.of("phone_number", "+4912345", "email", "ann@example.com")));
        assertThat(ann(pool).hasUserMFASettingList()).isFalse();
        set(pool, request -> request.smsMfaSettings(sms -> sms.enabled(true).preferredMfa(true)));
        assertThat(ann(pool).userMFASettingList()).containsExactly("SMS_MFA");
        assertThat(ann(pool).preferredMfaSetting()).isEqualTo("SMS_MFA");
        set(pool, request -> request.emailMfaSettings(mail -> mail.enabled(true).preferredMfa(true)));
        assertThat(ann(pool).userMFASettingList()).containsExactlyInAnyOrder("SMS_MFA", "EMAIL_OTP");
        assertThat(ann(pool).preferredMfaSetting()).isEqualTo("EMAIL_OTP");
        set(pool, request -> request.emailMfaSettings(mail -> mail.enabled(false)));
        assertThat(ann(pool).userMFASettingList()).containsExactly("SMS_MFA");
        assertThat(ann(pool).preferredMfaSetting()).isNull();
    }

    @Test
    void aFactorNeedsAnAddressOrAnEnrolledToken() {
        String pool = pool(UserPoolMfaType.OPTIONAL);
        seed(pool, UserSeed.of("ann", Map.of()));
        assertRefused(pool, request -> request.smsMfaSettings(sms -> sms.enabled(true)), "SMS_MFA");
        assertRefused(pool, request -> request.emailMfaSettings(mail -> mail.enabled(true)), "EMAIL_OTP");
        assertRefused(
                pool, request -> request.softwareTokenMfaSettings(token -> token.enabled(true)), "SOFTWARE_TOKEN_MFA");
        seed(pool, UserSeed.of("bob", Map.of()).withMfa(new UserMfa(Set.of(), Optional.empty(), true, 2)));
        aws.client.adminSetUserMFAPreference(request -> request.userPoolId(pool)
                .username("bob")
                .softwareTokenMfaSettings(token -> token.enabled(true).preferredMfa(true)));
        assertThat(aws.service.state(pool).users())
                .filteredOn(user -> user.username().equals("bob"))
                .extracting(PoolState.User::mfa)
                .containsExactly(
                        UserMfa.preferring(MfaFactor.SOFTWARE_TOKEN_MFA).withPasskeys(2));
    }

    @Test
    void aPoolWithoutSecondFactorsLetsNobodySwitchOneOn() {
        String pool = aws.createPool();
        seed(pool, UserSeed.of("ann", Map.of("phone_number", "+4912345")));
        assertRefused(pool, request -> request.smsMfaSettings(sms -> sms.enabled(true)), "SMS_MFA");
    }

    @Test
    void onePreferenceAtMostAndOnlyOfWhatIsOn() {
        String pool = pool(UserPoolMfaType.OPTIONAL);
        seed(pool, UserSeed.of("ann", Map.of("phone_number", "+4912345", "email", "ann@example.com")));
        assertThatThrownBy(() -> set(pool, request -> request.smsMfaSettings(
                                sms -> sms.enabled(true).preferredMfa(true))
                        .emailMfaSettings(mail -> mail.enabled(true).preferredMfa(true))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> set(
                        pool,
                        request ->
                                request.smsMfaSettings(sms -> sms.enabled(false).preferredMfa(true))))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(ann(pool).hasUserMFASettingList()).isFalse();
    }

    @Test
    void whereAFactorIsDemandedOnlyThePreferenceCounts() {
        String pool = pool(UserPoolMfaType.ON);
        seed(pool, UserSeed.of("ann", Map.of("phone_number", "+4912345")));
        set(pool, request -> request.smsMfaSettings(sms -> sms.enabled(true).preferredMfa(true)));
        assertThat(ann(pool).hasUserMFASettingList()).isFalse();
        assertThat(ann(pool).preferredMfaSetting()).isEqualTo("SMS_MFA");
    }

    @Test
    void whoMustResetThePasswordOrConfirmIsRefused() {
        String pool = pool(UserPoolMfaType.OPTIONAL);
        seed(pool, UserSeed.of("ann", Map.of("phone_number", "+4912345")).withStatus(UserStatus.RESET_REQUIRED));
        assertThatThrownBy(() -> set(pool, request -> request.smsMfaSettings(sms -> sms.enabled(true))))
                .isInstanceOf(PasswordResetRequiredException.class);
        String other = pool(UserPoolMfaType.OPTIONAL);
        seed(other, UserSeed.of("ann", Map.of("phone_number", "+4912345")).withStatus(UserStatus.UNCONFIRMED));
        assertThatThrownBy(() -> set(other, request -> request.smsMfaSettings(sms -> sms.enabled(true))))
                .isInstanceOf(UserNotConfirmedException.class);
    }

    @Test
    void thePreferenceIsThrottledThoughItsModelDoesNotSaySo() {
        try (CognitoFixture slow = new CognitoFixture(Quotas.ofAws(), Behaviour.standard())) {
            String pool = slow.createPool();
            slow.seed(pool, "ann");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 30; i++) {
                            slow.client.adminSetUserMFAPreference(
                                    request -> request.userPoolId(pool).username("ann"));
                        }
                    })
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("TooManyRequestsException"));
        }
    }

    @Test
    void aPoolsSettingsAreShownAsTheyWereSet() {
        String pool = pool(UserPoolMfaType.OPTIONAL);
        var shown = aws.client.getUserPoolMfaConfig(request -> request.userPoolId(pool));
        assertThat(shown.mfaConfiguration()).isEqualTo(UserPoolMfaType.OPTIONAL);
        assertThat(shown.smsMfaConfiguration().smsConfiguration().snsCallerArn())
                .isEqualTo(SNS_ROLE);
        assertThat(shown.emailMfaConfiguration().subject()).isEqualTo("Code");
        assertThat(shown.softwareTokenMfaConfiguration().enabled()).isTrue();
        assertThat(aws.client
                        .describeUserPool(request -> request.userPoolId(pool))
                        .userPool()
                        .smsConfiguration()
                        .snsCallerArn())
                .isEqualTo(SNS_ROLE);
    }

    @Test
    void mailAsAFactorNeedsAnOwnMailAccountAndABetterTier() {
        String plain = aws.createPool();
        assertThatThrownBy(() -> aws.client.setUserPoolMfaConfig(request -> request.userPoolId(plain)
                        .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                        .emailMfaConfiguration(mail -> mail.subject("Code"))))
                .isInstanceOf(InvalidParameterException.class);
        String lite = aws.createPool(settings -> settings.userPoolTier("LITE"));
        assertThatThrownBy(() -> aws.client.setUserPoolMfaConfig(request -> request.userPoolId(lite)
                        .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                        .emailMfaConfiguration(mail -> mail.subject("Code"))))
                .isInstanceOf(FeatureUnavailableInTierException.class);
    }

    @Test
    void importedUsersGetTextMessagesWhereTheFileOrThePoolSaysSo() {
        try (CognitoFixture quick =
                new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withImports(ImportBehaviour.immediate()))) {
            Map<String, String> ann = Map.of(
                    "cognito:username", "ann",
                    "email", "ann@example.com",
                    "email_verified", "true",
                    "phone_number", "+4912345",
                    "cognito:mfa_enabled", "");
            Map<String, String> bob = Map.of(
                    "cognito:username", "bob",
                    "email", "bob@example.com",
                    "email_verified", "true",
                    "phone_number", "+4912346",
                    "cognito:mfa_enabled", "true");
            for (UserPoolMfaType mode : List.of(UserPoolMfaType.OPTIONAL, UserPoolMfaType.ON)) {
                String pool = quick.createPool(settings -> settings.mfaConfiguration(mode)
                        .autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                        .smsConfiguration(sms -> sms.snsCallerArn(SNS_ROLE)));
                ImportFixture imports = new ImportFixture(quick, pool);
                imports.done(imports.file(ann, bob));
                assertThat(quick.service.state(pool).users())
                        .extracting(user -> user.username() + " " + user.mfa().enabled())
                        .containsExactlyInAnyOrder(
                                mode == UserPoolMfaType.ON ? "ann [SMS_MFA]" : "ann []", "bob [SMS_MFA]");
            }
        }
    }

    private String pool(UserPoolMfaType mode) {
        String pool = aws.createPool(settings ->
                settings.emailConfiguration(mail -> mail.emailSendingAccount(EmailSendingAccountType.DEVELOPER)));
        aws.client.setUserPoolMfaConfig(request -> request.userPoolId(pool)
                .mfaConfiguration(mode)
                .smsMfaConfiguration(sms -> sms.smsConfiguration(role -> role.snsCallerArn(SNS_ROLE)))
                .emailMfaConfiguration(mail -> mail.subject("Code"))
                .softwareTokenMfaConfiguration(token -> token.enabled(true)));
        return pool;
    }

    private void seed(String pool, UserSeed user) {
        aws.service.seed().users(pool, List.of(user));
    }

    private void set(String pool, Consumer<AdminSetUserMfaPreferenceRequest.Builder> settings) {
        aws.client.adminSetUserMFAPreference(
                request -> settings.accept(request.userPoolId(pool).username("ann")));
    }

    private void assertRefused(
            String pool, Consumer<AdminSetUserMfaPreferenceRequest.Builder> settings, String factor) {
        assertThatThrownBy(() -> set(pool, settings))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("User does not have delivery config set to turn on " + factor);
    }

    private AdminGetUserResponse ann(String pool) {
        return aws.client.adminGetUser(request -> request.userPoolId(pool).username("ann"));
    }
}
