package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several writes are in flight at once, and none goes on behind a caller that was told of a failure. */
class InParallelTest {
    private final WriterThreads threads = new WriterThreads();
    private final InParallel parallel = new InParallel(threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void resultsAreByWhatTheyAreOfInItsOrder() {
        assertThat(parallel.all(List.of(3, 1, 2), number -> number * 10))
                .containsExactly(Map.entry(3, 30), Map.entry(1, 10), Map.entry(2, 20));
    }

    @Test
    void severalAreUnderWayAtOnce() {
        CountDownLatch all = new CountDownLatch(4);

        // Each waits for the others, so one after the other none would get on.
        assertThat(parallel.all(List.of(1, 2, 3, 4), number -> {
                            all.countDown();
                            return arrived(all);
                        })
                        .values())
                .containsOnly(true);
    }

    @Test
    void aFailureIsToldWhenTheOthersHaveEnded() {
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        CountDownLatch failed = new CountDownLatch(1);

        assertThatThrownBy(() -> parallel.all(List.of(1, 2, 3), number -> {
                    if (number == 1) {
                        failed.countDown();
                        throw new RunLockLostException("lost");
                    }
                    arrived(failed);
                    return ended.add(number);
                }))
                .isInstanceOf(RunLockLostException.class)
                .hasMessage("lost");
        assertThat(ended).containsExactlyInAnyOrder(2, 3);
    }

    private static boolean arrived(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
