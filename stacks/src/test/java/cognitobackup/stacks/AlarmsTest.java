package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.POOL;
import static cognitobackup.stacks.ProgramRun.SECONDARY_POOL;
import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the stacks watch. That the numbers really come is shown by running them. */
class AlarmsTest {
    private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
    private static final String DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";

    private static ProgramRun primary;
    private static ProgramRun secondary;

    @BeforeAll
    static void runBothStacks() {
        primary = ProgramRun.of(primaryConfiguration()).succeeded();
        secondary = ProgramRun.of(with(
                        secondaryConfiguration(),
                        "userPools",
                        "[{\"id\":\"" + SECONDARY_POOL + "\",\"schedule\":\"rate(12 hours)\"}]"))
                .succeeded();
    }

    @Test
    void eachStackWatchesItsRunsItsPoolsAndItsQueues() {
        assertThat(primary.outputs().get("alarmNames"))
                .isEqualTo(names(
                        "cognito-backup-alarm-",
                        "export-failed",
                        "deletion-guard",
                        "import-failed",
                        "throttled",
                        "export-overdue-" + POOL,
                        "snapshot-behind-" + POOL,
                        "dead-letters-NewUsers",
                        "dead-letters-Schedules",
                        "dead-letters-UserUpdates"));
        assertThat(secondary.outputs().get("alarmNames"))
                .isEqualTo(names(
                        "cognito-backup-alarm-",
                        "export-failed",
                        "deletion-guard",
                        "import-failed",
                        "throttled",
                        "export-overdue-" + SECONDARY_POOL,
                        "snapshot-behind-" + POOL,
                        "snapshot-behind-" + SECONDARY_POOL,
                        "dead-letters-NewUsers",
                        "dead-letters-Schedules",
                        "dead-letters-UserUpdates"));
        assertThat(primary.all(ALARM)).hasSize(9);
        assertThat(secondary.all(ALARM)).hasSize(10);
    }

    @Test
    void thresholdsFollowFromTheSchedules() {
        assertThat(primary.named("cognito-backup-alarm-export-overdue-" + POOL).inputs())
                .containsEntry("threshold", 108_000.0)
                .containsEntry("dimensions", Map.of("Stack", "primary", "UserPoolId", POOL));
        assertThat(primary.outputs().get("exportOverdueSeconds")).isEqualTo(Map.of(POOL, 108_000.0));
        assertThat(secondary
                        .named("cognito-backup-alarm-snapshot-behind-" + POOL)
                        .inputs())
                .as("the primary's schedule, and an hour for the replication and the watch")
                .containsEntry("threshold", 111_600.0)
                .containsEntry("dimensions", Map.of("Stack", "secondary", "UserPoolId", POOL));
        assertThat(secondary
                        .named("cognito-backup-alarm-export-overdue-" + SECONDARY_POOL)
                        .inputs())
                .containsEntry("threshold", 54_000.0);
    }

    @Test
    void silenceOfTheWatchIsTroubleAndSilenceOfTheRunsIsNot() {
        primary.all(ALARM).forEach(alarm -> {
            boolean ofTheWatch = Stream.of("overdue", "behind", "dead-letters")
                    .anyMatch(word -> alarm.name().contains(word));
            assertThat(alarm.inputs())
                    .as(alarm.name())
                    .containsEntry("treatMissingData", ofTheWatch ? "breaching" : "notBreaching")
                    .containsKeys("alarmDescription");
            assertThat(measured(alarm.inputs())).as(alarm.name()).isNotEmpty().allSatisfy(metric -> assertThat(metric)
                    .containsEntry("namespace", "CognitoBackup")
                    .containsKeys("unit", "metricName", "period"));
        });
    }

    /** What it is on: its one metric, or those that its expression is made of. */
    private static List<Map<String, Object>> measured(Map<String, Object> alarm) {
        if (!alarm.containsKey("metricQueries")) {
            return List.of(alarm);
        }
        var metrics = new ArrayList<Map<String, Object>>();
        for (Object query : (List<?>) alarm.get("metricQueries")) {
            if (((Map<?, ?>) query).get("metric") instanceof Map<?, ?> metric) {
                var copy = new TreeMap<String, Object>();
                metric.forEach((name, value) -> copy.put(String.valueOf(name), value));
                metrics.add(copy);
            }
        }
        return metrics;
    }

