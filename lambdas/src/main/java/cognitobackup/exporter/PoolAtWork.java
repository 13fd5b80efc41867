package cognitobackup.exporter;

import cognitobackup.cognito.UserPool;
import cognitobackup.cognito.UserPools;
import cognitobackup.function.Deadline;
import cognitobackup.function.RefusedException;
import java.util.Optional;

/** The pool that an invocation works on, opened when it is first needed: opening it is a request by itself. */
final class PoolAtWork {
    private final UserPools pools;
    private final String userPoolId;
    private final int sharers;
    private final Deadline deadline;
    private Optional<UserPool> opened = Optional.empty();

    PoolAtWork(UserPools pools, String userPoolId, int sharers, Deadline deadline) {
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
    UserPool get() {
        if (opened.isEmpty()) {
            UserPool pool = pools.open(userPoolId, sharers, deadline)
                    .orElseThrow(() -> new RefusedException("The user pool " + userPoolId + " does not exist."));
            opened = Optional.of(pool);
        }
        return opened.get();
    }

    /** How many requests this invocation has sent to Cognito. */
    long apiCalls() {
        return opened.stream()
                .flatMap(pool -> pool.apiCalls().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
