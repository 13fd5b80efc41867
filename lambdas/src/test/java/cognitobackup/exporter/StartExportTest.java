package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Backups;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLock;
import cognitobackup.cognito.InMemoryUserPools;
import cognitobackup.cognito.LivingPools;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.RefusedException;
import cognitobackup.metrics.PrintedMetrics;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartExportTest {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private static final RunLock NEVER_TAKEN = new AlwaysTaken(null) {
        @Override
        public Attempt acquire(String userPoolId, String execution, Optional<String> breakLock) {
            throw new AssertionError("A bad input changes nothing.");
        }
    };

    private static final SourcePools LIVING = new LivingPools(new InMemoryUserPools());

    private static final Backups NO_BACKUPS = userPoolId -> {
        throw new AssertionError("Where no pool is migrated, its backups are no matter.");
    };

    private static class AlwaysTaken implements RunLock {
        private final Run run;

        AlwaysTaken(Run run) {
            this.run = run;
        }

        @Override
        public Attempt acquire(String userPoolId, String execution, Optional<String> breakLock) {
            return new Attempt.Acquired(run);
        }

        @Override
        public void check(Run run) {}

        @Override
        public void release(Run run) {}

        @Override
        public boolean releaseAfterDeath(String userPoolId, String execution) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", textBlock = """
            null                                       | not a JSON object
            [1]                                        | not a JSON object
            "eu-west-1_One"                            | not a JSON object
            {}                                         | userPoolId is missing
            {"userPoolId": null}                       | userPoolId is missing
            {"userPoolId": 7}                          | userPoolId is not a text
            {"userPoolId": ""}                         | userPoolId is not a text
            {"userPoolId": "eu-west-1_Three"}          | 'eu-west-1_Three'. Allowed: one of the configured pools: eu-west-1_One, eu-west-1_Two
            {"userPoolId": "ann@example.com"}          | userPoolId is no id of a user pool
            {"userPoolId": "eu-west-1_One", "poolId": 1} | does not know: poolId. Allowed: allowDeletions, breakLock, userPoolId
            {"userPoolId": "eu-west-1_One", "allowDeletions": "all"} | allowDeletions is no number
            {"userPoolId": "eu-west-1_One", "allowDeletions": true} | allowDeletions is no number
            {"userPoolId": "eu-west-1_One", "allowDeletions": [1]} | allowDeletions is no number
            {"userPoolId": "eu-west-1_One", "allowDeletions": 0} | allowDeletions is below 1
            {"userPoolId": "eu-west-1_One", "allowDeletions": -3} | allowDeletions is below 1
            {"userPoolId": "eu-west-1_One", "allowDeletions": 1.5} | allowDeletions has a fraction or is too large
            {"userPoolId": "eu-west-1_One", "allowDeletions": 1e30} | allowDeletions has a fraction or is too large
            {"userPoolId": "eu-west-1_One", "breakLock": true} | breakLock is not a text
            """)
    void aBadInputIsRefusedAndSaysWhatIsAllowed(String input, String told) throws IOException {
        var start = new StartExport(
                NEVER_TAKEN,
                NO_BACKUPS,
                LIVING,
                ExportDriver.settings(List.of("eu-west-1_One", "eu-west-1_Two")),
                PrintedMetrics.unread());
        JsonNode node = input == null ? null : JSON.readValue(input, JsonNode.class);

        assertThatThrownBy(() -> start.start(node, "execution"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(told)
                .message()
                .contains("Allowed: ")
                .doesNotContain("ann");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                       |
            {"allowDeletions": null} |
            {"allowDeletions": 1}    | 1
            {"allowDeletions": 363}  | 363
            {"allowDeletions": 363.0} | 363
            {"allowDeletions": 5000000000} | 5000000000
            """)
    void whatTheInputAllowsIsHandedOn(String input, Long allowed) throws IOException {
        var run = new Run("eu-west-1_One", new RunId("2026-11-21T23:22:05.120Z"), "execution", 1);
        var start = new StartExport(
                new AlwaysTaken(run),
                NO_BACKUPS,
                LIVING,
                ExportDriver.settings(List.of("eu-west-1_One")),
                PrintedMetrics.unread());

        StartExport.Start started = start.start(JSON.readValue(input, JsonNode.class), "execution");

        assertThat(started).isEqualTo(new StartExport.Start("STARTED", null, run, allowed));
        assertThat(JSON.readValue(JSON.writeValueAsString(started), StartExport.Start.class))
                .isEqualTo(started);
    }

    @Test
    void whereNoPoolIsConfiguredNothingCanBeExported() {
        var start = new StartExport(
                NEVER_TAKEN, NO_BACKUPS, LIVING, ExportDriver.settings(List.of()), PrintedMetrics.unread());

        assertThatThrownBy(() -> start.start(JsonNode.createObjectNode(Map.of()), "execution"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no pool is configured");
    }
}
