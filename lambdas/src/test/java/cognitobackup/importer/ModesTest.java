package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each mode does with what is in the target before. */
class ModesTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String INTO_TARGET = "\"targetUserPoolId\":\"" + TARGET + "\"";
    private static final String INTO_SOURCE = "\"targetUserPoolId\":\"" + ImportBench.SOURCE + "\"";
    private static final String MERGE = ",\"mode\":\"MERGE\"";
    private static final String OVERWRITE = ",\"mode\":\"OVERWRITE\"";
    private static final String REMOVALS = OVERWRITE + ",\"allowRemovals\":true";
    private static final String TRUST = ",\"trustExistingIdentities\":true";
    private static final Map<String, String> ADDRESS = Map.of("email", "ann@example.com", "email_verified", "true");

    private final ImportBench bench = new ImportBench(true);
    private InMemoryUserPool target;

    @AfterEach
    void close() {
        bench.close();
    }

    private WriteReport.Summary run(String members) {
        return bench.finish(bench.start("{" + members + "}"));
    }

    private User user(String username) {
        return target.getUser(username).orElseThrow();
    }

    private List<String> reasons(WriteReport.Summary summary, String kind) {
        return bench.findings(summary).stream()
                .filter(finding -> finding.kind().equals(kind))
                .map(Finding::reason)
                .toList();
    }

    @Test
    void mergingAddsWhatIsAbsentAndLeavesWhatDiffers() {
        String ann = bench.source.addUser("ann", Map.of("name", "Ann")).sub();
        String bob = bench.source.addUser("bob", Map.of("name", "Bob")).sub();
        bench.source.addUser("cid", Map.of());
        bench.source.addGroup(new Group("staff", Optional.of("all of us"), Optional.empty(), Optional.empty()));
        bench.source.addGroup("admins");
        bench.source.join(ann, "staff");
        bench.source.join(bob, "staff");
        bench.source.join(bob, "admins");
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "name", "Anna");
        target.leave(ann, "staff");
        target.deleteUser(bob);
        target.addGroup(new Group("staff", Optional.of("changed"), Optional.empty(), Optional.empty()));
        target.deleteGroup("admins");

        WriteReport.Summary summary = run(INTO_SOURCE + MERGE);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 2));
        assertThat(summary.groups()).isEqualTo(new Counts(1, 0, 1));
        assertThat(summary.memberships()).isEqualTo(new Counts(3, 0, 0));
        assertThat(summary.activeUsers()).isEqualTo(2);
        assertThat(user("ann").attributes()).containsEntry("name", "Anna");
        assertThat(target.members("staff"))
                .containsExactlyInAnyOrder(ann, user("bob").sub());
        assertThat(target.groups())
                .extracting(Group::name, Group::description)
                .contains(tuple("staff", Optional.of("changed")));
        assertThat(target.passwordsSet("ann")).isEmpty();
        assertThat(target.passwordsSet("bob")).hasSize(1);
        assertThat(reasons(summary, "USER")).containsExactlyInAnyOrder("differs", "was there before");
        assertThat(bench.findings(summary))
                .filteredOn(finding ->
                        "differs".equals(finding.reason()) && finding.kind().equals("USER"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fields()).containsExactly("name"));
        assertThat(reasons(summary, "GROUP")).containsExactly("differs");
    }

    @Test
    void overwritingSetsBackWhatDiffersAndKeepsWhatIsMore() {
        String ann = bench.source
                .addUser("ann", Map.of("name", "Ann", "email", "a@example.com"))
                .sub();
        String bob = bench.source.addUser("bob", Map.of()).sub();
        bench.source.addGroup(new Group("staff", Optional.of("all of us"), Optional.of(1), Optional.empty()));
        bench.source.join(ann, "staff");
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "name", "Anna");
        target.disableUser("ann");
        target.setAttribute(bob, "custom:tier", "gold");
        target.addGroup("new");
        target.join(bob, "new");
        target.addGroup(new Group("staff", Optional.of("changed"), Optional.of(1), Optional.empty()));

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 1));
        assertThat(summary.groups()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(0, 0, 1));
        assertThat(user("ann").attributes()).containsEntry("name", "Ann");
        assertThat(user("ann").enabled()).isTrue();
        assertThat(user("bob").attributes()).containsEntry("custom:tier", "gold");
        assertThat(target.members("new")).containsExactly(bob);
        assertThat(reasons(summary, "USER")).containsExactly("has more than the snapshot; allowRemovals removes it");
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"notInSnapshot\":{\"attributes\":1,\"memberships\":1,\"links\":0}");
        assertThat(target.passwordsSet("ann")).isEmpty();
    }

    @Test
    void removalsAreMadeWhereTheInputAllowsThem() {
        String ann = bench.source.addUser("ann", Map.of("name", "Ann")).sub();
        bench.source.addGroup("staff");
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "custom:tier", "gold");
        target.setAttribute(ann, "email", "new@example.com");
        target.setAttribute(ann, "email_verified", "true");
        target.addGroup("new");
        target.addGroup(ImportBench.SOURCE + "_Google");
        String stranger = target.addUser("stranger", Map.of()).sub();
        List.of("new", "staff", ImportBench.SOURCE + "_Google").forEach(group -> {
            target.join(ann, group);
            target.join(stranger, group);
        });

        WriteReport.Summary summary = run(INTO_SOURCE + REMOVALS);

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.membershipsRemoved()).isEqualTo(2);
        assertThat(user("ann").attributes()).containsOnly(Map.entry("name", "Ann"));
        assertThat(target.members("new")).containsExactly(stranger);
        assertThat(target.members("staff")).containsExactly(stranger);
        assertThat(target.members(ImportBench.SOURCE + "_Google"))
                .as("Cognito keeps the members of its own groups")
                .containsExactlyInAnyOrder(ann, stranger);
        assertThat(target.users()).hasSize(2);
        assertThat(target.groups()).hasSize(3);
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"notInSnapshot\":{\"attributes\":0,\"memberships\":0,\"links\":0}");
    }

    @Test
    void somebodyElseWithTheIdentityIsLeftAloneAndSkipped() {
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        bench.source.addGroup("admins");
        bench.source.join(ann, "admins");
        bench.export();
        target = bench.target(TARGET);
        target.addUser("ann", Map.of("name", "Another Ann"));
        PoolContent before = PoolContent.of(target);

        WriteReport.Summary summary = run(INTO_TARGET + REMOVALS);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(summary.memberships()).isEqualTo(new Counts(0, 0, 1));
        assertThat(reasons(summary, "USER")).containsExactly("identity taken");
        assertThat(PoolContent.of(target).users()).isEqualTo(before.users());
        assertThat(target.members("admins")).isEmpty();
        assertThat(target.apiCalls()).doesNotContainKeys("AdminCreateUser", "AdminGetUser", "AdminSetUserPassword");
        assertThat(summary.activeUsers()).isZero();
    }

    @Test
    void aUserIsKnownByItsSubWhateverItSignsInWith() {
        signInWithEmail(bench.source);
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        String bob = bench.source
                .addUser("bob", Map.of("email", "bob@example.com", "email_verified", "true"))
                .sub();
        bench.source.addGroup("staff");
        bench.source.join(bob, "staff");
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "email", "oops@example.com");
        target.deleteAttributes(bob, List.of("email", "email_verified"));
        target.addGroup("new");
        target.join(ann, "new");

        WriteReport.Summary summary = run(INTO_SOURCE + REMOVALS);

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(0, 0, 1));
        assertThat(summary.membershipsRemoved()).isEqualTo(1);
        assertThat(target.users()).hasSize(2);
        assertThat(user(ann).attributes()).isEqualTo(ADDRESS);
        assertThat(user(bob).attributes()).containsEntry("email", "bob@example.com");
        assertThat(target.messages()).isEmpty();
    }

    @Test
    void anAddressThatWouldBeVerifiedByAMessageIsNotSet() {
        String ann = bench.source
                .addUser("ann", Map.of("email", "ann@example.com", "phone_number", "+1", "name", "Ann"))
                .sub();
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "email", "other@example.com");
        target.setAttribute(ann, "phone_number", "+2");
        target.setAttribute(ann, "name", "Anna");

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
        assertThat(reasons(summary, "USER"))
                .containsExactly("setting it unverified would send the user a message: email");
        assertThat(user("ann").attributes())
                .containsEntry("email", "other@example.com")
                .containsEntry("phone_number", "+1")
                .containsEntry("name", "Ann");
        assertThat(target.messages()).isEmpty();
    }

    @Test
    void whatCannotBeChangedIsReportedByName() {
        bench.source.setSettings(settings -> with(
                settings,
                Map.of("custom:tier", new PoolSettings.Attribute("String", false, false)),
                Set.of(),
                Set.of()));
        String ann = bench.source.addUser("ann", Map.of("custom:tier", "gold")).sub();
        String bob = bench.source.addUser("bob", Map.of()).sub();
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "custom:tier", "lead");
        target.setAttribute(bob, "custom:tier", "lead");

        WriteReport.Summary summary = run(INTO_SOURCE + REMOVALS);

        assertThat(summary.users()).isEqualTo(new Counts(0, 2, 0));
        assertThat(reasons(summary, "USER"))
                .containsExactlyInAnyOrder(
                        "cannot be changed in the target: custom:tier", "cannot be removed in the target: custom:tier");
        assertThat(target.apiCalls()).doesNotContainKeys("AdminUpdateUserAttributes", "AdminDeleteUserAttributes");
    }

    @Test
    void nobodyLosesAnAlias() {
        signInWithAlias(bench.source);
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        bench.source.addUser("bob", Map.of());
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "email_verified", "false");
        target.setAttribute(user("bob").sub(), "email", "Ann@Example.com");
        target.setAttribute(user("bob").sub(), "email_verified", "true");

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(reasons(summary, "USER"))
                .containsExactlyInAnyOrder(
                        "another user of the target has it: email",
                        "has more than the snapshot; allowRemovals removes it");
        assertThat(user("bob").attributes()).containsEntry("email_verified", "true");
        assertThat(user("ann").attributes()).containsEntry("email_verified", "false");
    }

    @Test
    void anAliasThatIsSetFreeGoesBackToItsOwner() {
        signInWithAlias(bench.source);
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        String bob = bench.source.addUser("bob", Map.of()).sub();
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "email_verified", "false");
        target.setAttribute(bob, "email", "ann@example.com");
        target.setAttribute(bob, "email_verified", "true");

        WriteReport.Summary summary = run(INTO_SOURCE + REMOVALS);

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(user("ann").attributes()).isEqualTo(ADDRESS);
        assertThat(user("bob").attributes()).isEmpty();
    }

    @Test
    void anAliasThatIsTakenAfterTheComparisonIsNotTakenBack() {
        signInWithAlias(bench.source);
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        bench.source.addUser("bob", Map.of());
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "email_verified", "false");
        String bob = user("bob").sub();
        target.beforeCall(operation -> {
            if (operation.equals("AdminGetUser")) {
                target.setAttribute(bob, "email", "ann@example.com");
                target.setAttribute(bob, "email_verified", "true");
            }
        });

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        target.beforeCall(operation -> {});
        assertThat(reasons(summary, "USER")).contains("another user of the target has it: email");
        assertThat(user("bob").attributes()).containsEntry("email_verified", "true");
    }

    @Test
    void aTrustedUserIsSetBackAndKeepsItsPasswordWhateverItsStatus() {
        bench.source.addUser("ann", Map.of("name", "Ann"));
        bench.export();
        target = bench.target(TARGET);
        target.createUser("ann", Map.of("name", "Anna"));

        WriteReport.Summary summary = run(INTO_TARGET + OVERWRITE + TRUST);

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).containsEntry("name", "Ann");
        assertThat(user("ann").status()).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThat(target.passwordsSet("ann")).isEmpty();
    }

    @Test
    void aUserWhomAnAdministratorCreatesMeanwhileIsNotTakenForOneOfTheImport() {
        bench.source.addUser("ann", Map.of());
        bench.source.addGroup("admins");
        bench.source.join(bench.source.users().get(0).sub(), "admins");
        bench.export();
        for (String mode : List.of("", MERGE, OVERWRITE)) {
            target = bench.target(TARGET);
            ImportRun run = bench.start("{" + INTO_TARGET + mode + "}");
            bench.plan(run);
            target.createUser("ann", Map.of("name", "Another Ann"));

            WriteReport.Summary summary = bench.workOff(run);
            bench.release(run);

            assertThat(reasons(summary, "USER")).as(mode).containsExactly("identity taken");
            assertThat(target.passwordsSet("ann")).as(mode).isEmpty();
            assertThat(target.members("admins")).as(mode).isEmpty();
        }
    }

    @Test
    void aUserThatTheListingMissesIsNotTakenForAbsentForGood() {
        bench.source.addUser("ann", Map.of("name", "Ann"));
        bench.export();
        target = bench.sourceAsTarget();
        target.missOnce(user("ann").sub());

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(reasons(summary, "USER")).containsExactly("was there before");
        assertThat(target.users()).hasSize(1);
        assertThat(target.passwordsSet("ann")).isEmpty();
    }

    @Test
    void aDryRunOfAFilledPoolIsRefusedAsTheImportWouldBe() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target = bench.target(TARGET);
        target.addUser("bob", Map.of());
        ImportRun run = bench.start("{" + INTO_TARGET + ",\"dryRun\":true}");

        assertThatThrownBy(() -> bench.plan(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void aDryRunSaysHowLongAndWhomWithoutTouchingAnybody() {
        for (int i = 0; i < 100; i++) {
            String sub = bench.source.addUser("user" + i, Map.of()).sub();
            bench.source.addGroup("staff");
            bench.source.join(sub, "staff");
        }
        bench.export();
        target = bench.target(TARGET);

        WriteReport.Summary announced = run(INTO_TARGET + ",\"dryRun\":true");

        assertThat(announced.outcome()).isEqualTo("DRY_RUN");
        assertThat(announced.users()).isEqualTo(new Counts(100, 0, 0));
        assertThat(announced.memberships()).isEqualTo(new Counts(100, 0, 0));
        assertThat(announced.activeUsers()).isEqualTo(100);
        // 100 passwords at 15 a second, 100 memberships at 12.5, 10 seconds of settling after each, and listings.
        assertThat(announced.estimatedSeconds()).isBetween(34L, 38L);
        assertThat(target.users()).isEmpty();
        assertThat(target.groups()).isEmpty();
        assertThat(target.apiCalls()).containsOnlyKeys("DescribeUserPool", "ListUsers", "ListGroups");
        assertThat(bench.newUsers.sent()).isEmpty();
        assertThat(bench.userUpdates.sent()).isEmpty();

        WriteReport.Summary done = run(INTO_TARGET);
        assertThat(done.estimatedSeconds()).isEqualTo(announced.estimatedSeconds());
        assertThat(done.activeUsers()).isEqualTo(100);
    }

    @Test
    void aDryRunNeitherHidesNorEndsAnUnfinishedImport() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target = bench.target(TARGET);
        ImportRun unfinished = bench.start("{" + INTO_TARGET + MERGE + "}");
        bench.plan(unfinished);
        bench.end(unfinished);

        assertThat(run(INTO_TARGET + ",\"dryRun\":true" + OVERWRITE).outcome()).isEqualTo("DRY_RUN");

        assertThatThrownBy(() -> bench.start("{" + INTO_TARGET + OVERWRITE + "}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(unfinished.importId().value(), "mode=MERGE", "allowRemovals=false");
        ImportRun resumed = bench.start("{" + INTO_TARGET + MERGE + "}");
        assertThat(resumed.importId()).isEqualTo(unfinished.importId());
        assertThat(resumed.resumed()).isTrue();
        assertThat(bench.finish(resumed).users()).isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void whereEverythingIsAsInTheSnapshotNothingIsCalledButListings() {
        String ann = bench.source.addUser("ann", ADDRESS).sub();
        bench.source.addGroup("staff");
        bench.source.join(ann, "staff");
        bench.export();
        target = bench.sourceAsTarget();

        WriteReport.Summary summary = run(INTO_SOURCE + REMOVALS);

        assertThat(summary.users()).isEqualTo(new Counts(0, 0, 1));
        assertThat(summary.groups()).isEqualTo(new Counts(0, 0, 1));
        assertThat(summary.memberships()).isEqualTo(new Counts(0, 0, 1));
        assertThat(summary.activeUsers()).isZero();
        assertThat(target.apiCalls())
                .containsOnlyKeys("DescribeUserPool", "ListUsers", "ListGroups", "ListUsersInGroup");
    }

    @Test
    void aPrecedenceThatCognitoDoesNotTakeFromAGroupIsReported() {
        bench.source.addGroup(new Group("staff", Optional.empty(), Optional.empty(), Optional.empty()));
        bench.source.addGroup(new Group("admins", Optional.empty(), Optional.of(1), Optional.empty()));
        bench.export();
        target = bench.sourceAsTarget();
        target.addGroup(new Group("staff", Optional.of("TODO"), Optional.of(99), Optional.empty()));
        target.addGroup(new Group("admins", Optional.of("TODO"), Optional.of(99), Optional.empty()));

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
        assertThat(summary.groups()).isEqualTo(new Counts(1, 1, 0));
        assertThat(bench.findings(summary)).singleElement().satisfies(finding -> {
            assertThat(finding.groupName()).isEqualTo("staff");
            assertThat(finding.reason()).contains("delete it and start the import again");
        });
    }

    @Test
    void groupsThatASelectedUserNeedsAreCreatedButNeverSetBack() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.addUser("bob", Map.of("name", "Bob"));
        for (String group : List.of("staff", "admins", "others")) {
            bench.source.addGroup(new Group(group, Optional.of("as it was"), Optional.empty(), Optional.empty()));
        }
        bench.source.join(ann, "staff");
        bench.source.join(ann, "admins");
        bench.export();
        target = bench.sourceAsTarget();
        target.deleteUser(ann);
        target.setAttribute(user("bob").sub(), "name", "Bobby");
        target.deleteGroup("admins");
        target.deleteGroup("others");
        target.addGroup(new Group("staff", Optional.of("changed"), Optional.empty(), Optional.empty()));

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE + ",\"only\":{\"usernames\":[\"ann\"]}");

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.groups()).isEqualTo(new Counts(1, 0, 1));
        assertThat(summary.memberships()).isEqualTo(new Counts(2, 0, 0));
        assertThat(reasons(summary, "GROUP")).containsExactly("was there before");
        assertThat(target.groups())
                .extracting(Group::name, Group::description)
                .containsExactlyInAnyOrder(
                        tuple("staff", Optional.of("changed")), tuple("admins", Optional.of("as it was")));
        assertThat(user("bob").attributes()).containsEntry("name", "Bobby");
    }

    @Test
    void whatAMessageAsksForIsNotDoneToWhoHasTheNameByNow() {
        String ann = bench.source.addUser("ann", Map.of("name", "Ann")).sub();
        bench.export();
        target = bench.sourceAsTarget();
        target.setAttribute(ann, "name", "Anna");
        boolean[] gone = {false};
        target.beforeCall(operation -> {
            if (operation.equals("AdminGetUser") && !gone[0]) {
                gone[0] = true;
                target.deleteUser(ann);
                Instant now = bench.clock.instant();
                target.putUser(new User("stranger", "ann", new TreeMap<>(), true, "CONFIRMED", now, now));
            }
        });

        WriteReport.Summary summary = run(INTO_SOURCE + OVERWRITE);

        assertThat(user("ann").sub()).isEqualTo("stranger");
        assertThat(user("ann").attributes()).isEmpty();
        assertThat(reasons(summary, "USER")).containsExactly("identity taken");
    }

    private static void signInWithEmail(InMemoryUserPool pool) {
        pool.setSettings(settings -> with(settings, Map.of(), Set.of("email"), Set.of()));
        ImportBench.describe(pool);
    }

    private static void signInWithAlias(InMemoryUserPool pool) {
        pool.setSettings(settings -> with(settings, Map.of(), Set.of(), Set.of("email")));
        ImportBench.describe(pool);
    }

    private static PoolSettings with(
            PoolSettings settings,
            Map<String, PoolSettings.Attribute> attributes,
            Set<String> usernameAttributes,
            Set<String> aliasAttributes) {
        Map<String, PoolSettings.Attribute> schema = new HashMap<>(settings.attributes());
        schema.putAll(attributes);
        return new PoolSettings(
                settings.userPoolId(),
                usernameAttributes,
                aliasAttributes,
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                schema,
                settings.triggers(),
                settings.passwordMinimumLength());
    }
}
