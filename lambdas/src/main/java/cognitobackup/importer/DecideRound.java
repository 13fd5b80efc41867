package cognitobackup.importer;

import cognitobackup.function.FunctionSettings;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether there is work, and for whom. The rule: round 0 creates users, round 1 updates them, round 2 finds
 * nothing; what it finds all the same gets three more rounds.
 */
@Singleton
class DecideRound {
    /** The round after whose comparison nothing more is tried. */
    static final int LAST_ROUND = 5;

    private final ImportAccess access;
    private final int workersOfAQueue;
    private final int settleSeconds;

    DecideRound(ImportAccess access, FunctionSettings settings) {
        this.access = access;
        this.workersOfAQueue = settings.importWorkers();
        this.settleSeconds = (int) settings.listingSettle().toSeconds();
    }

    /** What the workflow does next. */
    enum Next {
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
        List<Queue> workers = new ArrayList<>();
        if (round < LAST_ROUND) {
            addWorkers(
                    workers,
                    Queue.NEW_USERS,
                    units.stream()
                            .mapToLong(CompareWithTarget.Progress::creations)
                            .sum());
            addWorkers(
                    workers,
                    Queue.USER_UPDATES,
                    units.stream()
                            .mapToLong(CompareWithTarget.Progress::updates)
                            .sum());
        }
        List<Worker> numbered = new ArrayList<>();
        for (Queue queue : workers) {
            numbered.add(new Worker(queue, numbered.size(), workers.size()));
        }
        return new Decision(numbered.isEmpty() ? Next.REPORT : Next.WORK, settleSeconds, numbered);
    }

    private void addWorkers(List<Queue> workers, Queue queue, long users) {
        for (int worker = 0; worker < Math.min(users, workersOfAQueue); worker++) {
            workers.add(queue);
        }
    }
}
