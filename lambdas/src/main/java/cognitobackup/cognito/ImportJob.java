package cognitobackup.cognito;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A user import job as Cognito describes it.
 *
 * @param id the job's id, such as {@code import-mAgUtd8PMm}
 * @param name the name that its maker gave it
 * @param status in Cognito's words, such as {@code InProgress}; kept as text since AWS may add more
 * @param created when the job was created
 * @param imported how many users it has imported so far
 * @param skipped how many users it has left out because their names were taken
 * @param failed how many users it has refused
 * @param completionMessage what Cognito says of a job that has ended
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserImportJobType.html">
 *     UserImportJobType</a>
 */
public record ImportJob(
        String id,
        String name,
        String status,
        Instant created,
        long imported,
        long skipped,
        long failed,
        Optional<String> completionMessage) {
    /** Not started yet, maybe without its file. */
    public static final String CREATED = "Created";

    /** As long as a job is in one of these, no other job of the account can be started. */
    private static final Set<String> ACTIVE = Set.of("Pending", "InProgress", "Stopping");

    private static final String STOPPING = "Stopping";

    /** Whether it has been started, and has not ended yet. */
    public boolean active() {
        return ACTIVE.contains(status);
    }

    /** Whether it is active, and was not told to stop. */
    boolean working() {
        return active() && !status.equals(STOPPING);
    }

    /** Whether it was never started, and still can be. */
    public boolean waiting() {
        return status.equals(CREATED);
    }

    /** Whether it will import nobody more. */
    public boolean ended() {
        return !active() && !waiting();
    }
}
