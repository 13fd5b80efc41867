package cognitobackup.local.cognito;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds requests to the quotas: token buckets that hold one second's worth. A refused request takes nothing. */
final class Throttle {
    private static final Set<QuotaCategory> READS_OF_A_USER =
            EnumSet.of(QuotaCategory.USER_READ, QuotaCategory.USER_RESOURCE_READ);
    private static final Set<QuotaCategory> WRITES_OF_A_USER = EnumSet.of(
            QuotaCategory.USER_UPDATE, QuotaCategory.USER_ACCOUNT_RECOVERY, QuotaCategory.USER_RESOURCE_UPDATE);
    private static final int FEWEST_BUCKETS_TO_SWEEP = 10_000;

    private final Quotas quotas;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private int bucketsToSweep = FEWEST_BUCKETS_TO_SWEEP;

    Throttle(Quotas quotas, Clock clock) {
        this.quotas = quotas;
        this.clock = clock;
    }

    /**
     * @param pool the pool that the request names
     * @param username the user that the request names
     * @throws cognitobackup.local.http.AwsError when the request is more than a quota lets through
     */
    synchronized void take(String operation, Optional<String> pool, Optional<String> username) {
        QuotaCategory category = QuotaCategory.of(operation).orElseThrow();
        List<Bucket> needed = new ArrayList<>();
        needed.add(bucket(category.awsName(), quotas.perSecond().get(category)));
        if (category.limitedByPool() && pool.isPresent()) {
            needed.add(bucket(operation + " " + pool.get(), quotas.perPoolAndOperation()));
        }
        if (pool.isPresent() && username.isPresent()) {
            String user = " " + pool.get() + " " + username.get();
            if (READS_OF_A_USER.contains(category)) {
                needed.add(bucket("read" + user, quotas.perUser()));
            } else if (WRITES_OF_A_USER.contains(category)) {
                needed.add(bucket("write" + user, quotas.perUser()));
            }
        }
        Instant now = clock.instant();
        needed.forEach(bucket -> bucket.refill(now));
        if (needed.stream().anyMatch(Bucket::empty)) {
            throw CognitoErrors.tooManyRequests();
        }
        needed.forEach(Bucket::take);
        sweep(now);
    }

    /** Forgets buckets that are full, such as those of users whom nobody asked about lately. */
    private void sweep(Instant now) {
        if (buckets.size() >= bucketsToSweep) {
            buckets.values().removeIf(bucket -> bucket.fullAt(now));
            bucketsToSweep = Math.max(FEWEST_BUCKETS_TO_SWEEP, 2 * buckets.size());
        }
    }

    private Bucket bucket(String name, double perSecond) {
        return buckets.computeIfAbsent(name, key -> new Bucket(perSecond, clock.instant()));
    }

    private static final class Bucket {
        private final double perSecond;
        private final double capacity;
        private double tokens;
        private Instant refilled;

        Bucket(double perSecond, Instant now) {
            this.perSecond = perSecond;
            // A rate below one per second still lets single requests through.
            this.capacity = Math.max(1, perSecond);
            this.tokens = capacity;
            this.refilled = now;
        }

        void refill(Instant now) {
            if (now.isAfter(refilled)) {
                tokens = tokensAt(now);
                refilled = now;
            }
        }

        private double tokensAt(Instant now) {
            double seconds = Duration.between(refilled, now).toNanos() / 1e9;
            return seconds > 0 ? Math.min(capacity, tokens + seconds * perSecond) : tokens;
        }

        boolean empty() {
            return tokens < 1;
        }

        void take() {
            tokens--;
        }

        boolean fullAt(Instant now) {
            return tokensAt(now) >= capacity;
        }
    }
}
