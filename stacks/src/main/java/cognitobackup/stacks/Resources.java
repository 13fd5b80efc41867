package cognitobackup.stacks;

import com.google.gson.Gson;
import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the functions use, for their environment and their permissions.
 *
 * @param tableName the table, of the same name in both Regions
 * @param sourceUserPoolIds the pools whose backups an import may use: this stack's, the primary's, and those
 *     that the configuration adds
 */
record Resources(
        Site site,
        Settings settings,
        Output<String> tableName,
        Output<List<String>> sourceUserPoolIds,
        Encryption encryption,
        Notifications notifications,
        ReportsBucket reports,
        ImportQueues queues,
        ScheduleDeadLetters scheduleDeadLetters,
        ImportJobs importJobs) {
    /** The table or the replica that is in this Region: no run may depend on another one. */
    Output<String> tableArn() {
        return tableName.apply(name -> site.arn("dynamodb", "table/" + name));
    }

    /** The tables that pools are migrated from. */
    List<Output<String>> retiredTableArns() {
        return settings.retiredTables().values().stream()
                .distinct()
                .map(name -> site.arn("dynamodb", "table/" + name))
                .toList();
    }

    Output<String> indexArn() {
        return Output.format("%s/index/%s", tableArn(), BackupTable.INDEX);
    }

    /** The executions of both workflows, by the names that these will have. */
    List<Output<String>> executionArns() {
        return List.of(
                site.arn("states", "execution:" + site.fixed(Workflow.EXPORT) + ":*"),
                site.arn("states", "execution:" + site.fixed(Workflow.IMPORT) + ":*"));
    }

    /** The pools that exports read. */
    List<Output<String>> userPoolArns() {
        return settings.userPoolIds().stream().map(this::userPoolArn).toList();
    }

    /** The pools that no import may write to, whatever its input says. */
    List<Output<String>> forbiddenUserPoolArns() {
        return settings.importIntoSources() ? List.of() : userPoolArns();
    }

    /** The pools that imports may fill. */
    List<Output<String>> targetUserPoolArns() {
        return userPoolArns(settings.importIntoSources());
    }

    /** The pools that imports may read, for dry runs and comparisons those that are backed up as well. */
    List<Output<String>> comparedUserPoolArns() {
        return userPoolArns(true);
    }

    private List<Output<String>> userPoolArns(boolean sourcesToo) {
        if (settings.importTargets().isEmpty()) {
            return List.of(userPoolArn("*"));
        }
        return Stream.concat(
                        settings.importTargets().stream(),
                        sourcesToo ? settings.userPoolIds().stream() : Stream.empty())
                .map(this::userPoolArn)
                .toList();
    }

    private Output<String> userPoolArn(String id) {
        return site.arn("cognito-idp", "userpool/" + id);
    }

    /** The environment of every function. */
    Output<Map<String, String>> environment() {
        var variables = new LinkedHashMap<String, Output<String>>();
        variables.put("TABLE_NAME", tableName);
        variables.put("USER_POOL_IDS", Output.of(String.join(",", settings.userPoolIds())));
        variables.put("SOURCE_USER_POOL_IDS", sourceUserPoolIds.applyValue(ids -> String.join(",", ids)));
        variables.put("NEW_USERS_QUEUE_URL", queues.newUsers.queue().url());
        variables.put(
                "NEW_USERS_DEAD_LETTER_QUEUE_URL", queues.newUsers.deadLetters().url());
        variables.put("USER_UPDATES_QUEUE_URL", queues.userUpdates.queue().url());
        variables.put(
                "USER_UPDATES_DEAD_LETTER_QUEUE_URL",
                queues.userUpdates.deadLetters().url());
        variables.put("SCHEDULES_DEAD_LETTER_QUEUE_URL", scheduleDeadLetters.queue.url());
        variables.put("REPORTS_BUCKET", reports.bucketName);
        variables.put("IMPORT_JOBS_ROLE_ARN", importJobs.roleArn);
        variables.put("TOPIC_ARN", notifications.topicArn);
        variables.put("STACK_NAME", Output.of(site.stack()));
        configured().forEach((name, value) -> variables.put(name, Output.of(value)));
        return Component.known(variables);
    }

    private Map<String, String> configured() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("NOTIFICATIONS", settings.topics().notifications());
        variables.put("QUOTA_SHARE", String.valueOf(settings.quotaShare()));
        if (!settings.requestsPerSecond().isEmpty()) {
            variables.put("REQUESTS_PER_SECOND", new Gson().toJson(settings.requestsPerSecond()));
        }
        settings.cognitoTps().ifPresent(cap -> variables.put("COGNITO_TPS", String.valueOf(cap)));
        variables.put("HISTORY_RETENTION_DAYS", String.valueOf(settings.historyRetentionDays()));
        variables.put("FUNCTION_TIMEOUT_SECONDS", String.valueOf(settings.functionTimeoutSeconds()));
        variables.put("MEMBER_WORKERS", String.valueOf(settings.memberWorkers()));
        variables.put("LISTING_PARTITIONS", String.valueOf(settings.listingPartitions()));
        variables.put("IMPORT_WORKERS", String.valueOf(settings.importWorkers()));
        variables.put("LISTING_SETTLE_SECONDS", String.valueOf(settings.listingSettleSeconds()));
        variables.put("SNAPSHOT_PATIENCE_SECONDS", String.valueOf(settings.snapshotPatienceSeconds()));
        variables.put("IMPORT_JOB_PATIENCE_SECONDS", String.valueOf(settings.importJobPatienceSeconds()));
        variables.put("DELETION_GUARD_PERCENT", String.valueOf(settings.deletionGuardPercent()));
        variables.put("ORIGINAL_SUB_ATTRIBUTE", settings.originalSubAttribute());
        variables.put("CAPTURE_MFA", String.valueOf(settings.captureMfa()));
        variables.put("IMPORT_INTO_SOURCES", String.valueOf(settings.importIntoSources()));
        variables.put("LOG_LEVEL", settings.logLevel());
        if (!settings.retiredTables().isEmpty()) {
            variables.put("RETIRED_TABLES", new Gson().toJson(settings.retiredTables()));
        }
        return variables;
    }
}
