package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import java.util.Optional;

/** Where exports read pools from. */
public interface SourcePools {
    /**
     * Opens what an export of this pool reads, as {@link UserPools#open} does.
     *
     * @return empty where there is nothing to read
     */
    Optional<? extends SourcePool> open(String userPoolId, int sharers, Deadline deadline);

    /** Whether this pool is not read itself but taken over from another backup, which only a first export may do. */
    boolean migrates(String userPoolId);
}
