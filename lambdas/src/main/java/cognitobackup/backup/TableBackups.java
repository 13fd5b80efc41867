package cognitobackup.backup;

import java.time.Duration;
import java.util.concurrent.Executor;

/** The backups in one {@link BackupTable}. */
final class TableBackups implements Backups {
    private final BackupTable table;
    private final RunLock lock;
    private final Duration retention;
    private final InParallel parallel;

    /** @param executor runs writes; several at a time if it has several threads */
    TableBackups(BackupTable table, RunLock lock, Duration retention, Executor executor) {
        this.table = table;
        this.lock = lock;
        this.retention = retention;
        this.parallel = new InParallel(executor);
    }

    @Override
    public Backup of(String userPoolId) {
        return new TableBackup(table, lock, retention, parallel, userPoolId);
    }
}
