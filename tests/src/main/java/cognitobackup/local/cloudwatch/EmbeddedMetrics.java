package cognitobackup.local.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metrics in a line of a function's log. At AWS a line that breaks the rules is only a line of the log; here it is an
 * error, since nobody writes one on purpose.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
public final class EmbeddedMetrics {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "_aws";
    private static final int MOST_DIMENSIONS = 30;
    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_DIMENSION = 250;
    private static final int LONGEST_DIMENSION_VALUE = 1024;
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_LINE = 256 * 1024;

    private EmbeddedMetrics() {}

    /**
     * Reads a line.
     *
     * @return nothing where the line has no metrics
     * @throws MalformedMetricsException where CloudWatch Logs would not make metrics of it
     */
    public static List<Datapoint> of(String line) {
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return List.of();
        }
        if (root == null || !root.isObject() || !root.has(METADATA)) {
            return List.of();
        }
        require(line.length() <= LONGEST_LINE, "a line of more than 256 KB");
        JsonNode metadata = root.get(METADATA);
        JsonNode timestamp = metadata.path("Timestamp");
        require(timestamp.isIntegralNumber() && timestamp.asLong() >= 0, "Timestamp is not a whole number");
        JsonNode directives = metadata.path("CloudWatchMetrics");
        require(directives.isArray(), "CloudWatchMetrics is not an array");
        List<Datapoint> datapoints = new ArrayList<>();
        directives.forEach(directive -> read(root, directive, Instant.ofEpochMilli(timestamp.asLong()), datapoints));
        return datapoints;
    }

    private static void read(JsonNode root, JsonNode directive, Instant time, List<Datapoint> datapoints) {
        requireOnly(directive, Set.of("Namespace", "Dimensions", "Metrics"), "a directive");
        String namespace = text(directive.path("Namespace"), LONGEST_NAME, "Namespace");
        require(namespace.matches("[0-9A-Za-z.\\-_/#:]+"), "Namespace has other characters");
        require(!namespace.startsWith("AWS/"), "Namespace is one of AWS's own");
        require(directive.path("Dimensions").isArray(), "Dimensions is not an array");
        require(directive.path("Metrics").isArray(), "Metrics is not an array");
        require(directive.path("Metrics").size() <= MOST_METRICS, "more than 100 metrics");
        for (JsonNode set : directive.path("Dimensions")) {
            Map<String, String> dimensions = dimensions(root, set);
            for (JsonNode metric : directive.path("Metrics")) {
                requireOnly(metric, Set.of("Name", "Unit", "StorageResolution"), "a metric");
                String name = text(metric.path("Name"), LONGEST_NAME, "Name");
                String unit = metric.has("Unit") ? metric.path("Unit").asText() : Units.NONE;
                require(Units.ALL.contains(unit), "the unit " + unit + " of " + name);
                datapoints.add(new Datapoint(namespace, name, dimensions, unit, time, values(root.path(name), name)));
            }
        }
    }

    private static Map<String, String> dimensions(JsonNode root, JsonNode set) {
        require(set.isArray() && set.size() <= MOST_DIMENSIONS, "a set of dimensions that is not up to 30 names");
        Map<String, String> dimensions = new HashMap<>();
        for (JsonNode each : set) {
            String name = text(each, LONGEST_DIMENSION, "a dimension");
            require(name.matches("\\p{ASCII}+") && !name.startsWith(":"), "a dimension with other characters");
            String value = text(root.path(name), LONGEST_DIMENSION_VALUE, "the dimension " + name);
            require(value.matches("\\p{Print}+"), "the dimension " + name + " with other characters");
            require(dimensions.put(name, value) == null, "the dimension " + name + " twice");
        }
        return dimensions;
    }

    private static List<Double> values(JsonNode target, String name) {
        List<Double> values = new ArrayList<>();
        if (target.isArray()) {
            target.forEach(each -> values.add(number(each, name)));
        } else {
            values.add(number(target, name));
        }
        require(!values.isEmpty() && values.size() <= MOST_VALUES, "the metric " + name + " without 1 to 100 values");
        return values;
    }

    private static double number(JsonNode value, String name) {
        require(value.isNumber() && Double.isFinite(value.asDouble()), "the metric " + name + " is not a number");
        return value.asDouble();
    }

    private static String text(JsonNode value, int longest, String what) {
        require(value.isTextual() && !value.asText().isBlank() && value.asText().length() <= longest, what);
        return value.asText();
    }

    private static void requireOnly(JsonNode object, Set<String> members, String what) {
        require(object.isObject(), what + " that is not an object");
        object.fieldNames().forEachRemaining(member -> require(members.contains(member), what + " with " + member));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new MalformedMetricsException("Not in the embedded metric format: " + otherwise);
        }
    }
}
