package cognitobackup.drill.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.local.LambdaMode;
import cognitobackup.local.iam.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of any pool, with users of every kind, restored into any target, whatever does not come back is announced by the import's
 * report about that very user, and what an import refuses to do it has not begun. Makes up pools and targets, exports each
 * pool, imports it, and compares the two without the product's help; then harms what was restored, to see that the
 * comparison would have noticed.
 *
 * <p>{@code -Dpools=1000 -Dseed=7} tries that many, made up from that seed on; what fails is made up again by its seed
 * and {@code -Dpools=1}. {@code -DshrinkSeconds=600} makes the first case that fails as small as it can be made in that
 * time.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class AnyPoolComesBackTest {
    private static final int POOLS = Integer.getInteger("pools", 200);
    private static final long SEED = Long.getLong("seed", 1);
    private static final Duration SHRINKING = Duration.ofSeconds(Integer.getInteger("shrinkSeconds", 120));

    /** The most that a stack may have is 25. */
    private static final int POOLS_OF_A_DEPLOYMENT = 24;

    /** Two local AWS side by side, since each import of a Region waits for the one before. */
    private static final int STAGES = 2;

    private static final int FAULTS_SHOWN = 5;
    private static final int LONGEST_FAULT_SHOWN = 1000;

    private final Map<Long, List<String>> faults = new TreeMap<>();
    private final Set<String> denials = new TreeSet<>();
    private int users;
    private int refused;
    private int harms;

    @Test
    void nothingIsLostUnannounced() throws Exception {
        StageOptions options = StageOptions.standard()
                .withLambda(LambdaMode.IN_PROCESS_IN_TURNS)
                .withQuotaFactor(1000)
                .withoutWaiting();
        long began = System.nanoTime();
        ExecutorService stages = Executors.newFixedThreadPool(STAGES);
        try {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < Math.min(STAGES, POOLS); part++) {
                long first = SEED + part;
                parts.add(stages.submit((Callable<Void>) () -> tryEveryOther(options, first)));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } finally {
            stages.shutdownNow();
        }
        System.out.printf(
                Locale.ROOT,
                "%d pools from seed %d, %d users; %d targets refused; %d harms seen; %d s%n",
                POOLS,
                SEED,
                users,
                refused,
                harms,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        shrinkFirst(options);
        assertThat(faults).as("what is wrong, by the seed of the pool").isEmpty();
        assertThat(denials).as("what roles lack, whatever became of it").isEmpty();
        // Some targets are refused, and some pools have nobody: of a few pools nothing can be said.
        assertThat(harms).as("harms that the judge was shown and saw").isGreaterThanOrEqualTo(POOLS / 10 * 50);
    }

    /** All that are left for one stage. */
    private Void tryEveryOther(StageOptions options, long first) throws Exception {
        List<Long> seeds = LongStream.iterate(first, seed -> seed < SEED + POOLS, seed -> seed + STAGES)
                .boxed()
                .toList();
        try (Stage stage = Stage.start(options)) {
            for (int begin = 0; begin < seeds.size(); begin += POOLS_OF_A_DEPLOYMENT) {
                List<Long> some = seeds.subList(begin, Math.min(seeds.size(), begin + POOLS_OF_A_DEPLOYMENT));
                tryAll(stage, some, false);
                tryAll(stage, some, true);
            }
            noteDenials(stage.iam().denials());
        }
        return null;
    }

    private synchronized void noteDenials(Collection<AccessDeniedException> some) {
        some.forEach(denial -> denials.add(denial.getMessage()));
    }

    /** Whether second factors are captured is a deployment's choice, so there are two of them. */
    private void tryAll(Stage stage, List<Long> seeds, boolean captureMfa) throws Exception {
        Map<Long, Case> cases = new TreeMap<>();
        for (long seed : seeds) {
            Case made = AnyCase.of(seed);
            if (made.captureMfa() == captureMfa) {
                cases.put(seed, Trial.fill(stage, made));
            }
        }
        if (cases.isEmpty()) {
            return;
        }
        deploy(stage, List.copyOf(cases.values()));
        for (Map.Entry<Long, Case> made : cases.entrySet()) {
            long began = System.nanoTime();
            Trial.Outcome outcome = Trial.run(stage, made.getValue(), made.getKey());
            note(made.getKey(), made.getValue(), outcome, System.nanoTime() - began);
        }
    }

    private static void deploy(Stage stage, List<Case> cases) throws Exception {
        stage.deployPrimary(
                cases.stream().map(each -> each.source().userPoolId()).toList(),
                Map.of("captureMfa", String.valueOf(cases.get(0).captureMfa())));
    }

    private synchronized void note(long seed, Case made, Trial.Outcome outcome, long nanoseconds) {
        users += made.source().users().size();
        harms += outcome.harms();
        refused += outcome.refused() ? 1 : 0;
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d users, %s, job %s, %s, %d ms%n",
                seed,
                made.source().users().size(),
                made.input(),
                made.fault().map(fault -> fault.ending().name()).orElse("as it should"),
                outcome.refused() ? "refused" : "then " + made.after(),
                nanoseconds / 1_000_000);
        if (!outcome.faults().isEmpty()) {
            List<String> shown = outcome.faults().stream()
                    .limit(FAULTS_SHOWN)
                    .map(fault -> fault.substring(0, Math.min(fault.length(), LONGEST_FAULT_SHOWN)))
                    .toList();
            System.out.println(outcome.faults().size() + " faults, among them:\n" + String.join("\n", shown));
            faults.put(seed, shown);
        }
    }

    private void shrinkFirst(StageOptions options) throws Exception {
        if (faults.isEmpty() || SHRINKING.isZero()) {
            return;
        }
        long seed = faults.keySet().iterator().next();
        Case smallest;
        try (Stage stage = Stage.start(options)) {
            smallest = Shrink.smallest(
                    AnyCase.of(seed),
                    tried -> {
                        Case filled = Trial.fill(stage, tried);
                        deploy(stage, List.of(filled));
                        return !Trial.run(stage, filled, seed).faults().isEmpty();
                    },
                    SHRINKING);
        }
        System.out.println("The smallest case of seed " + seed + " that was found to fail:\n" + smallest);
    }
}
