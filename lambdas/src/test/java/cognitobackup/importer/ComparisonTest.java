package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.backup.Manifest;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.importer.Difference.Change;
import cognitobackup.importer.DifferenceCounts.Numbers;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKind;
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

/** Comparisons of a snapshot with the living pool, with another pool, and with another snapshot. */
class ComparisonTest {
    private static final String WITH_POOL = "{\"compare\":\"pool\"}";
    private static final String OTHER = "eu-west-1_Other1";

    private final ImportBench bench = new ImportBench();
    private String ann;
    private String bob;

    @BeforeEach
    void fill() {
        bench.targets.put(ImportBench.SOURCE, bench.source);
        ann = bench.source.addUser("ann", Map.of("email", "ann@example.com")).sub();
        bob = bench.source
                .addUser("bob \"#/\" 🙂", Map.of("custom:tier", "gold"))
                .sub();
        bench.source.addGroup("staff");
        bench.source.addGroup("#/odd:שלום");
        bench.source.join(ann, "staff");
        bench.source.join(bob, "#/odd:שלום");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPoolThatHasNotChangedIsEqualToItsSnapshot() {
        Manifest manifest = bench.export();

        ReportDifferences.Summary summary = bench.compare(WITH_POOL);

        assertThat(summary.outcome()).isEqualTo("COMPARED");
        assertThat(summary.exportId()).isEqualTo(manifest.exportId().value());
        assertThat(summary.comparedWith()).isEqualTo("pool " + ImportBench.SOURCE);
        assertThat(summary.users()).isEqualTo(Numbers.NONE);
        assertThat(summary.groups()).isEqualTo(Numbers.NONE);
        assertThat(summary.memberships()).isEqualTo(Numbers.NONE);
        assertThat(summary.configuration()).isEqualTo(Numbers.NONE);
        assertThat(bench.differences(summary)).isEmpty();
    }

    @Test
    void everyDifferenceOfTheLivingPoolIsNamedWithTheFieldsThatChanged() {
        bench.export();
        change();

        ReportDifferences.Summary summary = bench.compare(WITH_POOL);

        assertChanged(summary);
    }

    @Test
    void everyDifferenceOfALaterSnapshotIsNamedWithTheFieldsThatChanged() {
        Manifest first = bench.export();
        change();
        Manifest second = bench.export();

        ReportDifferences.Summary summary =
                bench.compare("{\"asOf\":\"" + first.exportId() + "\",\"compare\":\"latest\"}");

        assertThat(summary.exportId()).isEqualTo(first.exportId().value());
        assertThat(summary.comparedWith()).isEqualTo(second.exportId().value());
        assertChanged(summary);
    }

    /** Everything that can happen to a record, once. */
    private void change() {
        bench.source.setAttribute(ann, "email", "ann@example.org");
        bench.source.setAttribute(ann, "name", "Ann");
        bench.source.disableUser("ann");
        bench.source.deleteUser(bob);
        String carl = bench.source.addUser("carl", Map.of()).sub();
        bench.source.join(carl, "staff");
        bench.source.addGroup(new Group("staff", Optional.of("all of us"), Optional.of(1), Optional.empty()));
        bench.source.deleteGroup("#/odd:שלום");
        bench.source.addGroup("new");
        bench.source.putConfiguration(new ConfigurationPart("client", "c1", "{\"ClientId\":\"c1\"}"));
    }

    private void assertChanged(ReportDifferences.Summary summary) {
        assertThat(summary.users()).isEqualTo(new Numbers(1, 1, 1));
        assertThat(summary.groups()).isEqualTo(new Numbers(1, 1, 1));
        assertThat(summary.memberships()).isEqualTo(new Numbers(1, 0, 1));
        assertThat(summary.configuration()).isEqualTo(new Numbers(1, 0, 0));
        assertThat(bench.differences(summary))
                .extracting(
                        Difference::kind,
                        Difference::change,
                        Difference::username,
                        Difference::groupName,
                        Difference::name)
                .containsExactlyInAnyOrder(
                        tuple(RecordKind.USER, Change.CHANGED, "ann", null, null),
                        tuple(RecordKind.USER, Change.GONE, "bob \"#/\" 🙂", null, null),
                        tuple(RecordKind.USER, Change.CREATED, "carl", null, null),
                        tuple(RecordKind.GROUP, Change.CHANGED, null, "staff", null),
                        tuple(RecordKind.GROUP, Change.GONE, null, "#/odd:שלום", null),
                        tuple(RecordKind.GROUP, Change.CREATED, null, "new", null),
                        tuple(RecordKind.MEMBERSHIP, Change.GONE, "bob \"#/\" 🙂", "#/odd:שלום", null),
                        tuple(RecordKind.MEMBERSHIP, Change.CREATED, "carl", "staff", null),
                        tuple(RecordKind.CONFIGURATION, Change.CREATED, null, null, "c1"));
        assertThat(bench.differences(summary))
                .filteredOn(difference -> difference.change() == Change.CHANGED)
                .extracting(Difference::kind, Difference::fields)
                .containsExactlyInAnyOrder(
                        tuple(RecordKind.USER, List.of("email", "enabled", "name")),
                        tuple(RecordKind.GROUP, List.of("description", "precedence")));
    }

    @Test
    void aRestoredPoolIsEqualToTheSnapshotThoughItsSubsAreOthers() {
        bench.source.addUser("case", Map.of("email", "Mixed@Example.com"));
        bench.source.addGroup(ImportBench.SOURCE + "_Google");
        bench.export();
        InMemoryUserPool other = bench.target(OTHER);
        assertThat(bench.importInto(OTHER).outcome()).isEqualTo("COMPLETED");

        ReportDifferences.Summary equal = bench.compare(withOther());

        assertThat(bench.differences(equal)).isEmpty();
        assertThat(equal.comparedWith()).isEqualTo("pool " + OTHER);

        User restored = other.getUser("ann").orElseThrow();
        other.setAttribute(restored.sub(), "email", "else@example.com");
        other.leave(restored.sub(), "staff");
        other.addUser("new", Map.of());
        ReportDifferences.Summary summary = bench.compare(withOther());

        assertThat(summary.users()).isEqualTo(new Numbers(1, 1, 0));
        assertThat(summary.memberships()).isEqualTo(new Numbers(0, 0, 1));
        assertThat(summary.configuration()).isEqualTo(Numbers.NONE);
        assertThat(bench.differences(summary))
                .filteredOn(difference -> difference.change() == Change.CHANGED)
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.sub()).as("the snapshot's").isEqualTo(ann);
                    assertThat(difference.fields()).containsExactly("email");
                });
    }

    @Test
    void ofSeveralUsersWhoSignInWithTheSameTheNewestIsCompared() {
        bench.source.setSettings(settings -> new PoolSettings(
                settings.userPoolId(),
                Set.of("email"),
                settings.aliasAttributes(),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength()));
        Instant early = Instant.parse("2026-01-01T00:00:00Z");
        bench.source.deleteUser(ann);
        bench.source.deleteUser(bob);
        put("newer", early.plusSeconds(5), "Newer");
        put("older", early, "Older");
        ImportBench.describe(bench.source);
        bench.export();
        bench.target(OTHER);
        bench.importInto(OTHER);

        ReportDifferences.Summary summary = bench.compare(withOther());

        assertThat(bench.differences(summary))
                .extracting(Difference::kind, Difference::change, Difference::sub)
                .containsExactly(tuple(RecordKind.USER, Change.GONE, "older"));
    }

    private void put(String sub, Instant modified, String name) {
        bench.source.putUser(new User(
                sub,
                sub,
                new TreeMap<>(Map.of("email", "same@example.com", "name", name)),
                true,
                "CONFIRMED",
                modified,
                modified));
    }

    @Test
    void aComparisonChangesNothingAndLocksOnlyOtherReaders() {
        bench.export();
        change();
        var users = bench.source.users();
        ImportRun run = bench.start(WITH_POOL);
        assertThat(run.userPoolId()).isEqualTo("readers/" + ImportBench.SOURCE);
        bench.release(run);

        bench.compare(WITH_POOL);

        assertThat(bench.source.users()).isEqualTo(users);
        assertThat(bench.source.apiCalls().keySet())
                .containsOnly("DescribeUserPool", "ListUsers", "ListGroups", "ListUsersInGroup", "AdminDisableUser");
        assertThat(bench.local.imports().newest(ImportBench.SOURCE)).isEmpty();
    }

    @Test
    void pagesThatAreEmptyOrTooOldDoNotMakeRecordsGone() {
        for (int user = 0; user < 25; user++) {
            bench.source.join(bench.source.addUser("user" + user, Map.of()).sub(), "staff");
        }
        bench.export();
        bench.source.setPageSize(4);
        for (String listing : new String[] {"ListUsers", "ListUsersInGroup"}) {
            bench.source.expireTokenOnce(listing);
            bench.source.emptyPageOnce(listing);
        }

        assertThat(bench.differences(bench.compare(WITH_POOL))).isEmpty();
    }

    @Test
    void aSnapshotThatIsNotWholeIsNotCompared() {
        Manifest first = bench.export();
        bench.source.setAttribute(ann, "name", "Ann");
        bench.export();
        bench.lose(ImportBench.userPartition(ann), ann);

        for (String input :
                new String[] {WITH_POOL, "{\"compare\":\"latest\",\"asOf\":\"" + first.exportId() + "\"}"}) {
            ImportRun run = bench.start(input);
            assertThatThrownBy(() -> bench.choose(run))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("is not whole")
                    .hasMessageNotContaining("acceptIncomplete");
            bench.release(run);
        }
    }

    private static String withOther() {
        return "{\"compare\":\"pool\",\"targetUserPoolId\":\"" + OTHER + "\"}";
    }
}
