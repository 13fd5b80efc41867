package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two users of one snapshot with an address that only one may have, since the snapshot was read while it changed hands; and
 * one whose address somebody else in the target has.
 */
class PlannedAliasesTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String MERGE = "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"MERGE\"}";
    private static final String MAIL = "shared@example.com";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @AfterEach
    void close() {
        bench.close();
    }

    private void sourceSignsInWith(Set<String> usernameAttributes, Set<String> aliasAttributes) {
        bench.source.putAttribute("preferred_username", new PoolSettings.Attribute("String", false, true));
        bench.source.setSettings(settings -> new PoolSettings(
                settings.userPoolId(),
                usernameAttributes,
                aliasAttributes,
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength()));
        ImportBench.describe(bench.source);
        target = bench.target(TARGET);
    }

    private void user(String name, int modified, Map<String, String> attributes) {
        bench.source.putUser(new User(
                "sub-" + name,
                bench.source.settings().usernameAttributes().isEmpty() ? name : "sub-" + name,
                new TreeMap<>(attributes),
                true,
                "CONFIRMED",
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(modified)));
    }

    private WriteReport.Summary run() {
        bench.export();
        return bench.finish(bench.start(ImportBench.inputFor(TARGET)));
    }

    private User restored(String attribute, String value) {
        return target.users().stream()
                .filter(user -> value.equals(user.attributes().get(attribute)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> notes(WriteReport.Summary summary) {
        return bench.findings(summary).stream()
                .filter(finding -> finding.notes() != null)
                .flatMap(finding -> finding.notes().stream().map(note -> finding.username() + ": " + note))
                .toList();
    }

    @Test
    void theOneModifiedLastGetsAVerifiedAddress() {
        sourceSignsInWith(Set.of(), Set.of("email"));
        user("ann", 20, Map.of("name", "Ann", "email", MAIL, "email_verified", "true"));
        user("bob", 30, Map.of("name", "Bob", "email", "Shared@Example.com", "email_verified", "true"));
        user("cid", 40, Map.of("name", "Cid", "email", MAIL));

        WriteReport.Summary summary = run();

        assertThat(summary.users()).isEqualTo(new Counts(3, 0, 0));
        assertThat(restored("name", "Bob").attributes()).containsEntry("email_verified", "true");
        assertThat(restored("name", "Ann").attributes())
                .containsEntry("email", MAIL)
                .doesNotContainKey("email_verified");
        assertThat(notes(summary))
                .containsExactly(
                        "ann: another user of the backup, modified later, has its email; it is restored unverified");
        assertThat(bench.bucket.text(summary.report())).contains("\"notes\":{\"ALIAS_LOST\":1}");
    }

    @Test
    void aPreferredUsernameIsLeftOutOfTheOther() {
        sourceSignsInWith(Set.of(), Set.of("preferred_username"));
        user("ann", 20, Map.of("name", "Ann", "preferred_username", "boss"));
        user("bob", 10, Map.of("name", "Bob", "preferred_username", "boss"));

        WriteReport.Summary summary = run();

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(restored("name", "Ann").attributes()).containsEntry("preferred_username", "boss");
        assertThat(restored("name", "Bob").attributes()).doesNotContainKey("preferred_username");
        assertThat(notes(summary)).hasSize(1);
    }

    @Test
    void aSecondNameToSignInWithIsLeftOutOfTheOther() {
        sourceSignsInWith(Set.of("email", "phone_number"), Set.of());
        user("ann", 20, Map.of("email", "ann@example.com", "phone_number", "+15550100"));
        user("bob", 30, Map.of("email", "bob@example.com", "phone_number", "+15550100"));

        WriteReport.Summary summary = run();

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(restored("email", "bob@example.com").attributes()).containsEntry("phone_number", "+15550100");
        assertThat(restored("email", "ann@example.com").attributes()).doesNotContainKey("phone_number");
    }

    @Test
    void aProfileOfAnIdentityProviderTakesNothingFromAnybody() {
        sourceSignsInWith(Set.of(), Set.of("email"));
        user("ann", 20, Map.of("name", "Ann", "email", MAIL, "email_verified", "true"));
        user(
                "Google_17",
                30,
                Map.of(
                        "email",
                        MAIL,
                        "email_verified",
                        "true",
                        User.IDENTITIES,
                        InMemoryUserPool.identities(List.of(new ProviderIdentity("Google", "17")))));

        WriteReport.Summary summary = run();

        assertThat(restored("name", "Ann").attributes()).containsEntry("email_verified", "true");
        assertThat(notes(summary)).isEmpty();
    }

    @Test
    void aVerifiedAddressOfSomebodyElseInTheTargetIsRestoredUnverified() {
        sourceSignsInWith(Set.of(), Set.of("email", "preferred_username"));
        user("ann", 20, Map.of("name", "Ann", "email", MAIL, "email_verified", "true", "preferred_username", "boss"));
        user("bob", 30, Map.of("name", "Bob", "email", "bob@example.com", "email_verified", "true"));
        target.addUser("stranger", Map.of("email", "SHARED@example.com", "email_verified", "true"));
        target.addUser("chief", Map.of("preferred_username", "boss"));
        List<User> before = target.users();
        bench.export();

        WriteReport.Summary announced = bench.finish(bench.start(MERGE.replace("}", ",\"dryRun\":true}")));
        WriteReport.Summary summary = bench.finish(bench.start(MERGE));

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0)).isEqualTo(announced.users());
        assertThat(restored("name", "Ann").attributes())
                .containsEntry("email", MAIL)
                .doesNotContainKeys("email_verified", "preferred_username");
        assertThat(restored("name", "Bob").attributes()).containsEntry("email_verified", "true");
        assertThat(target.users()).containsAll(before);
        assertThat(notes(summary))
                .containsExactlyInAnyOrder(
                        "ann: somebody else in the target has its email; it is restored unverified",
                        "ann: somebody else in the target has its preferred_username; it is not restored")
                .containsExactlyInAnyOrderElementsOf(notes(announced));
        assertThat(bench.fates(summary))
                .filteredOn(count -> count.fate().next() == NextStep.ASK_HELP_DESK)
                .containsExactlyInAnyOrderElementsOf(bench.fates(announced).stream()
                        .filter(count -> count.fate().next() == NextStep.ASK_HELP_DESK)
                        .toList())
                .hasSize(1);
    }

    @Test
    void whoeverWasCreatedWithoutAnAddressIsFoundAgainWhereTheAnswerWasLost() {
        sourceSignsInWith(Set.of(), Set.of("email"));
        user("ann", 20, Map.of("name", "Ann", "email", MAIL, "email_verified", "true"));
        target.addUser("stranger", Map.of("email", MAIL, "email_verified", "true"));
        bench.export();
        var lost = new AtomicBoolean();
        target.beforeCall(operation -> {
            // The second creation, without the address, is the one that works; the call after it never comes.
            if (operation.equals("AdminSetUserPassword") && !lost.getAndSet(true)) {
                throw new TemporaryFailure("The answer was lost.");
            }
        });

        WriteReport.Summary summary = bench.finish(bench.start(MERGE));

        assertThat(lost).isTrue();
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(target.users()).hasSize(2);
        assertThat(restored("name", "Ann").status()).isEqualTo("CONFIRMED");
        assertThat(notes(summary))
                .containsExactly("ann: somebody else in the target has its email; it is restored unverified");
    }

    @Test
    void thePreparationSaysWhatTheTargetIsLike() {
        sourceSignsInWith(Set.of(), Set.of());
        user("ann", 20, Map.of());

        WriteReport.Summary summary = run();

        assertThat(bench.bucket.text(summary.report()))
                .contains("\"preparation\":[\"People can sign up in the target by themselves")
                .contains("The target has no attribute of type String in which the old sub could be kept");
    }
}
