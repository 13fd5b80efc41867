package cognitobackup.metrics;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Metrics whose lines a test can read. */
public final class PrintedMetrics {
    public static final String STACK = "primary";

    private final List<String> lines = new ArrayList<>();
    private final Metrics metrics;

    public PrintedMetrics() {
        this(Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));
    }

    public PrintedMetrics(Clock clock) {
        this.metrics = new Metrics(STACK, clock, lines::add);
    }

    /** For a test that does not look at them. */
    public static Metrics unread() {
        return new PrintedMetrics().metrics();
    }

    public Metrics metrics() {
        return metrics;
    }

    /** Ends the invocation. Returns its lines. */
    public List<String> flushed() {
        lines.clear();
        metrics.flush();
        return List.copyOf(lines);
    }

    /** Ends the invocation. Returns its values by {@code <metric>} or {@code <metric> <value of its own dimension>}. */
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        for (String line : flushed()) {
            try {
                add(values, ObjectMapper.getDefault().readValue(line, JsonNode.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    private static void add(Map<String, Double> values, JsonNode line) {
        for (Metric metric : Metric.values()) {
            JsonNode value = line.get(metric.awsName());
            if (value != null) {
                String of = metric.by()
                        .map(dimension -> " " + line.get(dimension.awsName()).getStringValue())
                        .orElse("");
                values.put(metric.awsName() + of, value.getDoubleValue());
            }
        }
    }
}
