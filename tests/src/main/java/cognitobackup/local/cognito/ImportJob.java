package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A user import job. Guarded by its pool's monitor.
 *
 * <p>No thread works on it: whenever somebody looks at the pool, the job first does what it would have done until then, so that
 * it goes by the service's clock and everybody sees it at the same point.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserImportJobType.html">UserImportJobType</a>
 */
final class ImportJob implements ImportSlot.Occupant {
    // AWS says that a job expires 24 to 48 hours after it was created.
    private static final Duration LIFETIME = Duration.ofHours(24);
    // AWS does not say how many are too many. Seen to be: 1 of 1, 5 of 5, 32 of 46. Seen not to be: 1 of 100.
    private static final int FAILED_PERCENT = 1;

    private static final Set<Status> ACTIVE = EnumSet.of(Status.PENDING, Status.IN_PROGRESS, Status.STOPPING);

    private final String id;
    private final String name;
    private final String roleArn;
    private final String preSignedUrl;
    private final Instant created;
    private final Course course;
    private final Map<ImportedRow.Outcome, Integer> counts = new EnumMap<>(ImportedRow.Outcome.class);
    private final List<String> log = new ArrayList<>();

    private Status status = Status.CREATED;
    private Optional<byte[]> upload = Optional.empty();
    private Optional<ImportFault> fault = Optional.empty();
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> completed = Optional.empty();
    private Optional<String> completionMessage = Optional.empty();
    private Instant stops = Instant.MAX;
    private ImportFile file = new ImportFile(List.of(), List.of());
    private int rowsDone;

    /** The statuses, as AWS spells them. */
    enum Status {
        CREATED("Created"),
        PENDING("Pending"),
        IN_PROGRESS("InProgress"),
        STOPPING("Stopping"),
        STOPPED("Stopped"),
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        EXPIRED("Expired");

        private final String awsName;

        Status(String awsName) {
            this.awsName = awsName;
        }
    }

    /** What a job works with. */
    record Course(Pool pool, Operations operations, Enrolment enrolment, ImportBehaviour behaviour, ImportSlot slot) {}

    ImportJob(String id, String name, String roleArn, String preSignedUrl, Instant created, Course course) {
        this.id = id;
        this.name = name;
        this.roleArn = roleArn;
        this.preSignedUrl = preSignedUrl;
        this.created = created;
        this.course = course;
    }

    String id() {
        return id;
    }

    boolean active() {
        return ACTIVE.contains(status);
    }

    /**
     * A later file takes the place of an earlier one until the job is started.
     *
     * @return whether the job still takes a file
     */
    boolean upload(byte[] bytes) {
        boolean wanted = status == Status.CREATED;
        upload = wanted ? Optional.of(bytes) : upload;
        return wanted;
    }

    /** Lets the job expire, if it has not been started. */
    void expire(Instant now) {
        if (status == Status.CREATED) {
            upload = Optional.empty();
            end(Status.EXPIRED, "The user import job has expired.", now);
        }
    }

    /** @throws cognitobackup.local.http.AwsError when the job, its pool or the account is not ready for it */
    void requireStartable() {
        if (status != Status.CREATED) {
            throw CognitoErrors.preconditionNotMet(
                    "The user import job " + id + " cannot be started: it is " + status.awsName + ".");
        }
        if (upload.isEmpty()) {
            throw CognitoErrors.preconditionNotMet("No csv file was uploaded for " + id);
        }
        if (!course.pool().configuration().verifiesAutomatically("email")
                && !course.pool().configuration().verifiesAutomatically("phone_number")) {
            throw CognitoErrors.preconditionNotMet(
                    "The user pool must have at least one auto verified attribute for users to be imported.");
        }
        // That only one job can be active is documented; how AWS says so is not.
        if (!course.slot().take(this)) {
            throw CognitoErrors.preconditionNotMet("Another user import job of this account is active.");
        }
    }

    /** Starts, after {@link #requireStartable}. */
    void start(Optional<ImportFault> planned, Instant now) {
        fault = planned;
        started = Optional.of(now);
        status = Status.PENDING;
    }

    /** Goes on importing for a while: nothing that is under way is taken back. */
    void stop(Instant now) {
        if (status != Status.PENDING && status != Status.IN_PROGRESS) {
            throw CognitoErrors.preconditionNotMet(
                    "The user import job " + id + " cannot be stopped: it is " + status.awsName + ".");
        }
        if (status == Status.PENDING) {
            readFile(now);
        }
        status = active() ? Status.STOPPING : status;
        stops = now.plus(course.behaviour().startDelay());
    }

    @Override
    public void catchUp() {
        course.operations().with(course.pool(), pool -> pool);
    }

    /** Does what the job would have done until this moment. */
    void advance(Instant now) {
        if (status == Status.CREATED && !now.isBefore(created.plus(LIFETIME))) {
            expire(created.plus(LIFETIME));
        }
        if (status == Status.PENDING && !now.isBefore(begins())) {
            readFile(begins());
        }
        if (status == Status.IN_PROGRESS || status == Status.STOPPING) {
            importUntil(now.isBefore(stops) ? now : stops);
        }
        if (status == Status.STOPPING && !now.isBefore(stops)) {
            end(Status.STOPPED, "The Import Job was stopped by the developer.", stops);
        }
    }

