package cognitobackup.drill.cost;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cognitobackup.drill.cost.CountedRun.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Goal: {@code ./drill cost} says what the backup of today uses, at any size. Method: a pool of a size that the kept counts
 * are not of is exported, watched and restored, and each count is compared with what is expected from those.
 *
 * <p>When a count has changed on purpose, {@code -Dcounted.renew=true} with {@code -Dtest=CountedRunsTest} counts all runs
 * anew, in some minutes, and keeps them and the figures of docs/cost.md that follow.
 */
@Timeout(1200)
class CountedRunsTest {
    private static final Path KEPT = Path.of("src/main/resources/cognitobackup/drill/cost/counted.json");
    private static final PoolSize OTHER = new PoolSize(800, 12, 960);

    private static final double TOLERANCE = 0.07;

    /** An import is divided by its size, so that some of its requests come in steps. */
    private static final double OF_IMPORTS = 0.25;

    /**
     * What is compared, and by how much a count may be off besides: units are rounded up for each item and shard. The time
     * of functions depends on the machine, and the length of their logs on that.
     */
    private static final Map<Counted, Double> COMPARED = new TreeMap<>(Map.ofEntries(
            entry(Counted.WRITE_UNITS, 25.0),
            entry(Counted.INDEX_WRITE_UNITS, 0.0),
            entry(Counted.READ_UNITS, 60.0),
            entry(Counted.EXPIRING_WRITE_UNITS, 25.0),
            entry(Counted.RECORD_BYTES, 4096.0),
            entry(Counted.HISTORY_BYTES, 512.0),
            entry(Counted.SEEN_BYTES, 4096.0),
            entry(Counted.INDEX_BYTES, 512.0),
            entry(Counted.INVOCATIONS, 3.0),
            entry(Counted.COGNITO_MILLISECONDS, 2000.0),
            entry(Counted.STATE_TRANSITIONS, 10.0),
            entry(Counted.QUEUE_REQUESTS, 10.0),
            entry(Counted.PUBLICATIONS, 0.0),
            entry(Counted.BUCKET_WRITES, 20.0),
            entry(Counted.BUCKET_READS, 20.0),
            entry(Counted.METRICS, 2.0)));

    @Test
    void anotherPoolUsesWhatIsExpectedOfIt() throws Exception {
        CountedRuns kept = CountedRuns.kept();
        Rates primary = Rates.ofPrimary(kept);
        Rates secondary = Rates.ofSecondary(kept);
        List<CountedRun> runs;
        try (Counting counting = new Counting()) {
            counting.fill(OTHER);
            counting.unchanged();
            counting.changes();
            counting.restore();
            runs = counting.runs();
        }

        assertThat(runs).extracting(CountedRun::kind).containsExactly(Kind.values());
        for (CountedRun run : runs) {
            compare(run, "primary", run.primary(), expected(primary, run));
            compare(run, "secondary", run.secondary(), expected(secondary, run));
        }
    }

    private static Usage expected(Rates rates, CountedRun run) {
        return switch (run.kind()) {
            case FIRST_EXPORT -> rates.first().of(run.pool());
            case ALL_CHANGED_EXPORT -> rates.allChanged().of(run.pool());
            case UNCHANGED_EXPORT -> rates.export(run.pool(), 0, 0);
            case VERIFYING_WATCH -> rates.verifying().of(run.pool());
            case IDLE_WATCH -> rates.idle();
            case USERS_CHANGED_EXPORT -> rates.export(run.pool(), run.changed(), 0);
            case FEW_MOVED_EXPORT, MANY_MOVED_EXPORT -> rates.export(run.pool(), 0, 2 * run.changed());
            case AFTER_MOVES_EXPORT ->
                rates.export(run.pool(), 0, 0).plus(rates.dated().times(run.changed()));
            case RESTORE -> rates.restore().of(run.pool());
        };
    }

    private static void compare(CountedRun run, String side, Usage counted, Usage expected) {
        double tolerance = run.kind() == Kind.RESTORE ? OF_IMPORTS : TOLERANCE;
        COMPARED.forEach((what, slack) -> assertThat(expected.of(what))
                .as("%s of %s in the %s", what, run.kind(), side)
                .isCloseTo(counted.of(what), within(tolerance * counted.of(what) + slack)));
    }

    @Test
    void whatIsThereAllTheTimeIsWhatTheProgramRegisters() throws Exception {
        assertThat(CountedRuns.kept().stacks()).isEqualTo(Map.copyOf(StackParts.ofBoth()));
    }

    @Test
    @EnabledIfSystemProperty(named = "counted.renew", matches = "true")
    void renews() throws Exception {
        CountedRuns counted = Counting.everything();
        Files.writeString(KEPT, counted.text());
        Files.writeString(CostPage.FILE, new CostPage(counted).renewed(Files.readString(CostPage.FILE)));
    }
}
