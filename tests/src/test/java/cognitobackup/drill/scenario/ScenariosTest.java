package cognitobackup.drill.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.grants.GrantProbe;
import cognitobackup.drill.grants.GrantsLedger;
import cognitobackup.drill.grants.GrantsText;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import cognitobackup.stacks.Reason;
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
 *
 * <p>On the way it shows that the stacks' roles are granted neither less nor more than is needed: nothing is denied, what
 * was never used has its reason beside it in the program, and of grants that are taken away at random each is missed.
 * {@code -Dgrants=1000} takes away all of them, and {@code -Dseed=7} draws the same ones again.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ScenariosTest {
    private static final int GRANTS_TAKEN_AWAY = Integer.getInteger("grants", 30);
    private static final Set<String> TESTED_ELSEWHERE = Set.of("region-loss", "crash-and-resume");

    @Test
    void allPass() throws Exception {
        List<Scenario> scenarios = Scenarios.all().stream()
                .filter(scenario -> !TESTED_ELSEWHERE.contains(scenario.name()))
                .toList();

        long seed = Long.getLong("seed", System.nanoTime());
        GrantProbe probe = new GrantProbe(seed, GRANTS_TAKEN_AWAY);
        Rehearsals rehearsals = new Rehearsals(
                        LambdaMode.IN_PROCESS, new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .withoutWaiting()
                .with(probe);
        List<Summary> summaries = rehearsals.run(scenarios);
        System.out.println(GrantsText.of(rehearsals.grants()));

        assertThat(summaries).hasSameSizeAs(scenarios).allSatisfy(summary -> assertThat(summary.passed())
                .as(summary.scenario() + System.lineSeparator() + SummaryText.of(summary))
                .isTrue());
        GrantsLedger grants = rehearsals.grants();
        assertThat(grants.denials())
                .as("denied, but for what seed %d took away", seed)
                .allMatch(probe::expected);
        assertThat(probe.proven())
                .as("missed, of what seed %d took away", seed)
                .containsExactlyInAnyOrderElementsOf(probe.drawn());
        assertThat(grants.unneeded())
                .as("granted, never used, and without a reason")
                .filteredOn(grant -> Reason.of(grant.sid()).isEmpty())
                // What was missed is needed: it may be that the one call that uses it was the one denied.
                .filteredOn(grant -> !probe.proven().contains(grant))
                .isEmpty();
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
