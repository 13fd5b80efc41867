package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.ConfigurationPart;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a report says of the target's configuration, and of what the import cost. */
class ConfigurationReportTest {
    private static final String TARGET = "eu-west-1_Target1";

    private final ImportBench bench = new ImportBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void differencesAreThoseBetweenTheBackupAndTheTarget() throws Exception {
        bench.source.addUser("ann", Map.of());
        bench.source.putConfiguration(
                new ConfigurationPart("client", "abc", "{\"ClientName\":\"web\",\"RefreshTokenValidity\":30}"));
        bench.export();
        InMemoryUserPool target = bench.target(TARGET);
        target.putConfiguration(new ConfigurationPart("pool", TARGET, "{\"UserPoolTier\":\"ESSENTIALS\"}"));
        target.putConfiguration(
                new ConfigurationPart("client", "xyz", "{\"ClientName\":\"web\",\"RefreshTokenValidity\":5}"));

        JsonNode report = report(bench.importInto(TARGET));

        assertThat(bench.json.readValueFromTree(report.get("configuration"), ConfigurationReport.class))
                .satisfies(configuration -> {
                    assertThat(configuration.differences())
                            .contains(new ConfigurationReport.Line("client", "web", "RefreshTokenValidity", "30", "5"));
                    assertThat(configuration.byHand())
                            .anySatisfy(text -> assertThat(text).startsWith("App clients"));
                });
        Cost cost = bench.json.readValueFromTree(report.get("cost"), Cost.class);
        assertThat(cost.apiCalls()).containsKeys("UserCreation", "UserAccountRecovery", "UserPoolRead");
        assertThat(cost.activeUsers()).isEqualTo(1);
        assertThat(cost.estimate().dollars()).isEqualByComparingTo("0.015");
        assertThat(cost.estimate().tier()).isEqualTo("ESSENTIALS");
    }

    @Test
    void callsAreSummedByCategoryAndActiveUsersPricedByFeaturePlan() {
        Map<String, Long> calls = Map.of("AdminCreateUser", 3L, "AdminAddUserToGroup", 2L, "AdminDisableUser", 1L);

        Cost cost = Cost.of(calls, 1_000, "PLUS");

        assertThat(cost.apiCalls()).isEqualTo(Map.of("UserCreation", 3L, "UserUpdate", 3L));
        assertThat(cost.estimate().dollars()).isEqualByComparingTo("20");
        assertThat(Cost.of(calls, 1_000, null).estimate()).isNull();
        assertThat(Cost.of(calls, 1_000, "SOMETHING_NEW").estimate()).isNull();
    }

    private JsonNode report(WriteReport.Summary summary) throws IOException {
        return bench.json.readValue(bench.bucket.text(summary.report()), JsonNode.class);
    }
}
