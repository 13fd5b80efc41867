package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.Imports;
import cognitobackup.backup.RunLock;
import cognitobackup.cognito.UserPool;
import cognitobackup.cognito.UserPools;
import cognitobackup.function.Deadline;
import cognitobackup.function.RefusedException;
import jakarta.inject.Singleton;

/** What every step of an import does first: make sure that the import still holds its locks, and open its target. */
@Singleton
class ImportAccess {
    private final RunLock lock;
    private final UserPools pools;
    private final Imports imports;

    ImportAccess(RunLock lock, UserPools pools, Imports imports) {
        this.lock = lock;
        this.pools = pools;
        this.imports = imports;
    }

    /** @throws cognitobackup.backup.RunLockLostException where another run may be at work */
    void checkLocks(ImportRun run) {
        run.alsoHeld().forEach(lock::check);
        lock.check(run.targetLock());
    }

    /** @param sharers among how many concurrent workers the request budget is divided */
    UserPool target(ImportRun run, int sharers, Deadline deadline) {
        return target(run.targetUserPoolId(), sharers, deadline);
    }

    UserPool target(String userPoolId, int sharers, Deadline deadline) {
        return pools.open(userPoolId, sharers, deadline)
                .orElseThrow(() -> new RefusedException("The target user pool " + userPoolId
                        + " does not exist in this account and Region. Create it first, with the source's settings."));
    }

    ImportItem item(ImportRun run) {
        return imports.find(run.targetUserPoolId(), run.importId())
                .orElseThrow(() -> new IllegalStateException("The import " + run.importId() + " is not in the table."));
    }
}
