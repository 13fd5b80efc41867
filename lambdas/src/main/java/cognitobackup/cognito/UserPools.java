package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import java.util.Optional;

/** The user pools of this account and Region. */
public interface UserPools {
    /**
     * Opens a pool.
     *
     * @param sharers among how many concurrent workers the Region's request budget is divided, 1 or more
     * @param deadline until when a throttled call may wait and try again; then it throws {@link TemporaryFailure}
     * @return the pool, or empty where Cognito says that there is none with this id
     */
    Optional<UserPool> open(String userPoolId, int sharers, Deadline deadline);
}
