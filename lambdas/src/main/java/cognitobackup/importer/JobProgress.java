package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * How far the import jobs of a run are; passes through the workflow's state.
 *
 * @param done whether there is nothing more to do or to wait for
 * @param waitSeconds how long to wait before the next look, 1 to 300
 * @param file the number of the file that is next, or of the job that is looked after
 * @param nextRow how many users former files have had
 * @param job the job that is looked after; null where it is still to be begun
 * @param since when the waiting began; null before the first look
 * @param looks how often the job was looked at since
 * @param uploads how often its file could not be uploaded
 * @param stopped whether it was told to stop
 */
@Serdeable
record JobProgress(
        boolean done,
        int waitSeconds,
        int file,
        long nextRow,
        @Nullable Job job,
        @Nullable Instant since,
        int looks,
        int uploads,
        boolean stopped) {
    static final JobProgress NOTHING = new JobProgress(false, 1, 0, 0, null, null, 0, 0, false);

    private static final int LONGEST_WAIT_SECONDS = 300;

    /**
     * A job of Cognito.
     *
     * @param rows how many users its file has
     */
    @Serdeable
    record Job(String id, String name, long rows) {}

    /** Waiting from now on. */
    JobProgress from(Instant now) {
        return new JobProgress(done, waitSeconds, file, nextRow, job, now, 0, uploads, stopped);
    }

    /** Looking after this job, for which the waiting begins. */
    JobProgress with(Job begun, Instant now) {
        return new JobProgress(false, 1, file, nextRow, begun, now, 0, 0, false);
    }

    /** Looking after this job. */
    JobProgress with(Job begun) {
        return new JobProgress(done, waitSeconds, file, nextRow, begun, since, looks, uploads, stopped);
    }

    /** To look again, later than the last time: after 1, 2, 4 seconds and so on, up to five minutes. */
    JobProgress waiting() {
        int wait = Math.min(LONGEST_WAIT_SECONDS, 1 << Math.min(looks, 16));
        return new JobProgress(false, wait, file, nextRow, job, since, looks + 1, uploads, stopped);
    }

    /** To begin the job once more. */
    JobProgress uploadFailed() {
        return new JobProgress(false, 1, file, nextRow, null, since, looks, uploads + 1, stopped);
    }

    /** Waiting for the job to stop. */
    JobProgress stopping(Instant now) {
        return new JobProgress(false, 1, file, nextRow, job, now, 0, uploads, true);
    }

    /** On to the next file. */
    JobProgress nextFile(long rows, Instant now) {
        return new JobProgress(false, 1, file + 1, nextRow + rows, null, now, 0, 0, false);
    }

    JobProgress finished() {
        return new JobProgress(true, waitSeconds, file, nextRow, null, since, looks, uploads, stopped);
    }
}
