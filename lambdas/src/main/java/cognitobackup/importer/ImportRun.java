package cognitobackup.importer;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;

/**
 * One run of the import workflow as its steps carry it: ids only. Its first members are the run lock of the target, as
 * in every workflow's run.
 *
 * @param userPoolId what is locked: the target pool, or where nothing is changed in it, those that read it
 * @param id the run's id: the import's, unless the run resumes an import
 * @param execution the ARN of the Step Functions execution
 * @param term how often the target's lock had been taken when this run took it
 * @param alsoHeld the lock on the imports of this Region
 * @param importId the import that this run begins or resumes
 * @param targetUserPoolId the pool that is filled or compared with
 * @param sourceUserPoolId the pool whose backup is restored
 * @param exportId the export whose snapshot is restored
 * @param otherExportId the export whose snapshot is compared with that one; null where none is
 * @param options how the work is done
 * @param division into which units the work is divided
 * @param resumed whether a former run has pinned the plan
 */
@Serdeable
public record ImportRun(
        String userPoolId,
        RunId id,
        String execution,
        long term,
        List<Run> alsoHeld,
        RunId importId,
        String targetUserPoolId,
        String sourceUserPoolId,
        RunId exportId,
        @Nullable RunId otherExportId,
        ImportOptions options,
        Division division,
        boolean resumed) {
    public ImportRun {
        Objects.requireNonNull(userPoolId, "userPoolId");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(alsoHeld, "alsoHeld");
        Objects.requireNonNull(importId, "importId");
        Objects.requireNonNull(targetUserPoolId, "targetUserPoolId");
        Objects.requireNonNull(sourceUserPoolId, "sourceUserPoolId");
        Objects.requireNonNull(exportId, "exportId");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(division, "division");
    }

    /** Whether the pool is restored that was backed up, whose users keep their subs. */
    boolean intoSource() {
        return targetUserPoolId.equals(sourceUserPoolId);
    }

    /** This run with another export's snapshot. */
    ImportRun with(RunId otherExport) {
        return new ImportRun(
                userPoolId,
                id,
                execution,
                term,
                alsoHeld,
                importId,
                targetUserPoolId,
                sourceUserPoolId,
                otherExport,
                otherExportId,
                options,
                division,
                resumed);
    }

    /** This run, divided so. */
    ImportRun with(Division otherDivision) {
        return new ImportRun(
                userPoolId,
                id,
                execution,
                term,
                alsoHeld,
                importId,
                targetUserPoolId,
                sourceUserPoolId,
                exportId,
                otherExportId,
                options,
                otherDivision,
                resumed);
    }

    /** The lock that is this run's own, beside {@link #alsoHeld}. */
    Run targetLock() {
        return new Run(userPoolId, id, execution, term);
    }
}
