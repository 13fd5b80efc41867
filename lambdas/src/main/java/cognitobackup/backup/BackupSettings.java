package cognitobackup.backup;

import java.time.Duration;

/**
 * What the stored format needs to know of the deployment.
 *
 * @param tableName the backup table's name in this Region
 * @param historyRetention how long what no newest snapshot needs is kept: whole days, 1 to 3,650
 * @param functionTimeout the longest timeout of any function: 1 second to 15 minutes, which is Lambda's limit
 *     (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
 */
public record BackupSettings(String tableName, Duration historyRetention, Duration functionTimeout) {
    private static final int MOST_RETENTION_DAYS = 3650;
    private static final int LONGEST_TIMEOUT_SECONDS = 900;

    public BackupSettings {
        if (tableName.isBlank()) {
            throw new IllegalArgumentException("TABLE_NAME is empty; it must name the backup table.");
        }
        require("HISTORY_RETENTION_DAYS", historyRetention.toDays(), MOST_RETENTION_DAYS);
        require("FUNCTION_TIMEOUT_SECONDS", functionTimeout.toSeconds(), LONGEST_TIMEOUT_SECONDS);
    }

    private static void require(String variable, long value, int highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(variable + " is " + value + "; it must be from 1 to " + highest + ".");
        }
    }
}
