package cognitobackup.backup;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What this package offers to others, on a {@link LocalTable}; writes come one after the other, so that tests can be
 * repeated exactly.
 */
public final class LocalBackups {
    public static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(5);

    private final BackupTable table;
    private final RunLock runLock;
    private final Backups backups;
    private final Imports imports;
    private final Notices notices;

    public LocalBackups(DynamoDbClient client, Clock clock, Executions executions, Duration retention) {
        this.table = new BackupTable(client, LocalTable.NAME, clock);
        this.runLock = new TableRunLock(table, executions, FUNCTION_TIMEOUT);
        this.backups = new TableBackups(table, runLock, retention, Runnable::run);
        this.imports = new TableImports(table, retention);
        this.notices = new TableNotices(table, FUNCTION_TIMEOUT);
    }

    BackupTable table() {
        return table;
    }

    public RunLock runLock() {
        return runLock;
    }

    public Backups backups() {
        return backups;
    }

    public Imports imports() {
        return imports;
    }

    public Notices notices() {
        return notices;
    }

    /** The run of an execution that gets the lock. */
    public Run acquire(String userPoolId, String execution) {
        RunLock.Attempt attempt = runLock.acquire(userPoolId, execution, Optional.empty());
        return ((RunLock.Attempt.Acquired) attempt).run();
    }
}
