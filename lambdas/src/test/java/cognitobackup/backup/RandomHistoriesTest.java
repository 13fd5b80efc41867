package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever happens to a pool and to its exports, every complete export within its life reads back as what it saw,
 * the newest one from the records' items alone, in the table and in its replica (what a replica can promise: {@link
 * Replicas}). Method: random histories on the real engine beside a simple model, compared after every operation. More of
 * them with {@code -Dhistories=5000}, the same again with {@code -Dseed=…}. A failure is printed as the smallest history
 * that was found to fail.
 */
class RandomHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("histories", 200);
    private static final int REPLICAS = 10;
    private static final int HISTORIES_OF_ONE_TABLE = 50;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private final AtomicInteger dead = new AtomicInteger();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger notWhole = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void everyCompleteExportReadsBackAsWhatItSaw() throws InterruptedException {
        System.out.println("RandomHistoriesTest: seed " + seed + ", " + HISTORIES + " histories");
        long begun = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            threads.add(new Thread(this::takeHistories));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf(
                "%d histories with %d complete exports, %d executions that died for good, in %d s; of the snapshots in"
                        + " replicas without any order %d were whole and %d were not%n",
                HISTORIES,
                complete.get(),
                dead.get(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                whole.get(),
                notWhole.get());
        assertThat(failures).isEmpty();
        assertThat(complete.get()).isGreaterThan(HISTORIES);
        assertThat(dead.get()).isGreaterThan(HISTORIES / 4);
        assertThat(whole.get()).isGreaterThan(HISTORIES);
        assertThat(notWhole.get()).isGreaterThan(HISTORIES);
    }

    private void takeHistories() {
        int number = next.getAndIncrement();
        while (number < HISTORIES && failures.isEmpty()) {
            try (LocalTable table = new LocalTable()) {
                for (int used = 0; used < HISTORIES_OF_ONE_TABLE && number < HISTORIES && failures.isEmpty(); used++) {
                    take(table, seed + number);
                    number = next.getAndIncrement();
                }
            }
        }
    }

    private void take(LocalTable table, long historySeed) {
        List<Operation> operations = RandomOperations.of(historySeed);
        if (failure(table, operations, historySeed).isEmpty()) {
            return;
        }
        List<Operation> smallest = Shrinking.of(
                operations, fewer -> failure(table, fewer, historySeed).isPresent());
        failures.add("seed " + historySeed + ":\n"
                + smallest.stream().map(Operation::toString).collect(Collectors.joining("\n")) + "\n"
                + failure(table, smallest, historySeed).map(Throwable::toString).orElse("fails no more"));
    }

    private Optional<Throwable> failure(LocalTable table, List<Operation> operations, long historySeed) {
        PoolHistory history = new PoolHistory(table.client(), "eu-west-1_" + POOLS.incrementAndGet());
        try {
            history.with(operations).checkEngine();
            Replicas replicas = new Replicas(history, new Random(historySeed));
            replicas.check(REPLICAS);
            complete.addAndGet(history.saw().size());
            dead.addAndGet(history.dead().size());
            whole.addAndGet(replicas.whole());
            notWhole.addAndGet(replicas.notWhole());
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    private static final AtomicInteger POOLS = new AtomicInteger();
}
