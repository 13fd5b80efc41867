package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.FaultyDynamoDb.Moment;
import cognitobackup.backup.Operation.CreateUser;
import cognitobackup.backup.Operation.Death;
import cognitobackup.backup.Operation.Export;
import cognitobackup.backup.Operation.Look;
import cognitobackup.backup.Operation.Pass;
import cognitobackup.backup.Operation.PutGroup;
import cognitobackup.backup.Operation.Redrive;
import cognitobackup.backup.Operation.RenameUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: at whichever write an export dies, every complete snapshot reads back exactly what its export saw. Method: after
 * a random life of a pool on the real engine, one more export dies at every one of its writes in turn, before and after
 * it; then comes a retry, a new export, or a new export into which the dead one comes back.
 */
class CrashedExportsTest {
    /** What comes after the death. */
    private enum Sequel {
        RETRY,
        NEW_EXPORT,
        DEAD_IS_REDRIVEN_INTO_A_NEW_EXPORT,
        DEAD_HAD_NEVER_ENDED
    }

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

    @ParameterizedTest
    @EnumSource
    void everySnapshotSurvivesADeathAtEveryWrite(Sequel sequel) {
        long seed = System.nanoTime();
        System.out.println("CrashedExportsTest, " + sequel + ": seed " + seed);
        List<Operation> before = new ArrayList<>(RandomOperations.of(seed).subList(0, 16));
        before.replaceAll(operation ->
                operation instanceof Export export ? new Export(export.looks(), Optional.empty()) : operation);
        before.addAll(List.of(
                new Pass(Duration.ofHours(5)),
                new CreateUser("new"),
                new RenameUser("ana", "renamed"),
                new PutGroup("g", "changed")));
        int completeBefore = history(before).saw().size();
        int deaths = 0;
        for (int write = 0; ; write++) {
            for (Moment moment : Moment.values()) {
                List<Operation> operations = new ArrayList<>(before);
                operations.add(new Export(List.of(), Optional.of(new Death(write, moment))));
                PoolHistory history = history(operations);
                if (history.dead().isEmpty()) {
                    // The export has fewer writes than this, so every one of them has had its turn.
                    assertThat(deaths).isGreaterThan(8);
                    return;
                }
                deaths++;
                int complete = history.saw().size();
                assertThat(history.dead()).hasSize(1);
                history.with(List.of(new Pass(Duration.ofHours(1)), operation(sequel)))
                        .checkEngine();
                boolean hadCompleted = sequel == Sequel.RETRY && complete > completeBefore;
                assertThat(history.saw())
                        .as("complete exports after a death at write %s, %s it", write, moment)
                        .hasSize(hadCompleted ? complete : complete + 1);
            }
        }
    }

    private static Operation operation(Sequel sequel) {
        return switch (sequel) {
            case RETRY -> new Redrive(0, false, Optional.empty());
            case NEW_EXPORT -> new Export(List.of(), Optional.empty());
            case DEAD_IS_REDRIVEN_INTO_A_NEW_EXPORT -> comesBack(false);
            case DEAD_HAD_NEVER_ENDED -> comesBack(true);
        };
    }

    private static Operation comesBack(boolean stillRunning) {
        Operation change = new PutGroup("g", "changed in between");
        Operation back = new Redrive(0, stillRunning, Optional.empty());
        return new Export(List.of(new Look(List.of(), 1), new Look(List.of(change, back), 2)), Optional.empty());
    }

    private static PoolHistory history(List<Operation> operations) {
        return new PoolHistory(table.client(), "eu-west-1_Pool" + ++pools).with(operations);
    }
}
