package cognitobackup.cognito;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The user import jobs of a pool: each creates up to 500,000 users from a file of comma-separated values, without a quota
 * for single users, without a message to anybody, and without making them active users in AWS's bill. Cognito runs one
 * job at a time in an account. Keeps to the request budgets as {@link UserPool} does.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">
 *     Importing users from a CSV file</a>
 */
public interface ImportJobs {
    /**
     * The columns that a file must have, in Cognito's words (GetCSVHeader).
     *
     * @throws RejectedByCognitoException where Cognito does not say
     */
    List<String> header();

    /** The newest job of the pool that is like this (ListUserImportJobs, which has the newest first). */
    Optional<ImportJob> newest(Predicate<ImportJob> wanted);

    /** The job as it is now (DescribeUserImportJob); empty where Cognito does not know it. */
    Optional<ImportJob> find(String jobId);

    /**
     * Creates a job and uploads its file, at once, since the address to upload to is good for 15 minutes only. That
     * address lets anybody who knows it upload a file, so it is told to nobody.
     *
     * @param name 1 to 128 of the characters that a job's name may have
     * @param roleArn the role by which Cognito writes the job's log
     * @throws RejectedByCognitoException where Cognito refuses the job
     * @throws UploadFailedException where the file could not be uploaded
     */
    ImportJob create(String name, String roleArn, Path file);

    /**
     * Starts a job.
     *
     * @throws RejectedByCognitoException where Cognito refuses, as it does while another job of the account is active;
     *     also where the job was started before
     */
    void start(String jobId);

    /** Stops a job; the users that it has imported stay. One that has ended stays as it is. */
    void stop(String jobId);
}
