package cognitobackup.local.stepfunctions;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What every execution of a Region runs on.
 *
 * @param threads daemon threads, as many as are wanted
 * @param timer fires the time limits of executions
 * @param listener is told of every change of status, in order
 */
record Surroundings(
        String region,
        String accountId,
        Clock clock,
        Sleeper sleeper,
        TaskIntegration tasks,
        ExecutorService threads,
        ScheduledExecutorService timer,
        Consumer<StatusChange> listener) {
    /** The same for the executions of one state machine. */
    Surroundings of(StateMachine machine) {
        return new Surroundings(
                region,
                accountId,
                clock,
                sleeper,
                tasks.actingAs(machine.roleArn(), machine.arn()),
                threads,
                timer,
                listener);
    }
}
