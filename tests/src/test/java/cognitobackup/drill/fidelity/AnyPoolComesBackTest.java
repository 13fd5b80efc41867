package cognitobackup.drill.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.population.AnyPool;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.LambdaMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of any pool, with users of every kind, whatever does not come back is announced by the import's report. Makes up pools,
 * exports each, restores it into an empty pool of the same kind, and compares the two without the product's help.
 *
 * <p>{@code -Dpools=1000 -Dseed=7} tries that many, made up from that seed on; what fails is made up again by its seed
 * and {@code -Dpools=1}.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class AnyPoolComesBackTest {
    private static final int POOLS = Integer.getInteger("pools", 12);
    private static final long SEED = Long.getLong("seed", 1);

    /** A function's environment, which names every pool, holds 4 KB. */
    private static final int POOLS_OF_A_DEPLOYMENT = 60;

    @Test
    void nothingIsLostUnannounced() throws Exception {
        Map<Long, List<String>> faults = new TreeMap<>();
        StageOptions options = StageOptions.standard()
                .withLambda(LambdaMode.IN_PROCESS_IN_TURNS)
                .withQuotaFactor(1000)
                .withoutWaiting();
        try (Stage stage = Stage.start(options)) {
            for (long seed = SEED; seed < SEED + POOLS; seed += POOLS_OF_A_DEPLOYMENT) {
                faults.putAll(tryAll(stage, seed, Math.min(SEED + POOLS, seed + POOLS_OF_A_DEPLOYMENT)));
            }
        }
        assertThat(faults).as("what is wrong, by the seed of the pool").isEmpty();
    }

    private static Map<Long, List<String>> tryAll(Stage stage, long first, long end) throws Exception {
        Map<Long, PoolDump> sources = new TreeMap<>();
        for (long seed = first; seed < end; seed++) {
            sources.put(seed, Trial.fill(stage, AnyPool.of(seed)));
        }
        stage.deployPrimary(sources.values().stream().map(PoolDump::userPoolId).toList());
        Map<Long, List<String>> faults = new TreeMap<>();
        for (Map.Entry<Long, PoolDump> source : sources.entrySet()) {
            long began = System.nanoTime();
            List<String> found = Trial.run(stage, source.getValue(), Map.of());
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: %d users, %d ms%n",
                    source.getKey(),
                    source.getValue().users().size(),
                    (System.nanoTime() - began) / 1_000_000);
            if (!found.isEmpty()) {
                System.out.println(source.getValue().userPool());
                found.forEach(System.out::println);
                faults.put(source.getKey(), found);
            }
        }
        return faults;
    }
}
