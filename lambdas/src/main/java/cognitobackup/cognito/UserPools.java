package cognitobackup.cognito;

import java.util.Optional;

/** The user pools of this account and Region. */
public interface UserPools {
    /**
     * Opens a pool.
     *
     * @param sharers among how many concurrent workers the Region's request budget is divided, 1 or more
     * @return the pool, or empty where Cognito says that there is none with this id
     */
    Optional<UserPool> open(String userPoolId, int sharers);
}
