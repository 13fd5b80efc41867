package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLock;
import cognitobackup.backup.RunLockLostException;
import cognitobackup.function.Deadline;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** One invocation of a function of an export: what the steps that it takes have in common. */
final class ExportInvocation {
    private final Run run;
    private final Backup backup;
    private final RunLock lock;
    private final PoolAtWork pool;
    private final Clock clock;
    private final Deadline deadline;
    private final String id = UUID.randomUUID().toString();
    private Optional<Manifest> newestManifest = Optional.empty();
    private boolean newestManifestRead;

    /**
     * Begins it.
     *
     * @throws RunLockLostException where the run does not hold the lock any more
     */
    ExportInvocation(Run run, Backup backup, RunLock lock, PoolAtWork pool, Clock clock, Deadline deadline) {
        this.run = run;
        this.backup = backup;
        this.lock = lock;
        this.pool = pool;
        this.clock = clock;
        this.deadline = deadline;
        lock.check(run);
    }

    /**
     * Begins a step.
     *
     * @param worker the name of the worker, unique among those that run at the same time
     */
    ExportStep step(String worker, Progress before) {
        return new ExportStep(this, backup.seen(run).recorder(worker, id), before);
    }

    Run run() {
        return run;
    }

    Backup backup() {
        return backup;
    }

    RunLock lock() {
        return lock;
    }

    PoolAtWork pool() {
        return pool;
    }

    Clock clock() {
        return clock;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Of the newest complete export, which this one is compared with. */
    Optional<Manifest> newestManifest() {
        if (!newestManifestRead) {
            newestManifest = backup.newestManifest();
            newestManifestRead = true;
        }
        return newestManifest;
    }

    Optional<RunId> lastComplete() {
        return newestManifest().map(Manifest::exportId);
    }
}
