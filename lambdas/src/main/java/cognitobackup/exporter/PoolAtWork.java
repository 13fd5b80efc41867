package cognitobackup.exporter;

import cognitobackup.cognito.SourcePool;
import cognitobackup.cognito.SourcePool.Oddity;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.Deadline;
import cognitobackup.function.RefusedException;
import java.util.List;
import java.util.Optional;

/** The pool that an invocation works on, opened when it is first needed: opening it is a request by itself. */
final class PoolAtWork {
    private final SourcePools pools;
    private final String userPoolId;
    private final int sharers;
    private final Deadline deadline;
    private Optional<SourcePool> opened = Optional.empty();

    PoolAtWork(SourcePools pools, String userPoolId, int sharers, Deadline deadline) {
        this.pools = pools;
        this.userPoolId = userPoolId;
        this.sharers = sharers;
        this.deadline = deadline;
    }

    /**
     * The pool.
     *
     * @throws RefusedException where it does not exist
     */
    SourcePool get() {
        if (opened.isEmpty()) {
            SourcePool pool = pools.open(userPoolId, sharers, deadline)
                    .orElseThrow(() -> new RefusedException("The user pool " + userPoolId + " does not exist."));
            opened = Optional.of(pool);
        }
        return opened.get();
    }

    /** What the pool's listings came upon since this was last asked. */
    List<Oddity> takeOddities() {
        return opened.map(SourcePool::takeOddities).orElse(List.of());
    }

    /** How many requests this invocation has sent to Cognito. */
    long apiCalls() {
        return opened.stream()
                .flatMap(pool -> pool.apiCalls().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
