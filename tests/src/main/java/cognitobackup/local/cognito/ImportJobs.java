package cognitobackup.local.cognito;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests plan for user import jobs, and read of them, beside the operations. */
public final class ImportJobs {
    private final ImportSlot slot;
    private final Clock clock;
    private final Operations operations;
    private final Deque<ImportFault> planned = new ArrayDeque<>();
    private final Map<String, Deque<ImportFault>> plannedOfPools = new HashMap<>();
    private int lateUrls;

    ImportJobs(ImportSlot slot, Clock clock, Operations operations) {
        this.slot = slot;
        this.clock = clock;
        this.operations = operations;
    }

    /** The place of the account's one active job. */
    public ImportSlot slot() {
        return slot;
    }

    /** The next job to be started that has no plan yet goes wrong so. */
    public synchronized void plan(ImportFault fault) {
        planned.add(fault);
    }

    /** The next job of a pool that has no plan yet goes wrong so. */
    public synchronized void plan(String userPoolId, ImportFault fault) {
        plannedOfPools.computeIfAbsent(userPoolId, any -> new ArrayDeque<>()).add(fault);
    }

    /** The URL of the next job to be created is already too old when the job's creation is answered. */
    public synchronized void planLateUrl() {
        lateUrls++;
    }

    /** How much of what was planned has not happened yet. */
    public synchronized int pending() {
        return planned.size()
                + plannedOfPools.values().stream().mapToInt(Deque::size).sum()
                + lateUrls;
    }

    /** Lets the jobs of a pool expire that were created and not started. */
    public void expireUnstarted(String userPoolId) {
        operations.with(operations.pool(userPoolId), pool -> {
            pool.imports().newestFirst().values().forEach(job -> job.expire(clock.instant()));
            return null;
        });
    }

    /** The logs of a pool's jobs, newest first. */
    public List<ImportLog> logs(String userPoolId) {
        return operations.with(operations.pool(userPoolId), pool -> {
            List<ImportLog> logs = new ArrayList<>();
            pool.imports().newestFirst().values().forEach(job -> logs.add(job.log()));
            return logs;
        });
    }

    synchronized Optional<ImportFault> nextFault(String userPoolId) {
        Deque<ImportFault> ofPool = plannedOfPools.getOrDefault(userPoolId, new ArrayDeque<>());
        return Optional.ofNullable(ofPool.isEmpty() ? planned.poll() : ofPool.poll());
    }

    synchronized boolean nextUrlIsLate() {
        if (lateUrls == 0) {
            return false;
        }
        lateUrls--;
        return true;
    }
}
