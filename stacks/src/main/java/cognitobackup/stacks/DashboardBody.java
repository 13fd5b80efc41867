package cognitobackup.stacks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the dashboard shows, as the JSON that CloudWatch takes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html">Dashboard
 *     body structure and syntax</a>
 */
final class DashboardBody {
    private static final int COLUMNS = 24;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 6;

    /** Exports and imports come now and then, so that shorter periods show points only. */
    private static final int PERIOD_SECONDS = 60 * 60;

    private static final int PERIOD_OF_RUNS_SECONDS = 5 * 60;

    private static final List<String> QUEUES = List.of("NewUsers", "Schedules", "UserUpdates");

    private final String stack;
    private final String region;
    private final JsonArray widgets = new JsonArray();
    private int x;
    private int y;

    private DashboardBody(String stack, String region) {
        this.stack = stack;
        this.region = region;
    }

    /** One line of a graph. */
    private record Line(Metric metric, Map<String, String> dimensions) {}

    /**
     * The body.
     *
     * @param watched the pools
     */
    static String of(String stack, String region, Watched watched, List<String> alarmArns) {
        var own = watched.ownPools();
        var all = watched.pools();
        var body = new DashboardBody(stack, region);
        body.alarms(alarmArns);
        body.graph("Age of the newest export", "Maximum", PERIOD_SECONDS, body.byEach(all, Metric.NEWEST_EXPORT_AGE));
        body.graph(
                "Age of the newest export that is whole here",
                "Maximum",
                PERIOD_SECONDS,
                body.byEach(all, Metric.NEWEST_WHOLE_EXPORT_AGE));
        body.graph(
                "Messages in dead-letter queues", "Maximum", PERIOD_SECONDS, body.byEach(QUEUES, Metric.DEAD_LETTERS));
        body.graph(
                "Records",
                "Maximum",
                PERIOD_SECONDS,
                body.byEach(own, Metric.USERS, Metric.GROUPS, Metric.MEMBERSHIPS));
        body.graph(
                "Changes",
                "Sum",
                PERIOD_SECONDS,
                body.byEach(
                        own,
                        Metric.RECORDS_CREATED,
                        Metric.RECORDS_UPDATED,
                        Metric.RECORDS_DELETED,
                        Metric.RECORDS_MISSED_BY_LISTING));
        body.graph("Duration of exports", "Maximum", PERIOD_SECONDS, body.byEach(own, Metric.EXPORT_DURATION));
        var outcomes = body.byEach(own, Metric.EXPORTS_COMPLETED);
        outcomes.addAll(body.whole(Metric.EXPORTS_SKIPPED, Metric.EXPORTS_FAILED, Metric.DELETION_GUARD_STOPS));
        body.graph("Exports", "Sum", PERIOD_SECONDS, outcomes);
        body.graph(
                "Requests to Amazon Cognito",
                "Sum",
                PERIOD_OF_RUNS_SECONDS,
                body.byEach(SettingsReader.QUOTA_CATEGORIES, Metric.API_CALLS_BY_CATEGORY));
        body.graph(
                "Requests that Amazon Cognito refused as too many",
                "Sum",
                PERIOD_OF_RUNS_SECONDS,
                body.byEach(SettingsReader.QUOTA_CATEGORIES, Metric.THROTTLES_BY_CATEGORY));
        body.graph("Share of requests refused", "Average", PERIOD_OF_RUNS_SECONDS, body.whole(Metric.THROTTLED_SHARE));
        body.graph("Progress of imports", "Maximum", PERIOD_OF_RUNS_SECONDS, body.whole(Metric.IMPORT_PROGRESS));
        body.graph(
                "Users of imports",
                "Sum",
                PERIOD_SECONDS,
                body.whole(
                        Metric.IMPORT_USERS_PLANNED,
                        Metric.IMPORT_USERS_RESTORED,
                        Metric.IMPORT_USERS_FAILED,
                        Metric.IMPORT_USERS_SKIPPED));
        body.graph("Imports", "Sum", PERIOD_SECONDS, body.whole(Metric.IMPORTS_COMPLETED, Metric.IMPORTS_FAILED));
        body.graph("Duration of imports", "Maximum", PERIOD_SECONDS, body.whole(Metric.IMPORT_DURATION));
        var whole = new JsonObject();
        whole.add("widgets", body.widgets);
        return new GsonBuilder().disableHtmlEscaping().create().toJson(whole);
    }

    private List<Line> byEach(Collection<String> values, Metric... metrics) {
        var lines = new ArrayList<Line>();
        values.stream().sorted().forEach(value -> List.of(metrics)
                .forEach(metric -> lines.add(new Line(metric, metric.dimensions(stack, value)))));
        return lines;
    }

    private List<Line> whole(Metric... metrics) {
        return List.of(metrics).stream()
                .map(metric -> new Line(metric, metric.dimensions(stack)))
                .toList();
    }

    private void alarms(List<String> arns) {
        var properties = new JsonObject();
        properties.addProperty("title", "Alarms");
        var all = new JsonArray();
        arns.forEach(all::add);
        properties.add("alarms", all);
        widget("alarm", COLUMNS, properties);
    }

    /** Nothing where there is no line: CloudWatch refuses an empty graph. */
    private void graph(String title, String statistic, int periodSeconds, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        var metrics = new JsonArray();
        lines.forEach(line -> {
            var metric = new JsonArray();
            metric.add(Metric.NAMESPACE);
            metric.add(line.metric().awsName());
            line.dimensions().forEach((name, value) -> {
                metric.add(name);
                metric.add(value);
            });
            metrics.add(metric);
        });
        var properties = new JsonObject();
        properties.addProperty("title", title);
        properties.addProperty("view", "timeSeries");
        properties.addProperty("region", region);
        properties.addProperty("stat", statistic);
        properties.addProperty("period", periodSeconds);
        properties.add("metrics", metrics);
        widget("metric", WIDTH, properties);
    }

    private void widget(String type, int width, JsonObject properties) {
        if (x + width > COLUMNS) {
            x = 0;
            y += HEIGHT;
        }
        var widget = new JsonObject();
        widget.addProperty("type", type);
        widget.addProperty("x", x);
        widget.addProperty("y", y);
        widget.addProperty("width", width);
        widget.addProperty("height", HEIGHT);
        widget.add("properties", properties);
        widgets.add(widget);
        x += width;
    }
}
