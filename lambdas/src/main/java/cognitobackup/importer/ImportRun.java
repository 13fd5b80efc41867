package cognitobackup.importer;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;

/**
 * One run of the import workflow as its steps carry it: ids only. Its first members are the run lock of the target, as
 * in every workflow's run.
 *
 * @param userPoolId the target pool, which is locked
 * @param id the run's id: the import's, unless the run resumes an import
 * @param execution the ARN of the Step Functions execution
 * @param term how often the target's lock had been taken when this run took it
 * @param alsoHeld the lock on the imports of this Region
 * @param importId the import that this run begins or resumes
 * @param sourceUserPoolId the pool whose backup is restored
 * @param exportId the export whose snapshot is restored
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
        String sourceUserPoolId,
        RunId exportId,
        boolean resumed) {
    public ImportRun {
        Objects.requireNonNull(userPoolId, "userPoolId");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(alsoHeld, "alsoHeld");
        Objects.requireNonNull(importId, "importId");
        Objects.requireNonNull(sourceUserPoolId, "sourceUserPoolId");
        Objects.requireNonNull(exportId, "exportId");
    }

    /** The lock of the target pool. */
    Run targetLock() {
        return new Run(userPoolId, id, execution, term);
    }
}
