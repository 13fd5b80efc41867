package cognitobackup.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line in the embedded metric format, from which CloudWatch Logs makes metrics: values of several metrics with the
 * same dimensions.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
final class EmbeddedMetricLine {
    /** Of all our metrics. */
    static final String NAMESPACE = "CognitoBackup";

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> dimensions = new LinkedHashMap<>();
    private final List<List<Dimension>> dimensionSets;
    private final long timestampMillis;
    private final Map<Metric, Double> values = new LinkedHashMap<>();

    /** @param first any of the metrics that the line is for, which all have the same dimensions */
    EmbeddedMetricLine(String stack, String of, Metric first, long timestampMillis) {
        dimensions.put(Dimension.STACK.awsName(), stack);
        first.by().ifPresent(dimension -> dimensions.put(dimension.awsName(), of));
        this.dimensionSets = first.dimensionSets();
        this.timestampMillis = timestampMillis;
    }

    void add(Metric metric, double value) {
        values.put(metric, value);
    }

    String text() {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", timestampMillis);
            json.writeArrayFieldStart("CloudWatchMetrics");
            writeDirective(json);
            json.writeEndArray();
            json.writeEndObject();
            for (var dimension : dimensions.entrySet()) {
                json.writeStringField(dimension.getKey(), dimension.getValue());
            }
            for (var value : values.entrySet()) {
                json.writeNumberField(value.getKey().awsName(), value.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void writeDirective(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Namespace", NAMESPACE);
        json.writeArrayFieldStart("Dimensions");
        for (List<Dimension> set : dimensionSets) {
            json.writeStartArray();
            for (Dimension dimension : set) {
                json.writeString(dimension.awsName());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (Metric metric : values.keySet()) {
            json.writeStartObject();
            json.writeStringField("Name", metric.awsName());
            json.writeStringField("Unit", metric.unit().awsName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
