package cognitobackup.local.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dashboard of graphs and of alarms; other widgets are refused.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html">Dashboard
 *     body structure and syntax</a>
 */
public record Dashboard(String name, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COLUMNS = 24;
    private static final int MOST_WIDGETS = 500;
    private static final int HIGHEST = 1000;
    private static final Set<String> GRAPH =
            Set.of("title", "view", "region", "stat", "period", "metrics", "stacked", "yAxis");
    private static final Set<String> STATUS = Set.of("title", "alarms");

    /** A metric in a graph. */
    public record Shown(String namespace, String metric, Map<String, String> dimensions) {}

    public Dashboard {
        require(name.matches("[A-Za-z0-9_-]{1,255}"), "a name of A-Z, a-z, 0-9, - and _, not " + name);
        JsonNode widgets = parse(body).path("widgets");
        require(widgets.isArray() && widgets.size() <= MOST_WIDGETS, "up to 500 widgets");
        widgets.forEach(Dashboard::check);
    }

    private static void check(JsonNode widget) {
        int width = widget.path("width").asInt();
        require(width >= 1 && widget.path("x").asInt(-1) >= 0, "widgets with a place and a width");
        require(widget.path("x").asInt() + width <= COLUMNS, "24 columns");
        require(
                widget.path("height").asInt() >= 1 && widget.path("height").asInt() <= HIGHEST,
                "widgets 1 to 1000 units high");
        JsonNode properties = widget.path("properties");
        switch (widget.path("type").asText()) {
            case "metric" -> {
                require(!properties.path("metrics").isEmpty(), "graphs of at least one metric");
                require(properties.path("region").isTextual(), "graphs with a Region");
                requireOnly(properties, GRAPH);
            }
            case "alarm" -> {
                require(!properties.path("alarms").isEmpty(), "lists of at least one alarm");
                requireOnly(properties, STATUS);
            }
            default ->
                throw new IllegalArgumentException(
                        "Widgets of the type " + widget.path("type").asText() + " are not built.");
        }
    }

    private static void requireOnly(JsonNode properties, Set<String> built) {
        properties
                .fieldNames()
                .forEachRemaining(property -> require(built.contains(property), "no property " + property + " here"));
    }

    private static void require(boolean holds, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("A dashboard has " + allowed + ".");
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body of a dashboard is not JSON.", e);
        }
    }

    /** Every metric that its graphs show. */
    public List<Shown> metrics() {
        List<Shown> shown = new ArrayList<>();
        for (JsonNode widget : parse(body).path("widgets")) {
            for (JsonNode metric : widget.path("properties").path("metrics")) {
                Map<String, String> dimensions = new HashMap<>();
                for (int name = 2; name + 1 < metric.size(); name += 2) {
                    dimensions.put(
                            metric.path(name).asText(), metric.path(name + 1).asText());
                }
                shown.add(new Shown(metric.path(0).asText(), metric.path(1).asText(), dimensions));
            }
        }
        return shown;
    }

    /** The ARNs of the alarms that it lists. */
    public List<String> alarms() {
        List<String> arns = new ArrayList<>();
        parse(body)
                .path("widgets")
                .forEach(widget -> widget.path("properties").path("alarms").forEach(arn -> arns.add(arn.asText())));
        return arns;
    }
}