    private Instant begins() {
        return started.orElseThrow().plus(course.behaviour().startDelay());
    }

    private void readFile(Instant now) {
        Optional<ImportFile> readable = ImportFile.read(upload.orElseThrow(), header());
        upload = Optional.empty();
        boolean broken = fault.filter(planned -> planned.ending() == ImportFault.Ending.BROKEN)
                .isPresent();
        if (readable.isEmpty() || broken) {
            // AWS's words for this are not known.
            end(Status.FAILED, "The user import job could not be run.", now);
        } else {
            file = readable.get();
            status = Status.IN_PROGRESS;
        }
    }

    private List<String> header() {
        return course.pool().schema().csvHeader(course.behaviour().passwordHashColumn());
    }

    private void importUntil(Instant now) {
        int due = due(now);
        int last = fault.map(planned -> Math.min(planned.rows(), due)).orElse(due);
        while (rowsDone < last) {
            importRow(timeOf(rowsDone));
        }
        boolean allDue = due == file.rows().size();
        if (fault.isPresent() && last == fault.get().rows()) {
            goWrong(fault.get().ending(), allDue);
        } else if (allDue) {
            finish(timeOf(due));
        }
    }

    private int due(Instant now) {
        double seconds = Duration.between(begins(), now).toNanos() / 1e9;
        double rows = seconds < 0 ? 0 : Math.floor(seconds * course.behaviour().usersPerSecond());
        // At a rate without limit no time is enough for everybody, which NaN says, too.
        return rows < file.rows().size() ? (int) rows : file.rows().size();
    }

    private Instant timeOf(int row) {
        return begins().plusNanos((long) (row * 1e9 / course.behaviour().usersPerSecond()));
    }

    private void importRow(Instant now) {
        ImportedRow.Result result =
                ImportedRow.add(course.pool(), file.columns(), file.rows().get(rowsDone), course.enrolment(), now);
        rowsDone++;
        counts.merge(result.outcome(), 1, Integer::sum);
        log.add(result.logLine(rowsDone));
    }

    private void goWrong(ImportFault.Ending ending, boolean allDue) {
        int rest = file.rows().size() - rowsDone;
        switch (ending) {
            case TOO_MANY_FAILED -> {
                counts.merge(ImportedRow.Outcome.FAILED, rest, Integer::sum);
                end(Status.FAILED, "Too many users have failed or been skipped during the import.", timeOf(rowsDone));
            }
            case CLAIMED_SUCCESS -> {
                if (allDue) {
                    counts.merge(ImportedRow.Outcome.SUCCEEDED, rest, Integer::sum);
                    end(
                            Status.SUCCEEDED,
                            "Import Job Completed Successfully.",
                            timeOf(file.rows().size()));
                }
            }
            case BROKEN, NEVER -> {}
        }
    }

    private void finish(Instant now) {
        long notImported = count(ImportedRow.Outcome.FAILED) + count(ImportedRow.Outcome.SKIPPED);
        if (notImported * 100 > (long) FAILED_PERCENT * file.rows().size()) {
            end(Status.FAILED, "Too many users have failed or been skipped during the import.", now);
        } else {
            end(Status.SUCCEEDED, "Import Job Completed Successfully.", now);
        }
    }

    private void end(Status last, String message, Instant now) {
        boolean wasActive = active();
        status = last;
        completed = Optional.of(now);
        completionMessage = Optional.of(message);
        file = new ImportFile(List.of(), List.of());
        if (wasActive) {
            course.slot().free(this);
        }
    }

    private long count(ImportedRow.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** What the job wrote to CloudWatch Logs: line numbers, the first row being 1, and nothing of users. */
    ImportLog log() {
        return new ImportLog(
                "/aws/cognito/userpools/" + course.pool().id() + "/"
                        + course.pool().configuration().name(),
                id + "/" + name,
                log);
    }

    /** As all operations on jobs show it. */
    ObjectNode describe() {
        ObjectNode job = Json.object()
                .put("JobName", name)
                .put("JobId", id)
                .put("UserPoolId", course.pool().id())
                .put("PreSignedUrl", preSignedUrl);
        job.set("CreationDate", Json.date(created));
        started.ifPresent(date -> job.set("StartDate", Json.date(date)));
        completed.ifPresent(date -> job.set("CompletionDate", Json.date(date)));
        job.put("Status", status.awsName)
                .put("CloudWatchLogsRoleArn", roleArn)
                .put("ImportedUsers", count(ImportedRow.Outcome.SUCCEEDED))
                .put("SkippedUsers", count(ImportedRow.Outcome.SKIPPED))
                .put("FailedUsers", count(ImportedRow.Outcome.FAILED));
        completionMessage.ifPresent(message -> job.put("CompletionMessage", message));
        return job;
    }
}
