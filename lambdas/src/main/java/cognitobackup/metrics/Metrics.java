package cognitobackup.metrics;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Collects what an invocation has to tell and prints it at the invocation's end, in as few lines as there are values of
 * dimensions. Thread-safe.
 */
public final class Metrics {
    private final String stack;
    private final Clock clock;
    private final Consumer<String> output;
    private final Map<Key, Double> values = new LinkedHashMap<>();

    /** What a value belongs to; {@code of} is empty where the metric has no dimension of its own. */
    private record Key(Metric metric, String of) {}

    /** @param output takes one line at a time */
    public Metrics(String stack, Clock clock, Consumer<String> output) {
        this.stack = stack;
        this.clock = clock;
        this.output = output;
    }

    /** Adds a number to a metric of the whole stack. */
    public void add(Metric metric, long number) {
        add(metric, (double) number);
    }

    /** Adds a number to a metric, as {@link #add(Metric, String, double)} does. */
    public void add(Metric metric, String of, long number) {
        add(metric, of, (double) number);
    }

    /** Adds to a metric of the whole stack. */
    public void add(Metric metric, double value) {
        add(metric, "", value);
    }

    /**
     * Adds to a metric.
     *
     * @param of the value of the dimension that the metric is told apart by: a configured pool, a category of quotas or a
     *     queue, never anything that comes from a pool or from an input
     */
    public void add(Metric metric, String of, double value) {
        if (metric.by().isPresent() == of.isEmpty()) {
            throw new IllegalArgumentException(
                    "The metric " + metric + " is told apart by " + metric.by() + ", not by '" + of + "'.");
        }
        synchronized (values) {
            values.merge(new Key(metric, of), value, Double::sum);
        }
    }

    /** A share says how bad it is at any budget; the numbers alone do not. */
    private void addThrottledShare() {
        double calls = sum(Metric.API_CALLS);
        if (calls > 0) {
            values.put(new Key(Metric.THROTTLED_SHARE, ""), 100 * sum(Metric.THROTTLES) / calls);
        }
    }

    private double sum(Metric metric) {
        return values.entrySet().stream()
                .filter(value -> value.getKey().metric() == metric)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Prints what was collected since the last time; nothing where there is nothing. */
    public void flush() {
        Map<String, EmbeddedMetricLine> lines = new TreeMap<>();
        synchronized (values) {
            addThrottledShare();
            values.forEach((key, value) -> lines.computeIfAbsent(
                            key.of() + key.metric().dimensionSets(),
                            line -> new EmbeddedMetricLine(stack, key.of(), key.metric(), clock.millis()))
                    .add(key.metric(), value));
            values.clear();
        }
        lines.values().forEach(line -> output.accept(line.text()));
    }
}
