package cognitobackup.function;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a deployment tells its functions, by environment variables. Validated as a whole before a function serves its
 * first invocation; every error names the variable, the value and what is allowed.
 *
 * @param tableName {@code TABLE_NAME}: the backup table of this Region
 * @param userPoolIds {@code USER_POOL_IDS}: pools of this Region that exports may read
 * @param sourceUserPoolIds {@code SOURCE_USER_POOL_IDS}: pools whose backups an import may use
 * @param newUsersQueueUrl {@code NEW_USERS_QUEUE_URL}
 * @param newUsersDeadLetterQueueUrl {@code NEW_USERS_DEAD_LETTER_QUEUE_URL}
 * @param userUpdatesQueueUrl {@code USER_UPDATES_QUEUE_URL}
 * @param userUpdatesDeadLetterQueueUrl {@code USER_UPDATES_DEAD_LETTER_QUEUE_URL}
 * @param reportsBucket {@code REPORTS_BUCKET}: where imports keep plans and reports
 * @param topicArn {@code TOPIC_ARN}: where notifications go
 * @param notifications {@code NOTIFICATIONS}: whether runs that went well are notified, too ({@code all}, the default), or
 *     only failures ({@code errors})
 * @param historyRetention {@code HISTORY_RETENTION_DAYS}: how long a snapshot stays readable once a newer one is
 *     complete; 1 to 3650 days, 35 by default
 * @param functionTimeout {@code FUNCTION_TIMEOUT_SECONDS}: the longest that Lambda lets a function run, 15 to 900, 300
 *     by default
 * @param memberWorkers {@code MEMBER_WORKERS}: how many workers list members at the same time, 1 to 40, 2 by default
 * @param listingPartitions {@code LISTING_PARTITIONS}: how many workers list users at the same time, each those whose sub
 *     begins with digits of its own; 1 (the default), which lists everybody without a filter, 2, 4, 8 or 16
 * @param importWorkers {@code IMPORT_WORKERS}: how many workers serve each queue of an import, 1 to 40, 2 by default
 * @param importIntoSources {@code IMPORT_INTO_SOURCES}: whether imports may fill pools that are backed up, {@code true} or
 *     {@code false}, the default
 * @param listingSettle {@code LISTING_SETTLE_SECONDS}: how long after a change the listings of a pool are taken to show
 *     it, 0 to 900 seconds, 10 by default
 * @param snapshotPatience {@code SNAPSHOT_PATIENCE_SECONDS}: how long an import waits for replication where a snapshot is
 *     not whole, 0 to 3600 seconds, 300 by default
 * @param importJobsRoleArn {@code IMPORT_JOBS_ROLE_ARN}: the role by which Cognito writes the logs of user import jobs
 * @param importJobPatience {@code IMPORT_JOB_PATIENCE_SECONDS}: how long an import waits until Cognito starts its user
 *     import job, and for a job that takes longer than its users should need, 0 to 86400 seconds, 3600 by default
 * @param deletionGuardPercent {@code DELETION_GUARD_PERCENT}: how many percent of the records of a kind an export may
 *     find gone before it stops, 1 to 100, 10 by default
 * @param originalSubAttribute {@code ORIGINAL_SUB_ATTRIBUTE}: the custom attribute in which an import keeps the old sub of
 *     every user that it creates, in targets whose schema has it; {@code custom:original_sub} by default
 */
