package cognitobackup.stacks;

import com.google.gson.JsonParser;
import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** The Pulumi program: the same for both stacks, whose configuration says which of the two it is. */
public final class Program {
    static final String TABLE_NAME = "tableName";
    static final String USER_POOL_IDS = "userPoolIds";
    static final String OVERDUE_SECONDS = "exportOverdueSeconds";

    private Program() {}

    public static void main(String[] arguments) {
        Pulumi.run(Program::stack);
    }

    /** Registers the stack that the configuration describes; nothing of it if the configuration is wrong. */
    public static void stack(Context context) {
        var settings = SettingsReader.read(context.stackName(), configuration(context));
        var fixed = FixedSettings.of(settings);
        var before = FixedSettings.ofLastDeployment(context);
        before.requireUnchangedIn(fixed);
        before.warnings(fixed).forEach(context.log()::warn);
        var site = Site.of(settings);

        Output<String> tableName;
        var tableLacks = Output.of(List.<String>of());
        var sourceUserPoolIds = Output.of(settings.sourceUserPoolIds());
        var overdueSeconds = Overdue.seconds(settings.userPools());
        var watched = new Watched(settings.userPoolIds(), overdueSeconds);
        if (settings.role() == Settings.Role.PRIMARY) {
            if (settings.existingTable().isPresent()) {
                var adopted = new AdoptedTable(context, settings);
                tableName = adopted.name;
                tableLacks = adopted.lacks;
            } else {
                tableName = new BackupTable(site, settings).name;
            }
        } else {
            var primary = new Primary(settings.primaryStack().orElseThrow());
            tableName = primary.tableName();
            sourceUserPoolIds = union(sourceUserPoolIds, primary.userPoolIds());
            watched = watched.with(primary.exportedPools(), primary.overdueSeconds());
        }
        var encryption = new Encryption(site, settings);
        var notifications = new Notifications(site, encryption.keyArn, settings.topics());
        var reports = new ReportsBucket(site, encryption.keyArn, settings.reportRetentionDays());
        var queues = new ImportQueues(site, encryption.keyArn, settings.functionTimeoutSeconds());
        var scheduleDeadLetters = new ScheduleDeadLetters(site, encryption);
        var importJobs = new ImportJobs(site);
        var resources = new Resources(
                site,
                settings,
                tableName,
                sourceUserPoolIds,
                encryption,
                notifications,
                reports,
                queues,
                scheduleDeadLetters,
                importJobs);
        var functions = new Functions(resources, new FunctionsCode(site, encryption.keyArn, settings.lambdaJar()));
        var exportWorkflow = Workflow.export(resources, functions);
        var importWorkflow = Workflow.importing(resources, functions);
        new ExecutionEnded(site, List.of(exportWorkflow, importWorkflow), functions.get(Handler.EXECUTION_ENDED));
        new Schedules(site, exportWorkflow, settings.userPools(), scheduleDeadLetters);
        new Watch(site, functions.get(Handler.WATCH_BACKUPS), scheduleDeadLetters);
        var alarmTopicArn = settings.topics().alarms().map(Output::of).orElse(notifications.topicArn);
        var alarms = new Alarms(site, alarmTopicArn, AlarmPlans.of(site.stack(), watched));
        var overview = new Overview(site, alarms, watched);

        context.export("region", settings.region())
                .export(FixedSettings.OUTPUT, fixed.values())
                .export(TABLE_NAME, tableName)
                .export("tableArn", resources.tableArn())
                .export("tableLacks", tableLacks)
                .export(USER_POOL_IDS, settings.userPoolIds())
                .export("exportWorkflowArn", exportWorkflow.stateMachineArn)
                .export("importWorkflowArn", importWorkflow.stateMachineArn)
                .export("topicArn", notifications.topicArn)
                .export("newUsersQueueUrl", queues.newUsers.queue().url())
                .export(
                        "newUsersDeadLetterQueueUrl",
                        queues.newUsers.deadLetters().url())
                .export("userUpdatesQueueUrl", queues.userUpdates.queue().url())
                .export(
                        "userUpdatesDeadLetterQueueUrl",
                        queues.userUpdates.deadLetters().url())
                .export("schedulesDeadLetterQueueUrl", scheduleDeadLetters.queue.url())
                .export("reportsBucketName", reports.bucketName)
                .export(OVERDUE_SECONDS, overdueSeconds)
                .export("alarmTopicArn", alarmTopicArn)
                .export("alarmNames", Output.all(alarms.names))
                .export("dashboardName", overview.dashboardName)
                .export("dashboardUrl", overview.url);
    }

    private static Output<List<String>> union(Output<List<String>> own, Output<List<String>> primary) {
        return Output.tuple(own, primary).applyValue(pools -> Stream.concat(pools.t1.stream(), pools.t2.stream())
                .distinct()
                .toList());
    }

    /**
     * What the stack's configuration says. Pulumi answers for keys that it is asked for, and so hides a misspelt one;
     * its engine hands the program everything in an environment variable.
     */
    private static Map<String, String> configuration(Context context) {
        var values = new HashMap<String, String>();
        SettingsReader.KEYS.forEach(key -> context.config().get(key).ifPresent(value -> values.put(key, value)));
        context.config("aws").get("region").ifPresent(value -> values.put(SettingsReader.REGION_KEY, value));
        keysOfProject(System.getenv("PULUMI_CONFIG")).forEach(key -> values.putIfAbsent(key, ""));
        return values;
    }

    /** @param engineConfiguration all of the stack's configuration as JSON; null where no engine runs the program */
    static List<String> keysOfProject(@Nullable String engineConfiguration) {
        var namespace = Settings.PROJECT + ":";
        var keys = new ArrayList<String>();
        Optional.ofNullable(engineConfiguration)
                .map(json -> JsonParser.parseString(json).getAsJsonObject().keySet())
                .ifPresent(all -> all.stream()
                        .filter(key -> key.startsWith(namespace))
                        .forEach(key -> keys.add(key.substring(namespace.length()))));
        return keys;
    }
}
