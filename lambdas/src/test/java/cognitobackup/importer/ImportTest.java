package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whole imports from a stored snapshot into an empty pool. */
class ImportTest {
    private static final String TARGET = "eu-west-1_Target1";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void makeTarget() {
        target = bench.target(TARGET);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anEmptyPoolBecomesTheSnapshot() {
        String ann = bench.source
                .addUser("ann", Map.of("email", "ann@example.com", "email_verified", "true"))
                .sub();
        String bob = bench.source
                .addUser("bob", Map.of("custom:tier", "gold, \"very\"\n🙂"))
                .sub();
        bench.source.addUser("bare", Map.of());
        bench.source.disableUser("bob");
        bench.source.addGroup(new Group("staff", Optional.of("all of us"), Optional.of(3), Optional.of("arn:role")));
        bench.source.addGroup("empty");
        bench.source.addGroup("#/odd:שלום");
        bench.source.join(ann, "staff");
        bench.source.join(ann, "#/odd:שלום");
        bench.source.join(bob, "staff");
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(3, 0, 0));
        assertThat(bench.printed.values())
                .containsEntry("ImportsCompleted", 1.0)
                .containsEntry("ImportUsersPlanned", 3.0)
                .containsEntry("ImportUsersRestored", 3.0)
                .containsEntry("ImportUsersFailed", 0.0)
                .containsEntry("ImportUsersSkipped", 0.0)
                .containsKeys("ImportProgress", "ImportDuration")
                .doesNotContainKey("ImportsFailed");
        assertThat(summary.groups()).isEqualTo(new Counts(3, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(3, 0, 0));
        assertThat(target.groups()).isEqualTo(bench.source.groups());
        assertThat(names("staff")).containsExactlyInAnyOrder("ann", "bob");
        assertThat(names("#/odd:שלום")).containsExactly("ann");
        assertThat(user("ann").attributes()).containsEntry("email", "ann@example.com");
        assertThat(user("bob").attributes()).containsEntry("custom:tier", "gold, \"very\"\n🙂");
        assertThat(user("bob").enabled()).isFalse();
        assertThat(target.users()).allSatisfy(user -> {
            assertThat(user.status()).isEqualTo("CONFIRMED");
            assertThat(target.passwordsSet(user.username())).hasSize(1);
        });
        assertThat(bench.findings(summary)).isEmpty();
        // Disabled is bob, and nothing but a verified address tells where to send a code.
        assertThat(bench.fates(summary))
                .containsExactlyInAnyOrder(
                        made(NextStep.CHOOSE_PASSWORD), made(NextStep.ASK_HELP_DESK), made(NextStep.STAYS_DISABLED));
        assertThat(bench.newUsers.settled() && bench.userUpdates.settled()).isTrue();
    }

    private static FateCount made(NextStep next) {
        return new FateCount(new Fate("CONFIRMED", Route.API, "CONFIRMED", next), 1);
    }

    @Test
    void theIdentityMapSaysWhoIsWho() {
        String old = bench.source.addUser("=cmd|calc", Map.of()).sub();
        bench.export();

        bench.importInto(TARGET);

        String key = bench.bucket.list("imports/").stream()
                .filter(each -> each.endsWith("identity-map.csv"))
                .findFirst()
                .orElseThrow();
        assertThat(bench.bucket.text(key))
                .isEqualTo("oldSub,newSub,identity,sourceStatus,route,targetStatus,next\r\n" + old + ","
                        + user("=cmd|calc").sub() + ",'=cmd|calc,CONFIRMED,API,CONFIRMED,ASK_HELP_DESK\r\n");
    }

    @Test
    void usersOfAPoolThatSignsInWithEmailAreMatchedByEmail() {
        bench.source.setSettings(settings -> with(settings, Set.of("email"), Set.of()));
        ImportBench.describe(bench.source);
        String ann =
                bench.source.addUser("one", Map.of("email", "Ann@Example.com")).sub();
        bench.source.addGroup("staff");
        bench.source.join(ann, "staff");
        target = bench.target(TARGET);
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        User restored = target.users().get(0);
        assertThat(restored.attributes()).containsEntry("email", "Ann@Example.com");
        assertThat(target.members("staff")).containsExactly(restored.sub());
    }

    @Test
    void everyPlannedRecordIsRestoredFailedOrSkipped() {
        bench.source.setSettings(settings -> with(settings, Set.of("email"), Set.of()));
        ImportBench.describe(bench.source);
        target = bench.target(TARGET);
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        User older = put("older", Map.of("email", "same@example.com"), "CONFIRMED", early);
        User newer = put("newer", Map.of("email", "SAME@example.com"), "CONFIRMED", early.plusSeconds(5));
        User nameless = put("nameless", Map.of(), "CONFIRMED", early);
        User federated = put(
                "Google_17",
                Map.of("identities", "[{\"providerName\":\"Google\",\"userId\":\"17\"}]", "email", "f@example.com"),
                "EXTERNAL_PROVIDER",
                early);
        bench.source.addGroup("staff");
        bench.source.addGroup(ImportBench.SOURCE + "_Google");
        List.of(older, newer, nameless, federated).forEach(user -> bench.source.join(user.sub(), "staff"));
        bench.source.join(federated.sub(), ImportBench.SOURCE + "_Google");
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
        assertThat(summary.users()).isEqualTo(new Counts(1, 2, 1));
        assertThat(summary.groups()).isEqualTo(new Counts(1, 0, 1));
        assertThat(summary.memberships()).isEqualTo(new Counts(1, 2, 2));
        assertThat(bench.findings(summary)).hasSize(8);
        assertThat(bench.findings(summary))
                .filteredOn(finding -> finding.kind().equals("USER"))
                .extracting(Finding::sub, Finding::outcome)
                .containsExactlyInAnyOrder(
                        tuple(older.sub(), Outcome.FAILED),
                        tuple(nameless.sub(), Outcome.FAILED),
                        tuple(federated.sub(), Outcome.SKIPPED));
        assertThat(bench.fates(summary))
                .containsExactlyInAnyOrder(
                        new FateCount(new Fate("CONFIRMED", Route.API, "CONFIRMED", NextStep.ASK_HELP_DESK), 1),
                        new FateCount(new Fate("CONFIRMED", Route.NONE, null, NextStep.CANNOT_SIGN_IN), 2),
                        new FateCount(
                                new Fate("EXTERNAL_PROVIDER", Route.PROVIDER, null, NextStep.SIGN_IN_WITH_PROVIDER),
                                1));
        assertThat(target.users()).hasSize(1);
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"users\":{\"planned\":4,\"restored\":1,\"failed\":2,\"skipped\":1}");
    }

