package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Second factors in whole imports: what can be switched on again is, once, and the report says what cannot. */
class RestoreMfaTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final Map<String, String> PHONE =
            Map.of("phone_number", "+49151000001", "phone_number_verified", "true");
    private static final Map<String, String> EMAIL = Map.of("email", "ann@example.com", "email_verified", "true");
    private static final MfaPreference SMS =
            MfaPreference.of(List.of(MfaPreference.SMS), Optional.of(MfaPreference.SMS));

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void makeTarget() {
        target = bench.target(TARGET);
        target.setMfaFactors("OPTIONAL", Set.of(MfaPreference.SMS, MfaPreference.EMAIL, MfaPreference.TOTP));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private User add(String name, Map<String, String> attributes, MfaPreference mfa) {
        return bench.source.putUser(bench.source.addUser(name, attributes).with(Optional.of(mfa)));
    }

    private Optional<MfaPreference> restored(String name) {
        return target.users().stream()
                .filter(user -> user.username().equals(name))
                .findFirst()
                .orElseThrow()
                .mfa();
    }

    private List<String> notes(WriteReport.Summary summary, String sub) {
        return bench.findings(summary).stream()
                .filter(finding -> sub.equals(finding.sub()) && finding.notes() != null)
                .flatMap(finding -> finding.notes().stream())
                .toList();
    }

    @Test
    void codesByTextMessageAndEmailAreSwitchedOnAgain() {
        add("sms", PHONE, SMS);
        var both = new TreeMap<>(PHONE);
        both.putAll(EMAIL);
        both.put("phone_number", "+49151000002");
        MfaPreference preferringEmail =
                MfaPreference.of(List.of(MfaPreference.SMS, MfaPreference.EMAIL), Optional.of(MfaPreference.EMAIL));
        add("both", both, preferringEmail);
        bench.source.addUser("none", Map.of());
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(restored("sms")).contains(SMS);
        assertThat(restored("both")).contains(preferringEmail);
        assertThat(restored("none")).isEmpty();
        assertThat(target.apiCalls()).containsEntry("AdminSetUserMFAPreference", 2L);
        assertThat(bench.findings(summary)).isEmpty();
    }

    @Test
    void whoHadAnAuthenticatorAppIsListedAndKeepsWhatElseThereIs() {
        User ann = add(
                "ann",
                PHONE,
                MfaPreference.of(List.of(MfaPreference.SMS, MfaPreference.TOTP), Optional.of(MfaPreference.TOTP)));
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(restored("ann").orElseThrow().factors()).isEqualTo(Map.of(MfaPreference.SMS, MfaPreference.ENABLED));
        assertThat(bench.findings(summary))
                .extracting(Finding::kind, Finding::outcome, Finding::sub, Finding::notes)
                .containsExactly(
                        tuple("USER", Outcome.RESTORED, ann.sub(), List.of("has to enrol an authenticator app again")));
        assertThat(bench.bucket.text(summary.report())).contains("\"notes\":{\"ENROL_TOTP_AGAIN\":1}");
    }

    @Test
    void whatTheTargetDoesNotOfferIsNotTriedAndSaid() {
        target.setMfaFactors("OPTIONAL", Set.of(MfaPreference.TOTP));
        User sms = add("sms", PHONE, SMS);
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(notes(summary, sms.sub()))
                .containsExactly("second factor not restored: codes by text message: the target does not offer it");
        assertThat(target.apiCalls()).doesNotContainKey("AdminSetUserMFAPreference");
    }

    @Test
    void aTargetWithoutMultiFactorAuthenticationIsNotEvenAsked() {
        target.setMfaFactors("OFF", Set.of());
        User sms = add("sms", PHONE, SMS);
        User mail = add("mail", Map.of(), MfaPreference.of(List.of(MfaPreference.EMAIL), Optional.empty()));
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(notes(summary, sms.sub())).singleElement().asString().contains("switched off");
        assertThat(notes(summary, mail.sub())).singleElement().asString().contains("codes by e-mail", "switched off");
        assertThat(target.apiCalls()).doesNotContainKeys("AdminSetUserMFAPreference", "GetUserPoolMfaConfig");
    }

    @Test
    void whatCognitoRefusesIsANoteOfARestoredUserWithItsGroups() {
        User sms = add("sms", PHONE, SMS);
        bench.source.addGroup("staff");
        bench.source.join(sms.sub(), "staff");
        bench.source.disableUser("sms");
        bench.export();
        target.beforeCall(operation -> {
            if (operation.equals("AdminSetUserMFAPreference")) {
                throw new RejectedByCognitoException(operation, "PasswordResetRequiredException");
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.memberships()).isEqualTo(new Counts(1, 0, 0));
        assertThat(notes(summary, sms.sub()))
                .singleElement()
                .asString()
                .startsWith("second factor not restored: codes by text message: ")
                .contains("PasswordResetRequiredException")
                .doesNotContain("+49151");
        assertThat(target.users().get(0).enabled()).isFalse();
        assertThat(target.apiCalls()).as("not tried again").containsEntry("AdminSetUserMFAPreference", 1L);
    }

    @Test
    void whoChoosesAnotherFactorAfterwardsKeepsIt() {
        add("sms", PHONE, SMS);
        bench.export();
        MfaPreference own = MfaPreference.of(List.of(MfaPreference.TOTP), Optional.of(MfaPreference.TOTP));
        target.beforeCall(operation -> {
            if (operation.equals("AdminSetUserPassword")) {
                // As if the person were that quick.
                User made = target.users().get(0);
                target.putUser(made.with(Optional.of(own)));
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(restored("sms")).contains(own);
    }

    @Test
    void usersWhoWereThereBeforeKeepTheirOwn() {
        User ann = add("ann", PHONE, SMS);
        bench.export();
        target.putUser(new User(
                ann.sub(),
                "ann",
                ann.attributes(),
                true,
                "CONFIRMED",
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2020-01-01T00:00:00Z")));
        ImportRun run = bench.start(
                "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"OVERWRITE\",\"trustExistingIdentities\":true}");

        WriteReport.Summary summary = bench.finish(run);

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(restored("ann")).isEmpty();
        assertThat(target.apiCalls()).doesNotContainKey("AdminSetUserMFAPreference");
    }

    @Test
    void whoCouldNotPassASecondFactorAtAllIsListed() {
        target.setMfaFactors("ON", Set.of(MfaPreference.SMS));
        User without = bench.source.addUser("without", EMAIL);
        bench.source.addUser("with", PHONE);
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(notes(summary, without.sub())).singleElement().asString().contains("no phone number");
        assertThat(bench.bucket.text(summary.report())).contains("\"notes\":{\"NO_USABLE_MFA_FACTOR\":1}");
    }

    @Test
    void aDryRunSaysTheSame() {
        User ann = add(
                "ann",
                PHONE,
                MfaPreference.of(List.of(MfaPreference.SMS, MfaPreference.TOTP), Optional.of(MfaPreference.SMS)));
        bench.export();

        WriteReport.Summary summary =
                bench.finish(bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"dryRun\":true}"));

        assertThat(bench.findings(summary)).singleElement().satisfies(finding -> {
            assertThat(finding.sub()).isEqualTo(ann.sub());
            assertThat(finding.actions()).containsExactly("create", "switch on SMS_MFA");
            assertThat(finding.notes()).containsExactly("has to enrol an authenticator app again");
        });
        assertThat(target.users()).isEmpty();
    }
}
