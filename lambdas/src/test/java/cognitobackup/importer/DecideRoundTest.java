package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecideRoundTest {
    private static final String TARGET = "eu-west-1_Target1";

    private final ImportBench bench = new ImportBench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Every worker has its part of the budget, whether a message is left for it or not. */
    @Test
    void thereAreNoMoreWorkersThanMessages() {
        bench.target(TARGET);
        bench.source.addUser("ann", Map.of());
        bench.export();
        ImportRun run = bench.start(ImportBench.inputFor(TARGET));
        bench.plan(run);
        int most = bench.settings().importWorkers();
        assertThat(most).isGreaterThan(1);

        assertThat(creators(run, 1)).isEqualTo(1);
        assertThat(creators(run, bench.limits.newUsers())).isEqualTo(1);
        assertThat(creators(run, bench.limits.newUsers() + 1)).isEqualTo(2);
        assertThat(creators(run, 1000L * bench.limits.newUsers())).isEqualTo(most);
    }

    private long creators(ImportRun run, long creations) {
        var round = new CompareWithTarget.Progress(
                true,
                0,
                0,
                Counts.NONE,
                Counts.NONE,
                Counts.NONE,
                0,
                0,
                creations,
                0,
                0,
                0,
                NotInSnapshot.NOTHING,
                Effort.NONE,
                List.of(),
                Map.of());
        return bench.decideRound().decide(run, 0, List.of(round)).workers().stream()
                .filter(worker -> worker.queue() == DecideRound.Queue.NEW_USERS)
                .count();
    }
}
