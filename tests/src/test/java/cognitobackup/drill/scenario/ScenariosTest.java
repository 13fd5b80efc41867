package cognitobackup.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.grants.GrantsText;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every scenario passes, but for those that have tests of their own: the loss of a Region in RoundTripTest, and an
 * import that is stopped and started again in InterruptedImportTest, most of whose time is waiting for the run lock.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ScenariosTest {
    private static final Set<String> TESTED_ELSEWHERE = Set.of("region-loss", "crash-and-resume");

    @Test
    void allPass() throws Exception {
        List<Scenario> scenarios = Scenarios.all().stream()
                .filter(scenario -> !TESTED_ELSEWHERE.contains(scenario.name()))
                .toList();

        Rehearsals rehearsals =
                new Rehearsals(LambdaMode.IN_PROCESS, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        List<Summary> summaries = rehearsals.run(scenarios);
        System.out.println(GrantsText.of(rehearsals.grants()));

        assertThat(summaries).hasSameSizeAs(scenarios).allSatisfy(summary -> assertThat(summary.passed())
                .as(summary.scenario() + System.lineSeparator() + SummaryText.of(summary))
                .isTrue());
        assertThat(rehearsals.grants().denials()).isEmpty();
    }

    @Test
    void namesAndStoriesAreFitToPrint() {
        assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(Scenarios.all()).allSatisfy(scenario -> {
            assertThat(scenario.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(scenario.description()).hasSizeLessThan(110).endsWith(".");
            assertThat(scenario.story()).hasSizeBetween(2, 3).allMatch(line -> line.length() <= 110);
        });
    }
}
