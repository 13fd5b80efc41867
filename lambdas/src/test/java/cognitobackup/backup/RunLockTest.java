package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Executions.State;
import cognitobackup.backup.RunLock.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run at a time, each with an id later than all before it, whatever becomes of those who hold the lock. */
class RunLockTest {
    private static final Instant START = Instant.parse("2026-11-21T23:22:05.120Z");
    private static final String ONE = "arn:aws:states:eu-west-1:123456789012:execution:export:one";
    private static final String TWO = "arn:aws:states:eu-west-1:123456789012:execution:export:two";
    private static final Duration QUIET = LocalBackups.FUNCTION_TIMEOUT;
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static LocalTable table;
    private static int pools;

    private final String pool = "eu-west-1_Lock" + ++pools;
    private final ManualClock clock = new ManualClock(START);
    private final ScriptedExecutions executions = new ScriptedExecutions();
    private final RunLock lock = new LocalBackups(table.client(), clock, executions, Duration.ofDays(35)).runLock();

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void theFirstRunGetsTheTimeAsItsId() {
        assertThat(acquire(ONE))
                .isEqualTo(new Attempt.Acquired(new Run(pool, new RunId("2026-11-21T23:22:05.120Z"), ONE, 1)));
    }

    @Test
    void whileOneRunsAnotherIsToldWhoHoldsTheLock() {
        acquire(ONE);
        clock.advance(Duration.ofDays(1));

        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.empty()));
    }

    @Test
    void theSameExecutionGetsTheSameRunAgain() {
        Attempt first = acquire(ONE);
        clock.advance(MOMENT);

        assertThat(acquire(ONE)).isEqualTo(first);
    }

    @Test
    void aReleasedLockIsFreeAtOnceAndTheNextIdIsLaterAlthoughNoTimeHasPassed() {
        Run first = acquired(ONE);
        lock.release(first);

        Run second = acquired(TWO);

        assertThat(second.id().value()).isEqualTo("2026-11-21T23:22:05.121Z");
        assertThat(second.term()).isEqualTo(2);
        assertThatThrownBy(() -> lock.check(first))
                .isInstanceOf(RunLockLostException.class)
                .hasMessageContaining(pool);
        assertThatCode(() -> lock.check(second)).doesNotThrowAnyException();
    }

    @Test
    void releasingWhatOneNoLongerHoldsDoesNothing() {
        Run first = acquired(ONE);
        lock.release(first);
        Run second = acquired(TWO);

        lock.release(first);

        assertThatCode(() -> lock.check(second)).doesNotThrowAnyException();
    }

    @Test
    void theLockOfAnExecutionThatEndedIsTakenOverOnceNoFunctionOfItCanRunAnyMore() {
        Run first = acquired(ONE);
        clock.advance(MOMENT);
        Instant ended = clock.instant();
        executions.set(ONE, new State.Ended(ended));
        clock.advance(QUIET.minus(MOMENT));

        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.of(ended.plus(QUIET))));
        clock.advance(MOMENT);
        assertThat(acquired(TWO).term()).isEqualTo(2);
        assertThatThrownBy(() -> lock.check(first)).isInstanceOf(RunLockLostException.class);
    }

    @Test
    void nobodyTakesTheLockOfOneOfWhomNobodyCanTell() {
        acquire(ONE);
        executions.set(ONE, new State.CannotTell("no answer"));
        clock.advance(Duration.ofDays(300));

        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.empty()));
    }

    @Test
    void theNamedHoldersLockCanBeBrokenAndNobodyElses() {
        acquire(ONE);
        executions.set(ONE, new State.CannotTell("no answer"));

        assertThat(lock.acquire(pool, TWO, Optional.of("somebody else")))
                .isEqualTo(new Attempt.Held(ONE, Optional.empty()));
        assertThat(lock.acquire(pool, TWO, Optional.of(ONE))).isInstanceOf(Attempt.Acquired.class);
    }

    @Test
    void theLockOfAnUnknownExecutionIsTakenOverOnceItHasBeenUnknownForLong() {
        acquire(ONE);
        clock.advance(Duration.ofDays(1));
        executions.set(ONE, new State.DoesNotExist());
        Instant firstAsked = clock.instant();

        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.of(firstAsked.plus(QUIET))));
        clock.advance(QUIET.minus(MOMENT));
        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.of(firstAsked.plus(QUIET))));
        clock.advance(MOMENT);
        assertThat(acquire(TWO)).isInstanceOf(Attempt.Acquired.class);
    }

    @Test
    void theLockOfADeadExecutionIsFreeAfterAQuietTimeForItselfToo() {
        Run dead = acquired(ONE);
        assertThat(lock.releaseAfterDeath(pool, ONE)).isTrue();
        Instant freeFrom = clock.instant().plus(QUIET);

        assertThatThrownBy(() -> lock.check(dead)).isInstanceOf(RunLockLostException.class);
        assertThat(acquire(TWO)).isEqualTo(new Attempt.Held(ONE, Optional.of(freeFrom)));
        assertThat(acquire(ONE)).isEqualTo(new Attempt.Held(ONE, Optional.of(freeFrom)));
        clock.advance(QUIET);
        assertThat(acquire(TWO)).isInstanceOf(Attempt.Acquired.class);
    }

    @Test
    void aDeathReleasesOnlyTheLocksOfWhoDied() {
        Run run = acquired(ONE);

        assertThat(lock.releaseAfterDeath(pool, TWO)).isFalse();
        assertThat(lock.releaseAfterDeath("eu-west-1_Never", ONE)).isFalse();
        assertThatCode(() -> lock.check(run)).doesNotThrowAnyException();
    }

    @Test
    void afterADeathTheNextRegularReleaseIsWithoutQuietTime() {
        acquire(ONE);
        lock.releaseAfterDeath(pool, ONE);
        clock.advance(QUIET);
        lock.release(acquired(TWO));

        assertThat(acquire(ONE)).isInstanceOf(Attempt.Acquired.class);
    }

    @Test
    void anyNameCanBeLocked() {
        assertThat(lock.acquire("imports/eu-west-1", ONE, Optional.empty())).isInstanceOf(Attempt.Acquired.class);
        assertThat(lock.acquire("imports/eu-west-1", TWO, Optional.empty())).isInstanceOf(Attempt.Held.class);
    }

    @Test
    void ofManyAtOnceOneGetsTheLockAndTheOthersAreToldWhoHasIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Attempt> attempts = atOnce(8);

            List<Run> runs = attempts.stream()
                    .filter(Attempt.Acquired.class::isInstance)
                    .map(attempt -> ((Attempt.Acquired) attempt).run())
                    .toList();
            assertThat(runs).hasSize(1);
            assertThat(attempts.stream().filter(Attempt.Held.class::isInstance))
                    .allSatisfy(held -> assertThat(((Attempt.Held) held).holder())
                            .isEqualTo(runs.get(0).execution()));
            assertThat(runs.get(0).term()).isEqualTo(round + 1);
            lock.release(runs.get(0));
        }
    }

    private List<Attempt> atOnce(int many) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Attempt>> starts = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String execution = ONE + i;
                starts.add(() -> acquire(execution));
            }
            List<Attempt> attempts = new ArrayList<>();
            for (Future<Attempt> attempt : threads.invokeAll(starts)) {
                attempts.add(attempt.get());
            }
            return attempts;
        } finally {
            threads.shutdownNow();
        }
    }

    private Attempt acquire(String execution) {
        return lock.acquire(pool, execution, Optional.empty());
    }

    private Run acquired(String execution) {
        return ((Attempt.Acquired) acquire(execution)).run();
    }
}
