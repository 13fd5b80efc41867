package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.backup.Manifest;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned where only some users are selected. */
class SelectionTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String ODD = "Bob \"#/\" O'Hara 🙂";
    private static final String ODD_GROUP = "#/odd:שלום";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;
    private String ann;
    private String bob;

    @BeforeEach
    void fill() {
        target = bench.target(TARGET);
        ann = bench.source.addUser("ann", Map.of("custom:tier", "gold")).sub();
        bob = bench.source.addUser(ODD, Map.of()).sub();
        bench.source.addUser("carl", Map.of());
        for (String group : new String[] {"staff", "admins", ODD_GROUP, "empty"}) {
            bench.source.addGroup(group);
        }
        bench.source.join(ann, "staff");
        bench.source.join(ann, "admins");
        bench.source.join(bob, ODD_GROUP);
        bench.source.join(bob, "admins");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aUserComesWithItsMembershipsAndTheGroupsThatTheyNeed() {
        bench.export();

        ImportBench.Planned planned = bench.planned(only("\"usernames\":[\"ANN\"]"));

        assertThat(planned.users()).singleElement().satisfies(user -> {
            assertThat(user.sub()).isEqualTo(ann);
            assertThat(user.groups()).containsExactlyInAnyOrder("staff", "admins");
        });
        assertThat(planned.groups())
                .extracting(PlannedGroup::name, PlannedGroup::needed)
                .containsExactlyInAnyOrder(tuple("staff", true), tuple("admins", true));
        assertThat(planned.counts()).isEqualTo(Map.of("users", 1L, "groups", 2L, "memberships", 2L));
        assertThat(target.apiCalls().keySet()).containsOnly("DescribeUserPool", "ListGroups");
    }

    @Test
    void aGroupComesWithItsMembersAndWhateverElseTheyAreIn() {
        bench.export();

        ImportBench.Planned planned = bench.planned(only("\"groups\":[\"" + ODD_GROUP + "\",\"empty\"]"));

        assertThat(planned.users()).extracting(PlannedUser::sub).containsExactly(bob);
        assertThat(planned.groups())
                .extracting(PlannedGroup::name, PlannedGroup::needed)
                .containsExactlyInAnyOrder(tuple(ODD_GROUP, false), tuple("empty", false), tuple("admins", true));
        assertThat(planned.counts()).isEqualTo(Map.of("users", 1L, "groups", 3L, "memberships", 2L));
    }

    @Test
    void whoIsSelectedTwiceIsPlannedOnce() {
        bench.export();

        ImportBench.Planned planned = bench.planned(only(
                "\"groups\":[\"staff\"],\"subs\":[\"" + ann + "\",\"" + ann + "\"],\"usernames\":[\"ann\",\"Ann\"]"));

        assertThat(planned.users()).extracting(PlannedUser::sub).containsExactly(ann);
        assertThat(planned.counts()).containsEntry("users", 1L).containsEntry("memberships", 2L);
    }

    @Test
    void whoeverIsDeletedComesBackWithItsMemberships() {
        Manifest before = bench.export();
        bench.source.deleteUser(bob);
        bench.export();

        ImportBench.Planned planned =
                bench.planned(only("\"usernames\":[" + quoted(ODD) + "]", "\"asOf\":\"" + before.exportId() + "\","));

        assertThat(planned.users()).singleElement().satisfies(user -> {
            assertThat(user.sub()).isEqualTo(bob);
            assertThat(user.groups()).containsExactlyInAnyOrder(ODD_GROUP, "admins");
        });
        assertThatThrownBy(() -> bench.planned(only("\"usernames\":[" + quoted(ODD) + "]")))
                .as("the newest snapshot does not have it")
                .hasMessageContaining("only.usernames[0]");
    }

    @Test
    void ofThoseWhoHadANameOneAfterTheOtherTheSnapshotsIsTaken() {
        Manifest first = bench.export();
        bench.source.deleteUser(ann);
        Manifest second = bench.export();
        String again = "another-sub";
        bench.source.putUser(new User(
                again, "ann", new TreeMap<>(), true, "CONFIRMED", bench.clock.instant(), bench.clock.instant()));
        bench.export();

        assertThat(bench.planned(only("\"usernames\":[\"ann\"]")).users())
                .extracting(PlannedUser::sub)
                .containsExactly(again);
        assertThat(bench.planned(only("\"usernames\":[\"ann\"]", "\"asOf\":\"" + first.exportId() + "\","))
                        .users())
                .extracting(PlannedUser::sub)
                .containsExactly(ann);
        assertThatThrownBy(
                        () -> bench.planned(only("\"usernames\":[\"ann\"]", "\"asOf\":\"" + second.exportId() + "\",")))
                .hasMessageContainingAll(second.exportId().value(), "only.usernames[0]");
    }

    @Test
    void whoHasTakenSomebodysNameSinceIsNotTaken() {
        bench.source.setSettings(settings -> signingInWithEmail(settings));
        ImportBench.describe(bench.source);
        target = bench.target(TARGET);
        bench.source.setAttribute(ann, "email", "ann@example.com");
        bench.source.setAttribute(bob, "email", "bob@example.com");
        Manifest before = bench.export();
        bench.source.deleteUser(ann);
        bench.source.setAttribute(bob, "email", "Ann@example.com");
        bench.export();

        ImportBench.Planned planned =
                bench.planned(only("\"usernames\":[\"ann@EXAMPLE.com\"]", "\"asOf\":\"" + before.exportId() + "\","));

        assertThat(planned.users()).extracting(PlannedUser::sub).containsExactly(ann);
    }

    @Test
    void whoIsNotThereIsRefusedByPlaceAndNotByName() {
        bench.export();

        for (String[] each : new String[][] {
            {"\"usernames\":[\"ann\",\"carl\",\"nobody-like-this\"]", "only.usernames[2]"},
            {"\"subs\":[\"" + ann + "\",\"nobody-like-this\"]", "only.subs[1]"},
            {"\"groups\":[\"nobody-like-this\"]", "only.groups[0]"}
        }) {
            assertThatThrownBy(() -> bench.planned(only(each[0])))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(each[1] + ", counted from 0")
                    .hasMessageContaining("Nothing was changed")
                    .hasMessageNotContaining("nobody-like-this");
        }
        assertThat(target.apiCalls().keySet()).containsOnly("DescribeUserPool");
    }

    @Test
    void namesThatDifferInCaseAreTwoWhereThePoolSaysSo() {
        bench.source.setSettings(settings -> new PoolSettings(
                settings.userPoolId(),
                settings.usernameAttributes(),
                settings.aliasAttributes(),
                true,
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength()));
        ImportBench.describe(bench.source);
        target = bench.target(TARGET);
        String capital = bench.source.addUser("Ann", Map.of()).sub();
        bench.export();

        assertThat(bench.planned(only("\"usernames\":[\"Ann\"]")).users())
                .extracting(PlannedUser::sub)
                .containsExactly(capital);
    }

    @Test
    void aDeletedUserIsBackInTheLivingPoolWithItsGroups() {
        Manifest before = bench.export();
        bench.source.deleteUser(bob);
        bench.source.deleteGroup(ODD_GROUP);
        bench.export();
        target = bench.target(TARGET);
        target.addUser("somebody", Map.of());

        WriteReport.Summary summary = bench.finish(
                bench.start(only("\"subs\":[\"" + bob + "\"]", "\"asOf\":\"" + before.exportId() + "\",")));

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.groups()).isEqualTo(new Counts(2, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(2, 0, 0));
        String restored = target.getUser(ODD).orElseThrow().sub();
        assertThat(target.members(ODD_GROUP)).containsExactly(restored);
        assertThat(target.members("admins")).containsExactly(restored);
        assertThat(target.groups()).as("only what is needed").hasSize(2);
    }

    @Test
    void aShardThatIsDamagedIsRefusedOnlyWhereItIsNeeded() {
        String elsewhere = null;
        for (int user = 0; elsewhere == null; user++) {
            String sub = bench.source.addUser("user" + user, Map.of()).sub();
            elsewhere = Shard.of(sub).equals(Shard.of(ann)) ? null : sub;
        }
        bench.export();
        bench.lose(ImportBench.userPartition(elsewhere), elsewhere);

        assertThat(bench.planned(only("\"subs\":[\"" + ann + "\"]")).users()).hasSize(1);
        String lost = elsewhere;
        assertThatThrownBy(() -> bench.planned(only("\"subs\":[\"" + lost + "\"]")))
                .hasMessageContaining("USER " + Shard.of(lost));
    }

    @Test
    void oneUserOfManyReadsLittleOfTheTable() {
        for (int user = 0; user < 1000; user++) {
            String sub = bench.source
                    .addUser("user" + user, Map.of("name", "x".repeat(50)))
                    .sub();
            bench.source.join(sub, "staff");
        }
        bench.export();
        long users = bench.local
                .backups()
                .of(ImportBench.SOURCE)
                .newestManifest()
                .orElseThrow()
                .count(RecordKind.USER);
        long before = bench.itemsRead();

        bench.planned(only("\"usernames\":[\"user77\"]"));

        assertThat(bench.itemsRead() - before)
                .as("items read, of users and memberships")
                .isPositive()
                .isLessThan(2 * users / 10);
    }

    private static PoolSettings signingInWithEmail(PoolSettings settings) {
        return new PoolSettings(
                settings.userPoolId(),
                Set.of("email"),
                settings.aliasAttributes(),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }

    /** The target may have a million users; three rounds of listing them for one would take an hour. */
    @Test
    void aFewUsersAreLookedUpWithoutListingTheTarget() {
        for (int i = 0; i < 300; i++) {
            target.addUser("other-" + i, Map.of());
        }
        bench.export();

        WriteReport.Summary summary = bench.finish(bench.start(only("\"usernames\":[\"ann\"]")));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(2, 0, 0));
        assertThat(target.apiCalls().get("ListUsers")).isBetween(3L, 6L);
    }

    private static String only(String selection) {
        return only(selection, "");
    }

    private static String only(String selection, String more) {
        return "{\"targetUserPoolId\":\"" + TARGET + "\"," + more + "\"mode\":\"MERGE\",\"restart\":true,\"only\":{"
                + selection + "}}";
    }
}
