package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The old sub that an import keeps with the users that it makes, and when a later one believes it. */
class OriginalSubTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String KEPT = "custom:original_sub";
    private static final PoolSettings.Attribute TEXT = new PoolSettings.Attribute("String", false, true);
    private static final String MERGE = "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"MERGE\"}";

    private final ImportBench bench = new ImportBench(true);
    private InMemoryUserPool target;

    @BeforeEach
    void prepare() {
        bench.source.addGroup("staff");
        target = bench.target(TARGET);
        target.putAttribute(KEPT, TEXT);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private WriteReport.Summary run(String input) {
        return bench.finish(bench.start(input));
    }

    private User user(String username) {
        return target.getUser(username).orElseThrow();
    }

    private List<String> reasons(WriteReport.Summary summary) {
        return bench.findings(summary).stream()
                .filter(Finding::ofUser)
                .map(Finding::reason)
                .toList();
    }

    private void usersMayWriteIt() {
        target.putConfiguration(new ConfigurationPart(
                "client", "app", "{\"ClientId\":\"app\",\"WriteAttributes\":[\"name\",\"" + KEPT + "\"]}"));
    }

    private void onlyAdministratorsCreateUsers() {
        target.putConfiguration(new ConfigurationPart(
                "pool", TARGET, "{\"AdminCreateUserConfig\":{\"AllowAdminCreateUserOnly\":true}}"));
    }

    @Test
    void theOldSubIsKeptAndNotCompared() {
        // The source may itself be a restored pool; what it has kept is the sub in another one.
        bench.source.putAttribute(KEPT, TEXT);
        String ann = bench.source.addUser("ann", Map.of(KEPT, "older")).sub();
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).containsEntry(KEPT, ann);
        assertThat(bench.bucket.text(summary.report())).contains("\"" + KEPT + ": holds the sub in this source");
        var compared = bench.compare("{\"compare\":\"pool\",\"targetUserPoolId\":\"" + TARGET + "\"}");
        assertThat(bench.differences(compared)).isEmpty();
    }

    @Test
    void aTargetWithoutTheAttributeGetsNone() {
        var plain = bench.target("eu-west-1_Target2");
        bench.source.addUser("ann", Map.of());
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor("eu-west-1_Target2"));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(plain.users().get(0).attributes()).isEmpty();
    }

    @Test
    void anAttributeOfAnotherTypeIsNoPlaceForIt() {
        target.putAttribute(KEPT, new PoolSettings.Attribute("Number", false, true));
        bench.source.addUser("ann", Map.of());
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).isEmpty();
    }

    @Test
    void anAttributeThatIsTooShortIsNoPlaceForIt() {
        target.putAttribute(
                KEPT,
                new PoolSettings.Attribute(
                        "String", false, true, Optional.empty(), Optional.of(BigDecimal.valueOf(35))));
        bench.source.addUser("ann", Map.of());
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).isEmpty();
    }

    @Test
    void aLaterImportKnowsTheUsersOfAFormerOne() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.export();
        run(ImportBench.inputFor(TARGET));
        bench.source.join(ann, "staff");
        bench.export();
        bench.clock.advance(Duration.ofDays(1));

        WriteReport.Summary summary = run(MERGE);

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(reasons(summary)).containsExactly(PlannedUserComparison.THERE_BEFORE);
        assertThat(target.members("staff")).containsExactly(user("ann").sub());
        assertThat(target.passwordsSet("ann")).hasSize(1);
    }

    @Test
    void aUserIsKnownAgainByWhateverItSignsInWithNow() {
        bench.source.setSettings(settings -> new PoolSettings(
                settings.userPoolId(),
                Set.of("email"),
                Set.of(),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength()));
        ImportBench.describe(bench.source);
        target = bench.target(TARGET);
        target.putAttribute(KEPT, TEXT);
        String ann = bench.source
                .addUser("ann@example.com", Map.of("email", "ann@example.com", "email_verified", "true"))
                .sub();
        bench.export();
        run(ImportBench.inputFor(TARGET));
        String newSub = target.users().get(0).sub();
        target.setAttribute(newSub, "email", "ann@new.example.com");
        bench.source.join(ann, "staff");
        bench.export();
        bench.clock.advance(Duration.ofDays(1));

        WriteReport.Summary summary = run(MERGE);

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(reasons(summary)).containsExactly(PlannedUserComparison.DIFFERS);
        assertThat(target.users()).hasSize(1);
        assertThat(target.members("staff")).containsExactly(newSub);
    }

    @ParameterizedTest
    @CsvSource({
        "false, true, false, true",
        "true, true, false, false",
        "true, true, true, false",
        "true, false, false, false",
        "true, false, true, true"
    })
    void itIsBelievedOnlyWhereNobodyElseCanHaveWrittenIt(
            boolean writable, boolean mutable, boolean administratorsOnly, boolean believed) {
        target.putAttribute(KEPT, new PoolSettings.Attribute("String", false, mutable));
        if (writable) {
            usersMayWriteIt();
        }
        if (administratorsOnly) {
            onlyAdministratorsCreateUsers();
        }
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.join(ann, "staff");
        bench.export();
        // Anybody may have signed up as ann.
        target.addUser("ann", Map.of(KEPT, ann));
        bench.clock.advance(Duration.ofDays(365));

        WriteReport.Summary summary = run(MERGE);

        assertThat(reasons(summary))
                .containsExactly(believed ? PlannedUserComparison.THERE_BEFORE : UserResult.IDENTITY_TAKEN);
        assertThat(target.members("staff")).hasSize(believed ? 1 : 0);
    }

    @Test
    void ofTwoUsersWithOneOldSubNeitherIsTaken() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.join(ann, "staff");
        bench.export();
        target.addUser("one", Map.of(KEPT, ann));
        target.addUser("two", Map.of(KEPT, ann));

        WriteReport.Summary summary = run(MERGE);

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(target.members("staff")).containsExactly(user("ann").sub());
    }

    @Test
    void whomAFormerImportLeftWithoutPasswordGetsOne() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.join(ann, "staff");
        bench.export();
        ImportRun cutOff = bench.start(ImportBench.inputFor(TARGET));
        PinPlan.Plan plan = bench.plan(cutOff);
        bench.importGroups(cutOff);
        DecideRound.Decision decision = bench.decideRound().decide(cutOff, 0, bench.compare(cutOff, 0, plan));
        target.beforeCall(operation -> {
            if (operation.equals("AdminSetUserPassword")) {
                throw new FaultyUserPool.Death();
            }
        });
        assertThatThrownBy(() -> decision.workers().forEach(worker -> bench.work(cutOff, worker)))
                .isInstanceOf(FaultyUserPool.Death.class);
        target.beforeCall(operation -> {});
        bench.end(cutOff);
        assertThat(user("ann").status()).isEqualTo("FORCE_CHANGE_PASSWORD");

        WriteReport.Summary summary = run(MERGE.replace("}", ",\"restart\":true}"));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").status()).isEqualTo("CONFIRMED");
        assertThat(target.passwordsSet("ann")).hasSize(1);
        assertThat(target.members("staff")).containsExactly(user("ann").sub());
    }
}
