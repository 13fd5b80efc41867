package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.MfaFactor;
import cognitobackup.local.cognito.UserMfa;
import cognitobackup.local.cognito.UserSeed;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** Second factors from the source pool into a new one, by the deployed workflows. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SecondFactorsRoundTripTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SNS_ROLE = "arn:aws:iam::123456789012:role/sms";

    @Test
    void codesByTextMessageComeBackAndWhoHadAnAppIsListed() throws Exception {
        try (Stage stage = Stage.start(StageOptions.standard().withoutWaiting())) {
            String source = pool(stage, UserPoolMfaType.OPTIONAL);
            CognitoUserPools pools = stage.userPools(Stage.PRIMARY);
            List<String> subs = pools.seed()
                    .users(
                            source,
                            List.of(
                                    user("sms", 1).withMfa(UserMfa.preferring(MfaFactor.SMS_MFA)),
                                    user("app", 2).withMfa(UserMfa.preferring(MfaFactor.SOFTWARE_TOKEN_MFA)),
                                    user("both", 3)
                                            .withMfa(new UserMfa(
                                                    Set.of(MfaFactor.SMS_MFA, MfaFactor.SOFTWARE_TOKEN_MFA),
                                                    Optional.of(MfaFactor.SOFTWARE_TOKEN_MFA),
                                                    true,
                                                    0)),
                                    user("none", 4)));
            stage.deployPrimary(List.of(source), Map.of("captureMfa", "true"));
            Runbook runbook = stage.runbook(Stage.PRIMARY);
            runbook.await(runbook.startExport(Map.of()), LIMIT);
            String target = pool(stage, UserPoolMfaType.OPTIONAL);

            JsonNode summary =
                    runbook.await(runbook.startImport(Map.of("targetUserPoolId", target, "method", "API")), LIMIT);

            assertThat(summary.path("outcome").asText()).isEqualTo("COMPLETED");
            CognitoIdentityProviderClient cognito = stage.cognito(Stage.PRIMARY);
            assertThat(restored(cognito, target, "sms").userMFASettingList()).containsExactly("SMS_MFA");
            assertThat(restored(cognito, target, "sms").preferredMfaSetting()).isEqualTo("SMS_MFA");
            assertThat(restored(cognito, target, "both").userMFASettingList()).containsExactly("SMS_MFA");
            assertThat(restored(cognito, target, "both").preferredMfaSetting()).isNull();
            assertThat(restored(cognito, target, "app").userMFASettingList()).isEmpty();
            assertThat(restored(cognito, target, "none").userMFASettingList()).isEmpty();
            JsonNode report = stage.report(Stage.PRIMARY, summary.path("report").asText());
            assertThat(report.path("notes").path("ENROL_TOTP_AGAIN").asLong()).isEqualTo(2);
            assertThat(withNotes(report)).containsExactlyInAnyOrder(subs.get(1), subs.get(2));
        }
    }

    private static List<String> withNotes(JsonNode report) {
        List<String> subs = new ArrayList<>();
        report.path("findings").forEach(finding -> {
            if (finding.has("notes")) {
                subs.add(finding.path("sub").asText());
            }
        });
        return subs;
    }

    private static AdminGetUserResponse restored(CognitoIdentityProviderClient cognito, String pool, String name) {
        return cognito.adminGetUser(request -> request.userPoolId(pool).username(name));
    }

    private static UserSeed user(String name, int number) {
        return UserSeed.of(name, Map.of("phone_number", "+491510000" + number, "phone_number_verified", "true"));
    }

    private static String pool(Stage stage, UserPoolMfaType mfa) {
        CognitoIdentityProviderClient cognito = stage.cognito(Stage.PRIMARY);
        String pool = cognito.createUserPool(
                        request -> request.poolName("customers").autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
        cognito.setUserPoolMfaConfig(request -> request.userPoolId(pool)
                .mfaConfiguration(mfa)
                .smsMfaConfiguration(sms -> sms.smsConfiguration(config -> config.snsCallerArn(SNS_ROLE)))
                .softwareTokenMfaConfiguration(token -> token.enabled(true)));
        return pool;
    }
}