public record FunctionSettings(
        String tableName,
        List<String> userPoolIds,
        List<String> sourceUserPoolIds,
        String newUsersQueueUrl,
        String newUsersDeadLetterQueueUrl,
        String userUpdatesQueueUrl,
        String userUpdatesDeadLetterQueueUrl,
        String reportsBucket,
        String topicArn,
        Notifications notifications,
        Duration historyRetention,
        Duration functionTimeout,
        int memberWorkers,
        int listingPartitions,
        int importWorkers,
        boolean importIntoSources,
        Duration listingSettle,
        Duration snapshotPatience,
        String importJobsRoleArn,
        Duration importJobPatience,
        int deletionGuardPercent,
        String originalSubAttribute) {
    /** Which runs are told about. */
    public enum Notifications {
        ALL,
        ERRORS
    }

    /** As in the parameter UserPoolId of Cognito's API; at most 55 characters. */
    private static final Predicate<String> USER_POOL_ID =
            Pattern.compile("(?=.{1,55}$)[\\w-]+_[0-9a-zA-Z]+").asMatchPredicate();

    /** As in the parameter Name of a custom attribute, with its prefix. */
    private static final Predicate<String> CUSTOM_ATTRIBUTE =
            Pattern.compile("custom:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}").asMatchPredicate();

    private static final String USER_POOL_IDS =
            "ids of user pools such as eu-west-1_AbCdEf123, separated by commas, or nothing";
    private static final String QUEUE_URL = "the URL of an SQS queue";

    /** Numbers that divide the sixteen digits evenly. */
    private static final List<String> LISTING_PARTITIONS = List.of("1", "2", "4", "8", "16");

    static FunctionSettings from(Variables variables) {
        return new FunctionSettings(
                variables.required(
                        "TABLE_NAME",
                        "the name of a DynamoDB table, 3 to 255 of the characters a-z A-Z 0-9 _ . -",
                        value -> value.matches("[a-zA-Z0-9_.-]{3,255}")),
                variables.list("USER_POOL_IDS", USER_POOL_IDS, USER_POOL_ID),
                variables.list("SOURCE_USER_POOL_IDS", USER_POOL_IDS, USER_POOL_ID),
                variables.required("NEW_USERS_QUEUE_URL", QUEUE_URL, FunctionSettings::url),
                variables.required("NEW_USERS_DEAD_LETTER_QUEUE_URL", QUEUE_URL, FunctionSettings::url),
                variables.required("USER_UPDATES_QUEUE_URL", QUEUE_URL, FunctionSettings::url),
                variables.required("USER_UPDATES_DEAD_LETTER_QUEUE_URL", QUEUE_URL, FunctionSettings::url),
                variables.required("REPORTS_BUCKET", "the name of an S3 bucket"),
                variables.required("TOPIC_ARN", "the ARN of an SNS topic", value -> value.startsWith("arn:")),
                notifications(variables),
                Duration.ofDays(variables.integer("HISTORY_RETENTION_DAYS", 35, 1, 3650)),
                Duration.ofSeconds(variables.integer("FUNCTION_TIMEOUT_SECONDS", 300, 15, 900)),
                variables.integer("MEMBER_WORKERS", 2, 1, 40),
                Integer.parseInt(variables.oneOf("LISTING_PARTITIONS", LISTING_PARTITIONS)),
                variables.integer("IMPORT_WORKERS", 2, 1, 40),
                variables.flag("IMPORT_INTO_SOURCES"),
                Duration.ofSeconds(variables.integer("LISTING_SETTLE_SECONDS", 10, 0, 900)),
                Duration.ofSeconds(variables.integer("SNAPSHOT_PATIENCE_SECONDS", 300, 0, 3600)),
                variables.required("IMPORT_JOBS_ROLE_ARN", "the ARN of an IAM role", value -> value.startsWith("arn:")),
                Duration.ofSeconds(variables.integer("IMPORT_JOB_PATIENCE_SECONDS", 3600, 0, 86_400)),
                variables.integer("DELETION_GUARD_PERCENT", 10, 1, 100),
                originalSubAttribute(variables));
    }

    private static Notifications notifications(Variables variables) {
        return variables
                .find("NOTIFICATIONS")
                .map(value -> switch (value) {
                    case "all" -> Notifications.ALL;
                    case "errors" -> Notifications.ERRORS;
                    default -> throw new InvalidSettingException("NOTIFICATIONS", "'" + value + "'", "all, errors");
                })
                .orElse(Notifications.ALL);
    }

    private static String originalSubAttribute(Variables variables) {
        String value = variables.find("ORIGINAL_SUB_ATTRIBUTE").orElse("custom:original_sub");
        if (!CUSTOM_ATTRIBUTE.test(value)) {
            throw new InvalidSettingException(
                    "ORIGINAL_SUB_ATTRIBUTE",
                    "'" + value + "'",
                    "custom: and 1 to 20 characters without white space, such as custom:original_sub");
        }
        return value;
    }

    private static boolean url(String value) {
        return value.matches("https?://[^\\s]+");
    }
}
