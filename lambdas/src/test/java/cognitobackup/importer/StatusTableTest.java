package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of users of every status: the importer does what the table says, and the document says the same. */
class StatusTableTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final List<String> LOCAL =
            List.of("CONFIRMED", "UNCONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD", "ARCHIVED", "COMPROMISED");

    @Test
    void theDocumentShowsTheTableItsWordsAndTheNotes() throws IOException {
        String document = Files.readString(Path.of("../docs/user-status.md"));

        assertThat(document).contains(StatusTable.inMarkdown());
        assertThat(document).contains(NextStep.inMarkdown());
        assertThat(document).contains(Note.kindsInMarkdown());
    }

    @Test
    void everyStatusHasALineForEveryRouteThatItCanTake() {
        for (String status : List.of("CONFIRMED", "UNCONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD")) {
            assertThat(StatusTable.rows())
                    .filteredOn(row -> row.sourceStatus().equals(status))
                    .extracting(StatusTable.Row::route)
                    .contains(Route.values());
        }
        assertThat(StatusTable.rows())
                .filteredOn(row -> row.sourceStatus().equals("EXTERNAL_PROVIDER"))
                .extracting(StatusTable.Row::route)
                .doesNotContain(Route.API, Route.CSV);
    }

    @Test
    void theTableHasNoRoomForWhatMustNotBe() {
        assertThat(StatusTable.allows(new Fate("CONFIRMED", Route.API, "CONFIRMED", NextStep.NOTHING)))
                .as("nobody whom an import made signs in as before")
                .isFalse();
        assertThat(StatusTable.allows(new Fate("EXTERNAL_PROVIDER", Route.API, "CONFIRMED", NextStep.CHOOSE_PASSWORD)))
                .isFalse();
        assertThat(StatusTable.allows(
                        new Fate("CONFIRMED", Route.API, "FORCE_CHANGE_PASSWORD", NextStep.CHOOSE_PASSWORD)))
                .as("from there no code can be asked for")
                .isFalse();
        assertThat(StatusTable.allows(new Fate("CONFIRMED", Route.NONE, "CONFIRMED", NextStep.CANNOT_SIGN_IN)))
                .as("who is in the target came there somehow")
                .isFalse();
        assertThat(StatusTable.allows(new Fate("NEW_AT_AWS", Route.API, "CONFIRMED", NextStep.CHOOSE_PASSWORD)))
                .isTrue();
    }

    @Test
    void usersOfEveryStatusComeToWhatTheTableSays() {
        try (var bench = new ImportBench()) {
            InMemoryUserPool target = bench.target(TARGET);
            for (String status : LOCAL) {
                put(bench, status + "-with", status, true, contact(status));
                put(bench, status + "-without", status, true, Map.of("email", status + "-w@example.com"));
                put(bench, status + "-disabled", status, false, Map.of());
            }
            put(bench, "Google_1", "EXTERNAL_PROVIDER", true, Map.of("email", "g@example.com"));
            bench.export();

            WriteReport.Summary summary = bench.importInto(TARGET);

            assertThat(summary.users()).isEqualTo(new Counts(LOCAL.size() * 3L, 0, 1));
            Map<Fate, Long> fates = new HashMap<>();
            bench.fates(summary).forEach(count -> fates.put(count.fate(), count.users()));
            Map<Fate, Long> expected = new HashMap<>();
            for (String status : LOCAL) {
                expected.put(new Fate(status, Route.API, "CONFIRMED", NextStep.CHOOSE_PASSWORD), 1L);
                expected.put(new Fate(status, Route.API, "CONFIRMED", NextStep.ASK_HELP_DESK), 1L);
                expected.put(new Fate(status, Route.API, "CONFIRMED", NextStep.STAYS_DISABLED), 1L);
            }
            expected.put(new Fate("EXTERNAL_PROVIDER", Route.PROVIDER, null, NextStep.SIGN_IN_WITH_PROVIDER), 1L);
            assertThat(fates).isEqualTo(expected);
            assertThat(fates.keySet()).allMatch(StatusTable::allows);
            assertThat(target.users())
                    .allSatisfy(user -> assertThat(user.status()).isEqualTo("CONFIRMED"));
            // A former UNCONFIRMED user has proved nothing by having been restored.
            assertThat(target.users())
                    .filteredOn(user -> user.username().equals("unconfirmed-without"))
                    .singleElement()
                    .satisfies(user -> assertThat(user.attributes()).doesNotContainEntry("email_verified", "true"));
        }
    }

    @Test
    void theTargetsAccountRecoveryDecidesWhoCanChooseAPasswordByCode() {
        assertThat(askingTheHelpDesk("")).as("where the pool says nothing").isEqualTo(1);
        assertThat(askingTheHelpDesk("verified_email", "verified_phone_number")).isEqualTo(2);
        assertThat(askingTheHelpDesk("verified_email")).isEqualTo(3);
        assertThat(askingTheHelpDesk("verified_phone_number")).isEqualTo(3);
        assertThat(askingTheHelpDesk("admin_only")).isEqualTo(4);
    }

    /** Of four users: two with one verified address each, one whose only one is its second factor, one with none. */
    private long askingTheHelpDesk(String... mechanisms) {
        try (var bench = new ImportBench()) {
            InMemoryUserPool target = bench.target(TARGET);
            target.setMfaFactors("OPTIONAL", Set.of(MfaPreference.SMS));
            String recovery = Stream.of(mechanisms)
                    .filter(name -> !name.isEmpty())
                    .map("{\"Priority\":1,\"Name\":\"%s\"}"::formatted)
                    .collect(Collectors.joining(","));
            target.putConfiguration(new ConfigurationPart(
                    "pool",
                    TARGET,
                    "{\"Id\":\"" + TARGET + "\",\"AccountRecoverySetting\":{\"RecoveryMechanisms\":[" + recovery
                            + "]}}"));
            put(bench, "by-email", "CONFIRMED", true, Map.of("email", "a@example.com", "email_verified", "true"));
            put(
                    bench,
                    "by-phone",
                    "CONFIRMED",
                    true,
                    Map.of("phone_number", "+49301", "phone_number_verified", "true"));
            User sms = put(
                    bench, "sms", "CONFIRMED", true, Map.of("phone_number", "+49302", "phone_number_verified", "true"));
            bench.source.putUser(sms.with(Optional.of(MfaPreference.of(List.of(MfaPreference.SMS), Optional.empty()))));
            put(bench, "nothing", "CONFIRMED", true, Map.of());
            bench.export();

            return bench.fates(bench.importInto(TARGET)).stream()
                    .filter(count -> count.fate().next() == NextStep.ASK_HELP_DESK)
                    .mapToLong(FateCount::users)
                    .sum();
        }
    }

    /**
     * 46 users, of whom 32 have no verified address: the import jobs that AWS's retired architecture relied on failed as
     * a whole with "Too many users have failed or been skipped during the import.", and restored 14.
     */
    @Test
    void aPoolMostOfWhoseUsersHaveNoVerifiedAddressComesBackCompletely() {
        try (var bench = new ImportBench()) {
            InMemoryUserPool target = bench.target(TARGET);
            bench.source.addGroup("everybody");
            for (int i = 0; i < 46; i++) {
                String address = "user" + i + "@example.com";
                User user = i < 14
                        ? put(bench, "user" + i, "CONFIRMED", true, Map.of("email", address, "email_verified", "true"))
                        : put(
                                bench,
                                "user" + i,
                                i % 2 == 0 ? "UNCONFIRMED" : "CONFIRMED",
                                true,
                                Map.of("email", address));
                bench.source.join(user.sub(), "everybody");
            }
            bench.export();

            WriteReport.Summary summary = bench.importInto(TARGET);

            assertThat(summary.outcome()).isEqualTo("COMPLETED");
            assertThat(summary.users()).isEqualTo(new Counts(46, 0, 0));
            assertThat(summary.memberships()).isEqualTo(new Counts(46, 0, 0));
            assertThat(target.users()).hasSize(46);
            assertThat(target.members("everybody")).hasSize(46);
            assertThat(target.messages()).isEmpty();
            List<FateCount> fates = bench.fates(summary);
            assertThat(fates.stream().map(FateCount::fate)).allMatch(StatusTable::allows);
            assertThat(FateCount.users(fates)).isEqualTo(46);
            assertThat(users(fates, NextStep.CHOOSE_PASSWORD)).isEqualTo(14);
            assertThat(users(fates, NextStep.ASK_HELP_DESK)).isEqualTo(32);
        }
    }

    private static long users(List<FateCount> fates, NextStep next) {
        return fates.stream()
                .filter(count -> count.fate().next() == next)
                .mapToLong(FateCount::users)
                .sum();
    }

    private static Map<String, String> contact(String status) {
        return status.startsWith("C")
                ? Map.of("email", status + "@example.com", "email_verified", "true")
                : Map.of("phone_number", "+4915100000" + status.length(), "phone_number_verified", "true");
    }

    private static User put(
            ImportBench bench, String name, String status, boolean enabled, Map<String, String> attributes) {
        User user = bench.source.addUser(name, attributes);
        Instant created = Instant.parse("2026-01-01T00:00:00Z");
        return bench.source.putUser(
                new User(user.sub(), user.username(), new TreeMap<>(attributes), enabled, status, created, created));
    }
}
