package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import java.util.Optional;

/** Pools that exports read themselves, none of them migrated, for tests. */
public record LivingPools(UserPools pools) implements SourcePools {
    @Override
    public Optional<UserPool> open(String userPoolId, int sharers, Deadline deadline) {
        return pools.open(userPoolId, sharers, deadline);
    }

    @Override
    public boolean migrates(String userPoolId) {
        return false;
    }
}
