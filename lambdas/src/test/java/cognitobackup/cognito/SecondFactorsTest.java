package cognitobackup.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.metrics.PrintedMetrics;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminSetUserMfaPreferenceRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminSetUserMfaPreferenceResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EmailMfaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetUserPoolMfaConfigResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SmsMfaConfigType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SoftwareTokenMfaConfigType;

/** How second factors are asked for and switched on at Cognito. */
class SecondFactorsTest {
    private static final String POOL = "eu-west-1_AbCdEf123";

    private final ApplicationContext context = FunctionEnvironment.start(FunctionEnvironment.complete());
    private final ScriptedCognito cognito = new ScriptedCognito();
    private final UserPool pool = open();

    @AfterEach
    void close() {
        context.close();
    }

    private UserPool open() {
        cognito.answer(
                "DescribeUserPool",
                DescribeUserPoolResponse.builder()
                        .userPool(described -> described.id(POOL).name("customers"))
                        .build());
        return new CognitoUserPools(
                        cognito.client(),
                        context.getBean(RequestBudgets.class),
                        context.getBean(JsonMapper.class),
                        PrintedMetrics.unread(),
                        duration -> {})
                .open(POOL, 1, new Deadline(() -> 300_000, Duration.ofSeconds(10)))
                .orElseThrow();
    }

    private static AdminGetUserResponse.Builder answer(String sub) {
        return AdminGetUserResponse.builder()
                .username("ann")
                .enabled(true)
                .userStatus("CONFIRMED")
                .userAttributes(AttributeType.builder().name("sub").value(sub).build());
    }

    private static User user(String sub) {
        return new User(sub, "ann", new TreeMap<>(Map.of()), true, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void factorsAndTheOneThatIsPreferredAreRead() {
        cognito.answer(
                "AdminGetUser",
                answer("1")
                        .userMFASettingList("SMS_MFA", "SOFTWARE_TOKEN_MFA")
                        .preferredMfaSetting("SOFTWARE_TOKEN_MFA")
                        .build());

        assertThat(pool.mfa(user("1")).orElseThrow().factors())
                .isEqualTo(Map.of("SMS_MFA", "ENABLED", "SOFTWARE_TOKEN_MFA", "PREFERRED"));
    }

    @Test
    void whoHasNoneIsToldFromWhomNobodyAskedFor() {
        cognito.answer("AdminGetUser", answer("1").build());

        assertThat(pool.mfa(user("1"))).contains(MfaPreference.NONE);
    }

    @Test
    void whatIsAnothersNameByNowSaysNothingOfTheUser() {
        cognito.answer("AdminGetUser", answer("2").userMFASettingList("SMS_MFA").build());
        cognito.answer("AdminGetUser", ScriptedCognito.error("UserNotFoundException", 400));

        assertThat(pool.mfa(user("1"))).isEmpty();
        assertThat(pool.mfa(user("1"))).isEmpty();
    }

    @Test
    void onlyWhatIsWantedIsSwitchedOn() {
        cognito.answer(
                "AdminSetUserMFAPreference",
                AdminSetUserMfaPreferenceResponse.builder().build());

        pool.setMfa("ann", MfaPreference.of(List.of(MfaPreference.SMS), Optional.empty()));

        var request = (AdminSetUserMfaPreferenceRequest) cognito.requests().get(1);
        assertThat(request.username()).isEqualTo("ann");
        assertThat(request.smsMfaSettings().enabled()).isTrue();
        assertThat(request.smsMfaSettings().preferredMfa()).isFalse();
        assertThat(request.emailMfaSettings()).isNull();
        assertThat(request.softwareTokenMfaSettings())
                .as("an app stays as it is")
                .isNull();
    }

    /** The model of the operation does not name the exception, so that the SDK has no class for it. */
    @Test
    void throttlingIsWaitedForThoughTheOperationsModelHasNoSuchAnswer() {
        cognito.answer("AdminSetUserMFAPreference", ScriptedCognito.error("TooManyRequestsException", 400));
        cognito.answer(
                "AdminSetUserMFAPreference",
                AdminSetUserMfaPreferenceResponse.builder().build());

        pool.setMfa("ann", MfaPreference.of(List.of(), Optional.of(MfaPreference.EMAIL)));

        assertThat(pool.apiCalls()).containsEntry("AdminSetUserMFAPreference", 2L);
        var request = (AdminSetUserMfaPreferenceRequest) cognito.requests().get(2);
        assertThat(request.emailMfaSettings().preferredMfa()).isTrue();
    }

    @Test
    void whatCognitoRefusesIsSaidWithoutItsWords() {
        cognito.answer("AdminSetUserMFAPreference", ScriptedCognito.error("PasswordResetRequiredException", 400));

        assertThatThrownBy(() -> pool.setMfa("ann", MfaPreference.of(List.of(MfaPreference.SMS), Optional.empty())))
                .isInstanceOf(RejectedByCognitoException.class)
                .hasMessageContaining("PasswordResetRequiredException")
                .hasMessageNotContaining("ann@example.com");
    }

    @Test
    void whatThePoolOffersIsReadFromItsConfiguration() {
        cognito.answer(
                "GetUserPoolMfaConfig", GetUserPoolMfaConfigResponse.builder().build());
        cognito.answer(
                "GetUserPoolMfaConfig",
                GetUserPoolMfaConfigResponse.builder()
                        .smsMfaConfiguration(SmsMfaConfigType.builder().build())
                        .emailMfaConfiguration(EmailMfaConfigType.builder().build())
                        .softwareTokenMfaConfiguration(SoftwareTokenMfaConfigType.builder()
                                .enabled(true)
                                .build())
                        .build());

        assertThat(pool.mfaFactors()).isEmpty();
        assertThat(pool.mfaFactors())
                .containsExactlyInAnyOrder(MfaPreference.SMS, MfaPreference.EMAIL, MfaPreference.TOTP);
    }
}
