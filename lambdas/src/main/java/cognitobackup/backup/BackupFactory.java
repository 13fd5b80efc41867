package cognitobackup.backup;

import cognitobackup.function.FunctionSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Makes what other packages see of the table that the function's settings name. */
@Factory
class BackupFactory {
    @Singleton
    BackupTable table(DynamoDbClient client, FunctionSettings settings, Clock clock) {
        return new BackupTable(client, settings.tableName(), clock);
    }

    @Singleton
    Executions executions(SfnClient client) {
        return new StepFunctionsExecutions(client);
    }

    @Singleton
    RunLock runLock(BackupTable table, Executions executions, FunctionSettings settings) {
        return new TableRunLock(table, executions, settings.functionTimeout());
    }

    @Singleton
    @Bean(preDestroy = "shutdown")
    WriterThreads writerThreads() {
        return new WriterThreads();
    }

    @Singleton
    Backups backups(BackupTable table, RunLock lock, FunctionSettings settings, WriterThreads threads) {
        return new TableBackups(table, lock, settings.historyRetention(), threads);
    }

    @Singleton
    Imports imports(BackupTable table, FunctionSettings settings) {
        return new TableImports(table, settings.historyRetention());
    }

    @Singleton
    Notices notices(BackupTable table, FunctionSettings settings) {
        return new TableNotices(table, settings.functionTimeout());
    }
}
