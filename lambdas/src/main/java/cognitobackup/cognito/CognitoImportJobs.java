package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;

/** The user import jobs of a pool at Amazon Cognito. */
final class CognitoImportJobs implements ImportJobs {
    /** The most that a page may hold; the member is required. */
    private static final int PAGE = 60;

    /** A pool has at most a thousand jobs, unless AWS has raised that for the account. */
    private static final int MOST_PAGES = 200;

    private final CognitoIdentityProviderClient client;
    private final CognitoCalls calls;
    private final String userPoolId;
    private final Deadline deadline;

    CognitoImportJobs(CognitoIdentityProviderClient client, CognitoCalls calls, String userPoolId, Deadline deadline) {
        this.client = client;
        this.calls = calls;
        this.userPoolId = userPoolId;
        this.deadline = deadline;
    }

    @Override
    public List<String> header() {
        return calls.repeatable("GetCSVHeader", () -> client.getCSVHeader(request -> request.userPoolId(userPoolId)))
                .csvHeader();
    }

    @Override
    public Optional<ImportJob> newest(Predicate<ImportJob> wanted) {
        Optional<String> token = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String next = token.orElse(null);
            var page = calls.repeatable(
                    "ListUserImportJobs",
                    () -> client.listUserImportJobs(request ->
                            request.userPoolId(userPoolId).maxResults(PAGE).paginationToken(next)));
            Optional<ImportJob> found = page.userImportJobs().stream()
                    .map(CognitoImportJobs::job)
                    .filter(wanted)
                    .findFirst();
            token = Optional.ofNullable(page.paginationToken());
            if (found.isPresent() || token.isEmpty()) {
                return found;
            }
        }
        throw new IllegalStateException("The list of import jobs did not end after " + MOST_PAGES + " pages.");
    }

    @Override
    public Optional<ImportJob> find(String jobId) {
        try {
            return Optional.of(job(calls.repeatable(
                            "DescribeUserImportJob",
                            () -> client.describeUserImportJob(
                                    request -> request.userPoolId(userPoolId).jobId(jobId)))
                    .userImportJob()));
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public ImportJob create(String name, String roleArn, Path file) {
        // A job whose answer was lost is never started, and expires by itself.
        UserImportJobType created = calls.repeatable(
                        "CreateUserImportJob",
                        () -> client.createUserImportJob(request ->
                                request.userPoolId(userPoolId).jobName(name).cloudWatchLogsRoleArn(roleArn)))
                .userImportJob();
        Upload.put(created.preSignedUrl(), file, deadline.left());
        return job(created);
    }

    @Override
    public void start(String jobId) {
        calls.repeatable(
                "StartUserImportJob",
                () -> client.startUserImportJob(
                        request -> request.userPoolId(userPoolId).jobId(jobId)));
    }

    @Override
    public void stop(String jobId) {
        try {
            calls.repeatable(
                    "StopUserImportJob",
                    () -> client.stopUserImportJob(
                            request -> request.userPoolId(userPoolId).jobId(jobId)));
        } catch (RejectedByCognitoException e) {
            // Says so of a job that is stopping or has ended: what has become of it, the next look shows.
            if (find(jobId).filter(ImportJob::working).isPresent()) {
                throw e;
            }
        }
    }

    private static ImportJob job(UserImportJobType job) {
        return new ImportJob(
                job.jobId(),
                job.jobName(),
                job.statusAsString(),
                Optional.ofNullable(job.creationDate()).orElse(Instant.EPOCH),
                number(job.importedUsers()),
                number(job.skippedUsers()),
                number(job.failedUsers()),
                Optional.ofNullable(job.completionMessage()));
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }
}
