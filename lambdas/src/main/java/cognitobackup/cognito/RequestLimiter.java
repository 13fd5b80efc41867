package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds one worker's requests to its part of the budget, evenly: Cognito counts by the second, and several workers
 * begin at the same moment, so at most a tenth of a second's worth goes out at once. Thread-safe.
 */
final class RequestLimiter {
    private static final double BURST_SECONDS = 0.1;

    private final RequestBudgets budgets;
    private final int sharers;
    private final Deadline deadline;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RequestLimiter(RequestBudgets budgets, int sharers, Deadline deadline) {
        this.budgets = budgets;
        this.sharers = sharers;
        this.deadline = deadline;
    }

    /**
     * Waits until this operation may be called.
     *
     * @throws TemporaryFailure when that would be after the deadline
     */
    void await(String operation) throws InterruptedException {
        RequestCategory category = RequestCategory.of(operation);
        double budget = budgets.requestsPerSecond(category) / sharers;
        take(category.awsName(), budget);
        if (category.forOneOperation(budget) < budget) {
            take(operation, category.forOneOperation(budget));
        }
    }

    private void take(String name, double requestsPerSecond) throws InterruptedException {
        Bucket bucket = buckets.computeIfAbsent(name, key -> bucket(requestsPerSecond));
        // Whoever is past its deadline may still send what needs no waiting, to finish what it began.
        Duration longest = deadline.left().plusMillis(1);
        if (!bucket.asBlocking().tryConsume(1, longest)) {
            throw new TemporaryFailure("The request budget for " + name + " does not suffice before the deadline.");
        }
    }

    private static Bucket bucket(double requestsPerSecond) {
        long burst = Math.max(1, Math.round(requestsPerSecond * BURST_SECONDS));
        Duration interval = Duration.ofNanos(Math.max(1, Math.round(1e9 / requestsPerSecond)));
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(1, interval))
                .build();
    }
}
