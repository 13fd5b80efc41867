package cognitobackup.importer;

import cognitobackup.cognito.AccessDeniedException;
import cognitobackup.cognito.ImportJob;
import cognitobackup.cognito.ImportJobs;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UploadFailedException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.importer.JobProgress.Job;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has the users created that the first comparison has put aside for import jobs: file by file, one job at a time, as
 * Cognito allows it. Each invocation looks once, and says how long to wait before the next. Whatever goes wrong is only
 * noted, since the next comparison finds out who is missing, and sends them through AdminCreateUser.
 */
@Singleton
class RunImportJobs {
    private static final int MOST_UPLOADS = 3;

    private final ImportAccess access;
    private final Results results;
    private final JobFiles files;
    private final Clock clock;
    private final String roleArn;
    private final Duration patience;

    RunImportJobs(ImportAccess access, Results results, JobFiles files, Clock clock, FunctionSettings settings) {
        this.access = access;
        this.results = results;
        this.files = files;
        this.clock = clock;
        this.roleArn = settings.importJobsRoleArn();
        this.patience = settings.importJobPatience();
    }

    /** Goes on with the jobs of this run. */
    JobProgress run(ImportRun run, JobProgress progress, Deadline deadline) {
        return invocation(run, progress, deadline, Invocation::goOn);
    }

    /**
     * Goes on until no job of a former run is active: whoever lists the target before that takes users for missing who
     * are about to come.
     */
    JobProgress finishFormer(ImportRun run, JobProgress progress, Deadline deadline) {
        return CreationRoutes.jobs(run.options())
                ? invocation(run, progress, deadline, Invocation::finishFormer)
                : progress.finished();
    }

    private interface Step {
        JobProgress of(Invocation invocation);
    }

    private JobProgress invocation(ImportRun run, JobProgress progress, Deadline deadline, Step step) {
        access.checkLocks(run);
        UserPool target = access.target(run, 1, deadline);
        try {
            return step.of(new Invocation(run, progress, target.importJobs(), deadline));
        } catch (RejectedByCognitoException | AccessDeniedException e) {
            // Whatever Cognito or IAM refuses about jobs, it refuses again; users can be created without them.
            results.noteOfJobs(run, e.getMessage());
            return progress.finished();
        } finally {
            results.addApiCalls(run, target);
        }
    }

    /** One look. */
    private final class Invocation {
        private final ImportRun run;
        private final JobProgress progress;
        private final ImportJobs jobs;
        private final Deadline deadline;
        private final Instant now = clock.instant();

        Invocation(ImportRun run, JobProgress progress, ImportJobs jobs, Deadline deadline) {
            this.run = run;
            this.progress = progress.since() == null ? progress.from(now) : progress;
            this.jobs = jobs;
            this.deadline = deadline;
        }

        JobProgress goOn() {
            return progress.job() == null ? begin() : watch(progress.job());
        }

        JobProgress finishFormer() {
            Optional<ImportJob> own = jobs.newest(job -> JobName.of(job.name(), run) && job.active())
                    .or(this::lastSeen);
            if (own.isEmpty()) {
                return progress.finished();
            }
            Job job = new Job(own.get().id(), own.get().name(), rows(own.get().name()));
            JobProgress next = watch(job);
            // The next file is for the run that comes after.
            return next.job() == null ? progress.finished() : next;
        }

        /** The one that this has waited for, to note what became of it. */
        private Optional<ImportJob> lastSeen() {
            return Optional.ofNullable(progress.job()).flatMap(job -> jobs.find(job.id()));
        }

        private JobProgress begin() {
            String name = JobName.of(run, progress.file());
            // An invocation that was cut off may have begun it; one that was not started may be without its file.
            Optional<ImportJob> begun = jobs.newest(job -> job.name().equals(name) && !job.waiting());
            if (begun.isPresent()) {
                return progress.with(new Job(begun.get().id(), name, rows(name)), now);
            }
            // The same of another one: then this could not be started.
            if (jobs.newest(ImportJob::active).isPresent()) {
                return waitForOthers();
            }
            Optional<JobFiles.JobFile> next = files.write(run, name, jobs.header(), progress.nextRow(), deadline);
            if (next.isEmpty()) {
                return progress.finished();
            }
            try (JobFiles.JobFile file = next.get()) {
                return begin(JobResult.prepared(name, file.rows(), file.lines()), file);
            }
        }

        private JobProgress begin(JobResult prepared, JobFiles.JobFile file) {
            results.put(run, prepared);
            ImportJob created;
            try {
                created = jobs.create(prepared.name(), roleArn, file.path());
            } catch (UploadFailedException e) {
                results.put(run, prepared.with(e.getMessage()));
                return progress.uploads() + 1 >= MOST_UPLOADS ? giveUp(e.getMessage()) : progress.uploadFailed();
            } catch (RejectedByCognitoException | AccessDeniedException e) {
                results.put(run, prepared.with(e.getMessage()));
                throw e;
            }
            results.put(run, prepared.seen(created));
            return start(new Job(created.id(), prepared.name(), prepared.rows()));
        }

        private JobProgress start(Job job) {
            try {
                jobs.start(job.id());
            } catch (RejectedByCognitoException e) {
                // Where an answer was lost, it has been started before.
                if (jobs.find(job.id()).filter(ImportJob::waiting).isPresent()) {
                    JobProgress waiting = waitForOthers();
                    return waiting.done() ? waiting : waiting.with(job);
                }
            }
            return progress.with(job, now).waiting();
        }

        private JobProgress watch(Job watched) {
            Optional<ImportJob> found = jobs.find(watched.id());
            if (found.isEmpty()) {
                note(watched, "Cognito does not know the job any more.");
                return progress.nextFile(watched.rows(), now);
            }
            ImportJob job = found.get();
            results.put(run, result(watched).seen(job));
            if (job.waiting()) {
                return start(watched);
            }
            if (job.ended()) {
                return progress.nextFile(watched.rows(), now);
            }
            return isOverdue(watched) ? stop(watched) : progress.with(watched).waiting();
        }

        private boolean isOverdue(Job job) {
            Duration longest = progress.stopped() ? patience : patience.plus(JobTime.longest(job.rows()));
            return !now.isBefore(progress.since().plus(longest));
        }

        private JobProgress stop(Job job) {
            if (progress.stopped()) {
                return giveUp("An import job has not ended although it was stopped.");
            }
            note(
                    job,
                    "The job had not ended after "
                            + Duration.between(progress.since(), now).toSeconds() + " s, so the import stopped it.");
            jobs.stop(job.id());
            return progress.with(job).stopping(now).waiting();
        }

        /** Cognito runs one job at a time in an account, and says so in words that AWS does not document. */
        private JobProgress waitForOthers() {
            return now.isBefore(progress.since().plus(patience))
                    ? progress.waiting()
                    : giveUp("No import job could be started for " + patience.toSeconds()
                            + " s. Cognito runs one at a time in an account.");
        }

        private JobProgress giveUp(String reason) {
            results.noteOfJobs(run, reason);
            return progress.finished();
        }

        private void note(Job job, String what) {
            results.put(run, result(job).with(what));
        }

        private JobResult result(Job job) {
            return results.job(run, job.name()).orElseGet(() -> JobResult.prepared(job.name(), job.rows(), ""));
        }

        private long rows(String name) {
            return results.job(run, name).map(JobResult::rows).orElse(0L);
        }
    }
}
