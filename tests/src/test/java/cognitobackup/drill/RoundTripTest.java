package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFile;
import cognitobackup.drill.scenario.RegionLoss;
import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole rehearsal: deploy, fill, export, lose a Region, restore, compare, export again; once with every wait as it is at
 * AWS.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RoundTripTest {
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

    @Test
    void aPoolOfUsernamesSurvivesTheLossOfItsRegion() throws Exception {
        rehearse(MadeUpPool.of(150, 10, 1, SignIn.USERNAME), new Rehearsals(LambdaMode.IN_PROCESS, out));
    }

    @Test
    void aPoolWhoseUsersSignInWithEmailSurvivesTheLossOfItsRegion() throws Exception {
        rehearse(MadeUpPool.of(120, 5, 2, SignIn.EMAIL), new Rehearsals(LambdaMode.IN_PROCESS, out).withoutWaiting());
    }

    @Test
    void aPoolFromAFileWithAwkwardTextSurvivesTheLossOfItsRegion() throws Exception {
        PoolDump pool = new PoolFile(Instant.now()).read(Path.of("src/test/resources/populations/awkward.json"));

        Summary summary = rehearse(pool, new Rehearsals(LambdaMode.IN_PROCESS, out).withoutWaiting());

        assertThat(summary.exports().get(0).users()).isEqualTo(7);
        assertThat(summary.exports().get(0).groups()).isEqualTo(61);
        assertThat(summary.imports().get(0).restored()).isEqualTo(6);
        assertThat(summary.imports().get(0).skipped())
                .as("the federated profile")
                .isEqualTo(1);
    }

    /** As at AWS: each function in a process of its own, under the runtime interface client, which decodes JSON differently. */
    @Test
    void aPoolSurvivesWithFunctionsInProcessesOfTheirOwn() throws Exception {
        rehearse(MadeUpPool.of(60, 4, 3, SignIn.USERNAME), new Rehearsals(LambdaMode.PROCESSES, out).withoutWaiting());
    }

    private Summary rehearse(PoolDump pool, Rehearsals rehearsals) throws Exception {
        Summary summary = rehearsals.run(List.of(new RegionLoss(pool))).get(0);

        assertThat(summary.passed()).as(SummaryText.of(summary)).isTrue();
        assertThat(summary.exports())
                .as("before the loss, and after the restore")
                .hasSize(2);
        assertThat(summary.differences()).isNotEmpty().noneMatch(Difference::isFault);
        return summary;
    }
}
