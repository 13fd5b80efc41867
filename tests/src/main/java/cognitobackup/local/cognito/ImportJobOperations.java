package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * User import jobs: from a header and a pre-signed URL to users.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">Importing
 *     users into user pools from a CSV file</a>
 */
final class ImportJobOperations {
    // ListUserImportJobs takes a MaxResults of up to 60, but its answer holds 50 at most.
    private static final int MOST_ON_A_PAGE = 50;

    private final Pattern role;
    private final Clock clock;
    private final Ids ids;
    private final Listings listings;
    private final Enrolment enrolment;
    private final ImportBehaviour behaviour;
    private final ImportJobs jobs;
    private final ImportUploads uploads;
    private final Operations operations;

    ImportJobOperations(
            String accountId,
            Clock clock,
            Ids ids,
            Listings listings,
            Enrolment enrolment,
            ImportBehaviour behaviour,
            ImportJobs jobs,
            ImportUploads uploads,
            Operations operations) {
        this.role = Pattern.compile("arn:aws[a-z-]*:iam::" + accountId + ":role/[\\w+=,.@/-]+");
        this.clock = clock;
        this.ids = ids;
        this.listings = listings;
        this.enrolment = enrolment;
        this.behaviour = behaviour;
        this.jobs = jobs;
        this.uploads = uploads;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool("GetCSVHeader", Members.required("UserPoolId"), (pool, request) -> header(pool));
        operations.addOnPool(
                "CreateUserImportJob",
                Members.required("UserPoolId", "JobName", "CloudWatchLogsRoleArn"),
                this::create);
        Members ofJob = Members.required("UserPoolId", "JobId");
        operations.add("StartUserImportJob", ofJob, request -> {
            // The active job may be another pool's, whose monitor must not be taken together with this one's.
            jobs.slot().catchUp();
            return operations.with(operations.pool(request.text("UserPoolId")), pool -> start(pool, request));
        });
        operations.addOnPool("StopUserImportJob", ofJob, this::stop);
        operations.addOnPool(
                "DescribeUserImportJob",
                ofJob,
                (pool, request) -> describe(pool.imports().job(request.text("JobId"))));
        operations.addOnPool(
                "ListUserImportJobs",
                Members.required("UserPoolId", "MaxResults").optional("PaginationToken"),
                this::list);
    }

    private ObjectNode header(Pool pool) {
        List<String> header = pool.schema().csvHeader(behaviour.passwordHashColumn());
        ObjectNode answer = Json.object().put("UserPoolId", pool.id());
        header.forEach(answer.putArray("CSVHeader")::add);
        return answer;
    }

    private ObjectNode create(Pool pool, Request request) {
        String roleArn = request.text("CloudWatchLogsRoleArn");
        if (!role.matcher(roleArn).matches()) {
            throw CognitoErrors.invalidParameter("CloudWatchLogsRoleArn is not the ARN of a role of this account.");
        }
        String id = ids.importJobId();
        Instant now = clock.instant();
        PreSignedUpload upload = uploads.sign(pool.id(), id, now, jobs.nextUrlIsLate());
        ImportJob job = new ImportJob(
                id,
                request.text("JobName"),
                roleArn,
                upload.url(),
                now,
                new ImportJob.Course(pool, operations, enrolment, behaviour, jobs.slot()));
        pool.imports().add(job);
        uploads.accept(upload, bytes -> operations.with(pool, locked -> job.upload(bytes)));
        return describe(job);
    }

    private ObjectNode start(Pool pool, Request request) {
        ImportJob job = pool.imports().job(request.text("JobId"));
        job.requireStartable();
        job.start(jobs.nextFault(pool.id()), clock.instant());
        return describe(job);
    }

    private ObjectNode stop(Pool pool, Request request) {
        ImportJob job = pool.imports().job(request.text("JobId"));
        job.stop(clock.instant());
        return describe(job);
    }

    private ObjectNode list(Pool pool, Request request) {
        return listings.fullPage(
                request,
                "PaginationToken",
                "UserImportJobs",
                MOST_ON_A_PAGE,
                pool.imports().newestFirst(),
                ImportJob::describe);
    }

    private static ObjectNode describe(ImportJob job) {
        return Json.wrap("UserImportJob", job.describe());
    }
}
