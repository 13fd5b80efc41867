package cognitobackup.backup;

import io.micronaut.serde.annotation.Serdeable;

/**
 * One run of a workflow as its steps carry it: who holds the run lock of which pool, and under which id.
 *
 * @param userPoolId the pool that is locked: the source of an export, the target of an import
 * @param id the export or import id
 * @param execution the ARN of the Step Functions execution
 * @param term how often the lock had been taken when this run took it; a run with an older term is over
 */
@Serdeable
public record Run(String userPoolId, RunId id, String execution, long term) {}
