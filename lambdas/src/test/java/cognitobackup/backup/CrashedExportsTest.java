package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.FaultyDynamoDb.Moment;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever dies wherever, every complete snapshot reads back exactly what its export saw. Method: random lives of
 * a small pool on the real engine; then one more export that dies at every one of its writes in turn, before and after
 * it, followed by a retry, by a new export, or by a new export into which the dead one comes back.
 */
class CrashedExportsTest {
    /** What comes after the death. */
    private enum Sequel {
        RETRY,
        NEW_EXPORT,
        DEAD_COMES_BACK_INTO_A_NEW_EXPORT
    }

    private static final int RANDOM_LIVES = 12;
    private static final int SYSTEMATIC_LIVES = 1;

    private static LocalTable table;
    private static int pools;

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void everySnapshotSurvivesRandomLivesWithDeaths() {
        long seed = System.nanoTime();
        System.out.println("CrashedExportsTest, random lives: seed " + seed);
        int complete = 0;
        for (int life = 0; life < RANDOM_LIVES; life++) {
            Histories pool = pool(seed + life);
            pool.live(14);
            complete += pool.complete();
        }
        assertThat(complete).isGreaterThan(RANDOM_LIVES);
    }

    @Test
    void everySnapshotSurvivesADeathAtEveryWrite() {
        long seed = System.nanoTime();
        System.out.println("CrashedExportsTest, every write: seed " + seed);
        int deaths = 0;
        for (int life = 0; life < SYSTEMATIC_LIVES; life++) {
            for (Sequel sequel : Sequel.values()) {
                for (boolean changed : new boolean[] {false, true}) {
                    deaths += dieAtEveryWrite(seed + life, sequel, changed);
                }
            }
        }
        assertThat(deaths).isGreaterThan(SYSTEMATIC_LIVES * Sequel.values().length * 2);
    }

    private static int dieAtEveryWrite(long seed, Sequel sequel, boolean changed) {
        int deaths = 0;
        for (int write = 0; ; write++) {
            for (Moment moment : Moment.values()) {
                Histories pool = pool(seed);
                pool.live(8);
                pool.change();
                pool.change();
                pool.pass(Duration.ofHours(5));
                Histories.Export export = pool.new Export();
                pool.faults.dieAtWrite(write, moment);
                Histories.End end = export.dies(0);
                if (end == Histories.End.SURVIVED) {
                    // The export has fewer writes than this, so every one of them has had its turn.
                    pool.check();
                    return deaths;
                }
                assertThat(pool.faults.planned()).as("the planned death came").isFalse();
                deaths++;
                pool.check();
                if (changed) {
                    pool.change();
                }
                carryOn(pool, export, end == Histories.End.DIED_COMPLETE ? Sequel.NEW_EXPORT : sequel);
            }
        }
    }

    private static void carryOn(Histories pool, Histories.Export dead, Sequel sequel) {
        if (sequel == Sequel.RETRY) {
            dead.completely(0);
            pool.check();
            return;
        }
        pool.pass(Duration.ofHours(1));
        Histories.Export next = pool.new Export();
        if (sequel == Sequel.NEW_EXPORT || dead.writer == null) {
            next.completely(0);
            pool.check();
            return;
        }
        var found = next.work(0);
        pool.change();
        // Both the step of a redriven execution and a function that never ended find out before they write.
        assertThatThrownBy(dead::pass).isInstanceOf(RunLockLostException.class);
        assertThatThrownBy(() -> dead.complete(found)).isInstanceOf(RunLockLostException.class);
        pool.check();
        next.completely(0);
        assertThatThrownBy(dead::pass).isInstanceOf(RunLockLostException.class);
        pool.check();
    }

    private static Histories pool(long seed) {
        return new Histories(table.client(), "eu-west-1_Pool" + ++pools, seed);
    }
}
