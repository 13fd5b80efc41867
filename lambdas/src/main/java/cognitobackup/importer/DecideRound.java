package cognitobackup.importer;

import cognitobackup.function.FunctionSettings;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether there is work, and for whom. The rule: round 0 has import jobs create users, and creates those that no
 * job can; round 1 creates those that the jobs did not, and updates users; round 2 updates the last of them, and round 3
 * finds nothing; what it finds all the same gets three more rounds.
 */
@Singleton
class DecideRound {
    /** The round after whose comparison nothing more is tried. */
    static final int LAST_ROUND = 6;

    private final ImportAccess access;
    private final Results results;
    private final Estimate estimate;
    private final MessageLimits limits;
    private final ImportMetrics metrics;
    private final int workersOfAQueue;
    private final int settleSeconds;

    DecideRound(
            ImportAccess access,
            Results results,
            Estimate estimate,
            MessageLimits limits,
            ImportMetrics metrics,
            FunctionSettings settings) {
        this.access = access;
        this.results = results;
        this.estimate = estimate;
        this.limits = limits;
        this.metrics = metrics;
        this.workersOfAQueue = settings.importWorkers();
        this.settleSeconds = (int) settings.listingSettle().toSeconds();
    }

    /** What the workflow does next. */
    enum Next {
        /** First the import jobs, then the queues. */
        JOBS,
        WORK,
        REPORT
    }

    /** The queues that workers serve. */
    enum Queue {
        NEW_USERS,
        USER_UPDATES
    }

    /**
     * One worker's work.
     *
     * @param queue which queue it serves
     * @param worker its number among all workers of the round
     * @param of how many workers there are, over both queues
     */
    @Serdeable
    record Worker(Queue queue, int worker, int of) {}

    /**
     * The decision.
     *
     * @param waitSeconds how long the target needs after the work until its listings show it
     * @param workers who works; nobody where the report is next
     */
    record Decision(Next next, int waitSeconds, List<Worker> workers) {}

    Decision decide(ImportRun run, int round, List<CompareWithTarget.Progress> units) {
        access.checkLocks(run);
        CompareWithTarget.Progress sum =
                units.stream().reduce(CompareWithTarget.Progress.NOTHING, CompareWithTarget.Progress::plus);
        if (run.options().purpose().changesTarget()) {
            metrics.compared(sum);
        }
        List<Queue> workers = new ArrayList<>();
        if (run.options().purpose().changesTarget() && round < LAST_ROUND) {
            keepEstimate(run, round, sum);
            addWorkers(workers, Queue.NEW_USERS, sum.creations(), limits.newUsers());
            addWorkers(workers, Queue.USER_UPDATES, sum.updates(), limits.userUpdates());
        }
        List<Worker> numbered = new ArrayList<>();
        for (Queue queue : workers) {
            numbered.add(new Worker(queue, numbered.size(), workers.size()));
        }
        return new Decision(next(run, sum, numbered), settleSeconds, numbered);
    }

    private static Next next(ImportRun run, CompareWithTarget.Progress sum, List<Worker> workers) {
        if (run.options().purpose().changesTarget() && sum.jobRows() > 0) {
            return Next.JOBS;
        }
        return workers.isEmpty() ? Next.REPORT : Next.WORK;
    }

    /** By what there was to do when the import began; a resumed run keeps that. */
    private void keepEstimate(ImportRun run, int round, CompareWithTarget.Progress sum) {
        if (round == 0) {
            var groups = new Effort(0, 0, 0, results.groupsToDo(run), 0, 0, 0);
            results.keepEstimate(run, estimate.seconds(sum.effort().plus(groups)));
        }
    }

    /** No more than there are messages, at the least: whoever gets none has a part of the budget all the same. */
    private void addWorkers(List<Queue> workers, Queue queue, long users, int usersOfMessage) {
        long messages = (users + usersOfMessage - 1) / usersOfMessage;
        for (int worker = 0; worker < Math.min(messages, workersOfAQueue); worker++) {
            workers.add(queue);
        }
    }
}
