package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The user pools of an account, for tests. */
public final class InMemoryUserPools implements UserPools {
    private final Map<String, InMemoryUserPool> pools = new TreeMap<>();

    public InMemoryUserPools(InMemoryUserPool... pools) {
        for (InMemoryUserPool pool : pools) {
            this.pools.put(pool.id(), pool);
        }
    }

    @Override
    public Optional<UserPool> open(String userPoolId, int sharers, Deadline deadline) {
        return Optional.ofNullable(pools.get(userPoolId));
    }
}
