package cognitobackup.importer;

import cognitobackup.backup.ImportItem;
import cognitobackup.backup.Imports;
import cognitobackup.backup.RunLock;
import cognitobackup.cognito.UserPool;
import cognitobackup.cognito.UserPools;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Restorable;
import jakarta.inject.Singleton;

/** What every step of an import does first: make sure that the import still holds its locks, and open its target. */
@Singleton
class ImportAccess {
    private final RunLock lock;
    private final UserPools pools;
    private final Imports imports;
    private final FunctionSettings settings;
    private final TargetConfiguration configuration;

    ImportAccess(
            RunLock lock,
            UserPools pools,
            Imports imports,
            FunctionSettings settings,
            TargetConfiguration configuration) {
        this.lock = lock;
        this.pools = pools;
        this.imports = imports;
        this.settings = settings;
        this.configuration = configuration;
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

    /** What the target can hold; of users, that is not the old sub, which an import itself keeps there. */
    Restorable restorable(UserPool target) {
        return OriginalSub.restorable(target.settings(), settings.originalSubAttribute());
    }

    /** The attribute in which users that an import creates keep their old sub, where the target has it. */
    String originalSubAttribute() {
        return settings.originalSubAttribute();
    }

    TargetFacts facts(ImportRun run) {
        return configuration.facts(run);
    }

    OriginalSub originalSub(ImportRun run, UserPool target) {
        return originalSub(target, facts(run));
    }

    /** For those who need the facts beside it: reading them is a request. */
    OriginalSub originalSub(UserPool target, TargetFacts facts) {
        return OriginalSub.in(target.settings(), settings.originalSubAttribute(), facts);
    }

    KnownUsers knownUsers(ImportRun run, UserPool target) {
        return new KnownUsers(run.intoSource(), originalSub(run, target));
    }

    ImportItem item(ImportRun run) {
        return imports.find(run.targetUserPoolId(), run.importId())
                .orElseThrow(() -> new IllegalStateException("The import " + run.importId() + " is not in the table."));
    }
}
