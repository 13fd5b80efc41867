package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Identities at identity providers: links of local users, and the profiles that providers make. */
class LinksTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String EMPTY = "{\"targetUserPoolId\":\"" + TARGET + "\"}";
    private static final String RENAMED =
            "{\"targetUserPoolId\":\"" + TARGET + "\",\"providers\":{\"Staff\":\"Staff2026\"}}";
    private static final String MERGE = "{\"targetUserPoolId\":\"" + TARGET + "\",\"mode\":\"MERGE\"}";
    private static final ProviderIdentity GOOGLE_17 = new ProviderIdentity("Google", "17");
    private static final ProviderIdentity STAFF_ANN = new ProviderIdentity("Staff", "ann@corp");

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void makePools() {
        bench.source.addGroup("staff");
        target = bench.target(TARGET);
        target.addProvider("Google");
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

    private static Map<String, String> linkedTo(ProviderIdentity... identities) {
        return Map.of(User.IDENTITIES, InMemoryUserPool.identities(List.of(identities)));
    }

    /** As the provider's sign-in makes it. */
    private static User signIn(InMemoryUserPool pool, ProviderIdentity identity) {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        return pool.putUser(new User(
                pool.id() + identity.key(),
                identity.profileName(),
                new TreeMap<>(linkedTo(identity)),
                true,
                "EXTERNAL_PROVIDER",
                now,
                now));
    }

    private List<String> notes(WriteReport.Summary summary, String username) {
        return bench.findings(summary).stream()
                .filter(finding -> finding.ofUser() && username.equals(finding.username()) && finding.notes() != null)
                .flatMap(finding -> finding.notes().stream())
                .toList();
    }

    @Test
    void linksAreRestored() {
        bench.source.addUser("ann", linkedTo(GOOGLE_17));
        bench.export();

        WriteReport.Summary summary = run(EMPTY);

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(ProviderIdentity.of(user("ann"))).containsExactly(GOOGLE_17);
        assertThat(target.apiCalls()).containsEntry("AdminLinkProviderForUser", 1L);
        assertThat(bench.findings(summary)).isEmpty();
        assertThat(bench.bucket.text(summary.report())).contains("\"linked\":0");
    }

    @Test
    void aProviderMayHaveAnotherNameInTheTarget() {
        target.addProvider("Staff2026");
        bench.source.addUser("ann", linkedTo(STAFF_ANN, GOOGLE_17));
        bench.export();

        run(RENAMED);

        assertThat(ProviderIdentity.of(user("ann")))
                .containsExactlyInAnyOrder(new ProviderIdentity("Staff2026", "ann@corp"), GOOGLE_17);
    }

    @Test
    void aLinkThatCannotBeRestoredIsNotedAndNeverFailsTheUser() {
        String sub = bench.source.addUser("ann", linkedTo(STAFF_ANN, GOOGLE_17)).sub();
        bench.source.addUser("bob", linkedTo(new ProviderIdentity("Google", "18")));
        bench.source.join(sub, "staff");
        bench.export();
        // Has signed in through Google before the link could be made.
        ImportRun begun = bench.start(EMPTY);
        PinPlan.Plan plan = bench.plan(begun);
        assertThat(plan.units()).isNotEmpty();
        signIn(target, new ProviderIdentity("Google", "18"));

        WriteReport.Summary summary = bench.workOff(begun);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(target.members("staff")).containsExactly(user("ann").sub());
        assertThat(ProviderIdentity.of(user("ann"))).containsExactly(GOOGLE_17);
        assertThat(notes(summary, "ann"))
                .containsExactly("its link to Staff is not restored: the target has no such provider");
        assertThat(notes(summary, "bob"))
                .containsExactly("its link to Google is not restored: the person has signed in through the provider"
                        + " before, and has a profile of its own in the target");
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"linked\":2")
                .contains("\"notes\":{\"LINK_NOT_RESTORED\":2}");
    }

    @Test
    void linksOfUsersWhoWereThereBeforeAreAdded() {
        bench.source.addUser("ann", linkedTo(GOOGLE_17));
        bench.export();
        target.addUser("ann", Map.of());

        WriteReport.Summary summary = run(MERGE.replace("}", ",\"trustExistingIdentities\":true}"));

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(ProviderIdentity.of(user("ann"))).containsExactly(GOOGLE_17);
        assertThat(summary.activeUsers()).isEqualTo(1);
    }

    @Test
    void noUserGetsMoreLinksThanCognitoAllows() {
        ProviderIdentity[] others = IntStream.range(0, 5)
                .mapToObj(each -> new ProviderIdentity("Google", "other" + each))
                .toArray(ProviderIdentity[]::new);
        bench.source.addUser("ann", linkedTo(GOOGLE_17));
        bench.export();
        target.addUser("ann", linkedTo(others));

        WriteReport.Summary summary = run(MERGE.replace("}", ",\"trustExistingIdentities\":true}"));

        assertThat(target.apiCalls()).doesNotContainKey("AdminLinkProviderForUser");
        assertThat(notes(summary, "ann"))
                .containsExactly("its link to Google is not restored: the user has as many links as Cognito allows");
    }

    @Test
    void linksThatOnlyTheTargetHasAreRemovedWhereRemovalsAreAllowed() {
        bench.source.addUser("ann", linkedTo(GOOGLE_17));
        bench.source.addUser("bob", Map.of());
        User fred = signIn(bench.source, new ProviderIdentity("Google", "30"));
        bench.export();
        ProviderIdentity[] others = IntStream.range(0, 5)
                .mapToObj(each -> new ProviderIdentity("Google", "other" + each))
                .toArray(ProviderIdentity[]::new);
        target.addUser("ann", linkedTo(others));
        target.addUser("bob", linkedTo(new ProviderIdentity("Google", "20")));
        signIn(target, new ProviderIdentity("Google", "30"));
        String trusting = MERGE.replace("}", ",\"trustExistingIdentities\":true}");
        String overwrite = trusting.replace("MERGE", "OVERWRITE");
        String removing = overwrite.replace("}", ",\"allowRemovals\":true}");

        WriteReport.Summary kept = run(overwrite);
        assertThat(ProviderIdentity.of(user("ann"))).hasSize(5);
        assertThat(bench.bucket.text(kept.report())).contains("\"links\":6}");

        WriteReport.Summary announced = run(removing.replace("}", ",\"dryRun\":true}"));
        assertThat(ProviderIdentity.of(user("ann"))).hasSize(5);
        assertThat(bench.findings(announced))
                .filteredOn(finding -> "ann".equals(finding.username()))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.actions()).hasSize(6).contains("link Google", "unlink an identity"));

        WriteReport.Summary removed = run(removing);
        assertThat(ProviderIdentity.of(user("ann"))).containsExactly(GOOGLE_17);
        assertThat(ProviderIdentity.of(user("bob"))).isEmpty();
        assertThat(ProviderIdentity.of(user(fred.username()))).hasSize(1);
        assertThat(bench.bucket.text(removed.report())).contains("\"links\":0}");
        assertThat(target.apiCalls()).containsEntry("AdminDisableProviderForUser", 6L);
    }

    @Test
    void aLinkThatCannotBeRemovedIsNoted() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target.addUser("ann", linkedTo(GOOGLE_17));
        target.beforeCall(operation -> {
            if (operation.equals("AdminDisableProviderForUser")) {
                throw new RejectedByCognitoException(operation, "InvalidParameterException");
            }
        });

        WriteReport.Summary summary = run("{\"targetUserPoolId\":\"" + TARGET
                + "\",\"mode\":\"OVERWRITE\",\"trustExistingIdentities\":true,\"allowRemovals\":true}");

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(notes(summary, "ann"))
                .singleElement()
                .asString()
                .startsWith("a link that the snapshot does not have is not removed: ");
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"notes\":{\"LINK_NOT_REMOVED\":1}")
                .contains("\"links\":1}");
    }

    @Test
    void aDryRunSaysWhatWouldBeLinked() {
        bench.source.addUser("ann", linkedTo(STAFF_ANN, GOOGLE_17));
        bench.export();

        WriteReport.Summary summary = run(EMPTY.replace("}", ",\"dryRun\":true}"));

        assertThat(bench.findings(summary))
                .filteredOn(Finding::ofUser)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.actions()).containsExactly("create", "link Google");
                    assertThat(finding.notes())
                            .containsExactly("its link to Staff is not restored: the target has no such provider");
                });
    }

    @Test
    void aFederatedProfileGetsItsGroupsOnceItsProviderHasMadeItAgain() {
        User fred = signIn(bench.source, STAFF_ANN);
        bench.source.join(fred.sub(), "staff");
        bench.source.addGroup(ImportBench.SOURCE + "_Staff");
        bench.source.join(fred.sub(), ImportBench.SOURCE + "_Staff");
        bench.export();
        target.addProvider("Staff2026");

        WriteReport.Summary first = run(RENAMED);
        User again = signIn(target, new ProviderIdentity("Staff2026", "ann@corp"));
        WriteReport.Summary second = run(RENAMED.replace("{\"target", "{\"mode\":\"MERGE\",\"target"));

        assertThat(first.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(first.memberships()).isEqualTo(new Counts(0, 0, 2));
        assertThat(bench.findings(first))
                .extracting(Finding::reason)
                .contains("signs in through an identity provider only; returns at the next sign-in");
        assertThat(second.outcome()).isEqualTo("COMPLETED");
        assertThat(second.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(second.memberships()).isEqualTo(new Counts(1, 0, 1));
        assertThat(target.members("staff")).containsExactly(again.sub());
    }

    @Test
    void nobodyIsTakenForAProfileByItsNameAlone() {
        User fred = signIn(bench.source, GOOGLE_17);
        bench.source.join(fred.sub(), "staff");
        bench.export();
        target.addUser("Google_17", Map.of());

        WriteReport.Summary summary = run(MERGE.replace("}", ",\"trustExistingIdentities\":true}"));

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(target.members("staff")).isEmpty();
    }
}
