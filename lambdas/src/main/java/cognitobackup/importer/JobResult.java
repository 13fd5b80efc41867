package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import cognitobackup.cognito.ImportJob;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An import job as the report has it. What it says of its users is Cognito's word; whether they are in the target, the
 * comparison finds out.
 *
 * @param name the job's name
 * @param jobId the job's id; null where Cognito gave none
 * @param rows how many users its file has
 * @param lines the key, in the reports bucket, of the file that says which line is whose
 * @param status the status that was seen last, in Cognito's words; null where Cognito has not told one
 * @param imported users imported, as Cognito says
 * @param skipped users left out because their names were taken, as Cognito says
 * @param failed users refused, as Cognito says
 * @param completionMessage what Cognito said at the end, if it is one of the texts that AWS documents
 * @param note what the import did about the job, where it had to do something; else null
 */
@Serdeable
record JobResult(
        String name,
        @Nullable String jobId,
        long rows,
        String lines,
        @Nullable String status,
        long imported,
        long skipped,
        long failed,
        @Nullable String completionMessage,
        @Nullable String note) {
    static final String KIND = "importJob";

    /** Any other text might quote somebody. */
    private static final Set<String> KNOWN_MESSAGES = Set.of(
            "Import Job Completed Successfully.",
            "Too many users have failed or been skipped during the import.",
            "The Import Job was stopped by the developer.",
            "The user import job has expired.");

    private static final String JOB_ID = "jobId";
    private static final String ROWS = "rows";
    private static final String LINES = "lines";
    private static final String STATUS = "status";
    private static final String IMPORTED = "imported";
    private static final String SKIPPED = "skipped";
    private static final String FAILED = "failed";
    private static final String COMPLETION_MESSAGE = "completionMessage";
    private static final String NOTE = "note";

    static ImportResult.Key key(String name) {
        return new ImportResult.Key(Shard.UNSHARDED, KIND, name);
    }

    /** A job that is about to be created. */
    static JobResult prepared(String name, long rows, String lines) {
        return new JobResult(name, null, rows, lines, null, 0, 0, 0, null, null);
    }

    /** As Cognito describes it now. */
    JobResult seen(ImportJob job) {
        return new JobResult(
                name,
                job.id(),
                rows,
                lines,
                job.status(),
                job.imported(),
                job.skipped(),
                job.failed(),
                job.completionMessage().filter(KNOWN_MESSAGES::contains).orElse(null),
                note);
    }

    JobResult with(String what) {
        return new JobResult(name, jobId, rows, lines, status, imported, skipped, failed, completionMessage, what);
    }

    ImportResult stored() {
        Map<String, String> details = new HashMap<>();
        details.put(ROWS, String.valueOf(rows));
        details.put(LINES, lines);
        details.put(IMPORTED, String.valueOf(imported));
        details.put(SKIPPED, String.valueOf(skipped));
        details.put(FAILED, String.valueOf(failed));
        put(details, JOB_ID, jobId);
        put(details, STATUS, status);
        put(details, COMPLETION_MESSAGE, completionMessage);
        put(details, NOTE, note);
        return new ImportResult(key(name), details);
    }

    private static void put(Map<String, String> details, String name, @Nullable String value) {
        if (value != null) {
            details.put(name, value);
        }
    }

    static JobResult read(ImportResult stored) {
        Map<String, String> details = stored.details();
        return new JobResult(
                stored.key().key(),
                details.get(JOB_ID),
                number(details, ROWS),
                details.getOrDefault(LINES, ""),
                details.get(STATUS),
                number(details, IMPORTED),
                number(details, SKIPPED),
                number(details, FAILED),
                details.get(COMPLETION_MESSAGE),
                details.get(NOTE));
    }

    private static long number(Map<String, String> details, String name) {
        return Long.parseLong(details.getOrDefault(name, "0"));
    }
}