    @Test
    void aUserThatCognitoRefusesFailsAloneAndIsKeptInTheDeadLetterQueue() {
        bench.source.addUser("ann", Map.of());
        User odd = bench.source.addUser("odd", Map.of("address", "x"));
        bench.export();
        target.setSettings(settings -> withAttribute(settings, "address"));
        target.beforeCall(operation -> {
            if (operation.equals("AdminCreateUser")) {
                // The attribute is taken back when it is too late to look.
                target.setSettings(settings -> withoutAttribute(settings, "address"));
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(1, 1, 0));
        assertThat(bench.findings(summary)).singleElement().satisfies(finding -> {
            assertThat(finding.sub()).isEqualTo(odd.sub());
            assertThat(finding.reason()).contains("AdminCreateUser", "InvalidParameterException");
        });
        assertThat(bench.newUsers.deadLetters()).singleElement().satisfies(body -> assertThat(
                        bench.messages().read(body).orElseThrow().users())
                .extracting(UserWork::sub)
                .containsExactly(odd.sub()));
    }

    @Test
    void aPoolThatIsNotEmptyIsRefused() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target.addUser("somebody", Map.of());

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        assertThatThrownBy(() -> bench.plan(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(TARGET, "not empty", "users", "EMPTY");
        bench.release(run);
        target.deleteUser(target.users().get(0).sub());
        target.addGroup("old");
        ImportRun again = bench.start(ImportBench.inputFor(TARGET));
        assertThatThrownBy(() -> bench.plan(again)).hasMessageContaining("it has groups");
    }

    @Test
    void groupsThatCognitoMadeForIdentityProvidersAreNoContent() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target.addGroup(TARGET + "_Google");

        assertThat(bench.importInto(TARGET).outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void aDamagedSnapshotIsFoundBeforeTheTargetIsTouched() {
        String sub =
                bench.source.addUser("ann", Map.of("email", "ann@example.com")).sub();
        bench.export();
        damage(sub);

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        long before = bench.clock.instant().getEpochSecond();
        assertThatThrownBy(() -> bench.plan(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("not whole", "USER", "shard");
        assertThat(bench.clock.instant().getEpochSecond() - before)
                .as("waited for replication")
                .isGreaterThanOrEqualTo(40);
        assertThat(target.apiCalls().keySet()).containsOnly("DescribeUserPool");
    }

    @Test
    void whatIsStillBeingReplicatedIsWaitedFor() {
        String sub = bench.source.addUser("ann", Map.of()).sub();
        bench.export();
        Map<String, AttributeValue> item = damage(sub);

        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        int[] pauses = {0};
        var step = new VerifySnapshot(
                bench.local.backups(),
                bench.access(),
                bench.planReader(),
                bench.lines(),
                bench.results(),
                bench.clock,
                duration -> {
                    bench.clock.advance(duration);
                    pauses[0]++;
                    if (pauses[0] == 3) {
                        bench.table.client().putItem(put -> put.tableName("backup")
                                .item(item));
                    }
                },
                bench.settings());
        VerifySnapshot.Progress progress = step.verify(
                run,
                new VerifySnapshot.Work(List.of(Shard.of(sub).digit()), false),
                VerifySnapshot.Progress.NOTHING,
                bench.deadline);

        assertThat(progress.done()).isTrue();
        assertThat(progress.users()).isEqualTo(1);
        assertThat(pauses[0]).isEqualTo(3);
    }

    @Test
    void aTargetThatCannotTakeTheUsersIsRefusedByName() {
        bench.source.addUser("ann", Map.of("custom:tier", "gold"));
        bench.export();

        target.setSettings(settings -> withoutAttribute(settings, "custom:tier"));
        assertRefused("custom:tier");
        target = bench.target(TARGET);
        target.setSettings(settings -> with(settings, Set.of("email"), Set.of()));
        assertRefused("username attributes");
        target = bench.target(TARGET);
        target.setSettings(settings -> with(settings, Set.of(), Set.of("PreSignUp")));
        assertRefused("PreSignUp", "allowTriggers");
    }

    private void assertRefused(String... words) {
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        assertThatThrownBy(() -> bench.plan(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(words);
        assertThat(target.users()).isEmpty();
        bench.release(run);
    }

    @Test
    void aTriggerThatWasAllowedDoesNotStopTheImport() {
        bench.source.addUser("ann", Map.of());
        bench.export();
        target.setSettings(settings -> with(settings, Set.of(), Set.of("PreSignUp")));

        ImportRun run = bench.start("{\"targetUserPoolId\":\"" + TARGET + "\",\"allowTriggers\":true}");

        assertThat(bench.finish(run).outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void aUserThatTheListingMissesIsAskedForAndNotCreatedAgain() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.addGroup("staff");
        bench.source.join(ann, "staff");
        bench.export();
        target.beforeCall(operation -> {
            if (operation.equals("ListUsers")) {
                target.users().forEach(user -> target.missOnce(user.sub()));
            }
        });

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(target.apiCalls()).containsEntry("AdminCreateUser", 1L);
        assertThat(names("staff")).containsExactly("ann");
    }

    @Test
    void manyUsersInManyPagesAndMessagesAllArrive() {
        bench.limits = new MessageLimits(7, 5);
        target.setPageSize(9);
        for (int i = 0; i < 120; i++) {
            bench.source.addUser("user" + i, Map.of("name", "N" + i));
        }
        for (int i = 0; i < 8; i++) {
            bench.source.addGroup("group" + i);
        }
        bench.source.users().forEach(user -> {
            int hash = Math.floorMod(user.sub().hashCode(), 8);
            bench.source.join(user.sub(), "group" + hash);
            bench.source.join(user.sub(), "group" + (hash + 3) % 8);
        });
        target.expireTokenOnce("ListUsers");
        bench.export();

        WriteReport.Summary summary = bench.importInto(TARGET);

        assertThat(summary.users()).isEqualTo(new Counts(120, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(240, 0, 0));
        assertThat(bench.newUsers.sent()).allSatisfy(body -> assertThat(
                        bench.messages().read(body).orElseThrow().users())
                .hasSizeLessThanOrEqualTo(7));
        assertThat(target.apiCalls())
                .containsEntry("AdminCreateUser", 120L)
                .containsEntry("AdminSetUserPassword", 120L)
                .containsEntry("AdminAddUserToGroup", 240L);
    }

    private Map<String, AttributeValue> damage(String sub) {
        var key = Map.of(
                "pk", AttributeValue.fromS("USER#" + ImportBench.SOURCE + "#" + Shard.of(sub)),
                "sk", AttributeValue.fromS(sub));
        var item = bench.table
                .client()
                .getItem(get -> get.tableName("backup").key(key))
                .item();
        assertThat(item).isNotEmpty();
        bench.table.client().deleteItem(delete -> delete.tableName("backup").key(key));
        return item;
    }

    private User put(String sub, Map<String, String> attributes, String status, Instant lastModified) {
        String username = status.equals("EXTERNAL_PROVIDER") ? sub : "sub-" + sub;
        return bench.source.putUser(
                new User("sub-" + sub, username, new TreeMap<>(attributes), true, status, lastModified, lastModified));
    }

    private User user(String name) {
        return target.getUser(name).orElseThrow();
    }

    private List<String> names(String group) {
        return target.users().stream()
                .filter(user -> target.members(group).contains(user.sub()))
                .map(User::username)
                .toList();
    }

    private static PoolSettings with(PoolSettings settings, Set<String> usernameAttributes, Set<String> triggers) {
        return new PoolSettings(
                settings.userPoolId(),
                usernameAttributes,
                settings.aliasAttributes(),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                triggers,
                settings.passwordMinimumLength());
    }

    private static PoolSettings withAttribute(PoolSettings settings, String name) {
        Map<String, PoolSettings.Attribute> attributes = new HashMap<>(settings.attributes());
        attributes.put(name, new PoolSettings.Attribute("String", false, true));
        return withAttributes(settings, attributes);
    }

    private static PoolSettings withoutAttribute(PoolSettings settings, String name) {
        Map<String, PoolSettings.Attribute> attributes = new HashMap<>(settings.attributes());
        attributes.remove(name);
        return withAttributes(settings, attributes);
    }

    private static PoolSettings withAttributes(PoolSettings settings, Map<String, PoolSettings.Attribute> attributes) {
        return new PoolSettings(
                settings.userPoolId(),
                settings.usernameAttributes(),
                settings.aliasAttributes(),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                attributes,
                settings.triggers(),
                settings.passwordMinimumLength());
    }
}
