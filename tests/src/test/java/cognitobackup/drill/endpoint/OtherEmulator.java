package cognitobackup.drill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.scenario.Scenario;
import cognitobackup.drill.scenario.Scenarios;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** An AWS that others have written: every scenario that plays anywhere is played on it. */
final class OtherEmulator {
    private final URI uri;

    OtherEmulator(URI uri) {
        this.uri = uri;
    }

    void passesEveryScenarioThatPlaysAnywhere() throws InterruptedException {
        List<Scenario> scenarios = Scenarios.all().stream()
                .filter(scenario -> scenario.onlyHere().isEmpty())
                .toList();
        List<Summary> summaries = new Rehearsals(
                        LambdaMode.IN_PROCESS,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        Optional.of(EndpointProbe.probe(uri, Runs.NOTHING)))
                .withoutWaiting()
                .run(scenarios);

        assertThat(summaries).hasSameSizeAs(scenarios).allSatisfy(summary -> assertThat(summary.passed())
                .as(SummaryText.of(summary))
                .isTrue());
    }
}
