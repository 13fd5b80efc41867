package cognitobackup.exporter;

import cognitobackup.backup.Backups;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunLock;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Begins the invocations of an export's functions. */
@Singleton
final class ExportSteps {
    private final Backups backups;
    private final RunLock lock;
    private final SourcePools pools;
    private final Clock clock;

    ExportSteps(Backups backups, RunLock lock, SourcePools pools, Clock clock) {
        this.backups = backups;
        this.lock = lock;
        this.pools = pools;
        this.clock = clock;
    }

    /**
     * Begins an invocation: first of all it checks that the run still holds the lock.
     *
     * @param sharers how many workers share the request budget
     */
    ExportInvocation begin(Run run, int sharers, Deadline deadline) {
        return new ExportInvocation(
                run,
                backups.of(run.userPoolId()),
                lock,
                new PoolAtWork(pools, run.userPoolId(), sharers, deadline),
                clock,
                deadline);
    }

    /** What is done with one unit, from where an earlier invocation stopped with it. */
    @FunctionalInterface
    interface UnitStep {
        StepOutput take(ExportStep step, Shard unit, Optional<String> position);
    }

    /**
     * Takes units one after the other in one invocation, until all are done or the deadline passes.
     *
     * @param name what the workers of this state are called, each by its unit as well
     * @param before the progress with every unit so far
     */
    UnitsOutput inTurn(Run run, Units units, String name, List<Progress> before, Deadline deadline, UnitStep unitStep) {
        ExportInvocation invocation = begin(run, units.sharers(), deadline);
        return units.inTurn(
                before,
                deadline,
                (unit, progress) -> unitStep.take(invocation.step(name + "-" + unit, progress), unit, progress.next()));
    }

    /**
     * Begins an invocation of one step.
     *
     * @param worker the name of the worker, unique among those that run at the same time
     * @param sharers how many workers share the request budget
     */
    ExportStep begin(Run run, String worker, int sharers, Progress before, Deadline deadline) {
        return begin(run, sharers, deadline).step(worker, before);
    }
}