    @Test
    void throttlingIsTheShareOfAllRequestsOfAPeriodAndNotOfOneCallOfAFunction() {
        Map<String, Object> alarm =
                primary.named("cognito-backup-alarm-throttled").inputs();

        assertThat(alarm).doesNotContainKeys("metricName", "namespace", "statistic", "period", "dimensions", "unit");
        assertThat(measured(alarm))
                .extracting(metric -> metric.get("metricName"), metric -> metric.get("stat"))
                .containsExactly(tuple("Throttles", "Sum"), tuple("ApiCalls", "Sum"));
        assertThat((List<?>) alarm.get("metricQueries")).last().satisfies(share -> assertThat(
                        ((Map<?, ?>) share).get("expression"))
                .isEqualTo("100 * part / whole"));
        assertThat(alarm).containsEntry("threshold", 10.0);
    }

    @Test
    void alarmsGoToTheStacksTopicOrToAnExistingOneAndAPoolWithoutAScheduleIsNeverOverdue() {
        var onCall = "arn:aws:sns:eu-central-1:444455556666:on-call";
        var unscheduled = with(primaryConfiguration(), "userPools", "[{\"id\":\"" + POOL + "\"}]");
        var existing = ProgramRun.of(with(unscheduled, "alarmTopic", onCall)).succeeded();

        assertThat(primary.all(ALARM)).allSatisfy(alarm -> assertThat(alarm.inputs())
                .containsEntry("alarmActions", List.of(primary.outputs().get("topicArn"))));
        assertThat(existing.all(ALARM))
                .allSatisfy(alarm -> assertThat(alarm.inputs()).containsEntry("alarmActions", List.of(onCall)));
        assertThat(existing.outputs()).containsEntry("alarmTopicArn", onCall);
        assertThat(existing.all(ALARM))
                .extracting(alarm -> alarm.name())
                .noneMatch(name -> name.contains("overdue") || name.contains("behind"));
    }

    @Test
    void theDashboardShowsEveryAlarmAndEveryMetricWithinItsGrid() {
        Stream.of(primary, secondary).forEach(stack -> {
            var dashboard = stack.only(DASHBOARD);
            var widgets = JsonParser.parseString(dashboard.text("dashboardBody"))
                    .getAsJsonObject()
                    .getAsJsonArray("widgets");
            var shown = new ArrayList<String>();
            for (JsonElement element : widgets) {
                JsonObject widget = element.getAsJsonObject();
                assertThat(widget.get("x").getAsInt() + widget.get("width").getAsInt())
                        .isLessThanOrEqualTo(24);
                JsonObject properties = widget.getAsJsonObject("properties");
                if (widget.get("type").getAsString().equals("alarm")) {
                    assertThat(properties.getAsJsonArray("alarms"))
                            .hasSize(stack.all(ALARM).size());
                } else {
                    properties
                            .getAsJsonArray("metrics")
                            .forEach(metric ->
                                    shown.add(metric.getAsJsonArray().get(1).getAsString()));
                }
            }
            assertThat(shown)
                    .containsAll(Stream.of(Metric.values()).map(Metric::awsName).toList());
            assertThat(dashboard.text("dashboardName")).matches("[A-Za-z0-9_-]+");
            assertThat(stack.outputs()).containsEntry("dashboardName", dashboard.text("dashboardName"));
            assertThat((String) stack.outputs().get("dashboardUrl"))
                    .startsWith("https://console.aws.amazon.com/cloudwatch/home?region="
                            + stack.outputs().get("region"))
                    .endsWith(dashboard.text("dashboardName"));
        });
    }

    @Test
    void whatASchedulerCannotStartIsKept() {
        primary.all("aws:scheduler/schedule:Schedule").forEach(schedule -> assertThat(
                        ((Map<?, ?>) schedule.inputs().get("target")).get("deadLetterConfig"))
                .isEqualTo(Map.of(
                        "arn", "arn:aws:sqs:eu-central-1:111122223333:cognito-backup-schedules-dead-letters-1a2b3c4")));
        assertThat(primary.named("cognito-backup-watch").inputs()).containsEntry("scheduleExpression", "rate(1 hour)");
    }

    private static List<String> names(String prefix, String... names) {
        return Stream.of(names).map(name -> prefix + name + PretendAws.UNIQUE).toList();
    }
}
