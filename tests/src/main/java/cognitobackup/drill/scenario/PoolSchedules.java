package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.events.Schedule;
import java.util.function.Predicate;

/** The schedules of the primary stack, by what they start. */
final class PoolSchedules {
    private PoolSchedules() {}

    /** Starts the export of a pool. */
    static Schedule export(Stage stage, PoolDump pool) {
        return only(
                stage,
                schedule -> schedule.target().contains(":stateMachine:")
                        && schedule.input().contains(pool.userPoolId()));
    }

    /** Calls the function that looks after the backups. */
    static Schedule watch(Stage stage) {
        return only(stage, schedule -> schedule.target().contains(":function:"));
    }

    private static Schedule only(Stage stage, Predicate<Schedule> which) {
        return stage.region(Stage.PRIMARY).schedules().all().stream()
                .filter(which)
                .findFirst()
                .orElseThrow();
    }
}
