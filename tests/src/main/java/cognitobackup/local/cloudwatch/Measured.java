package cognitobackup.local.cloudwatch;

import java.util.Map;
import java.util.Optional;

/**
 * What an alarm is on.
 *
 * @param unit only datapoints with it count; empty where any unit does
 * @param whole of which other metric, with the same dimensions, unit and statistic, the share in percent is taken; empty
 *     where the alarm is on the metric itself
 */
public record Measured(
        String namespace,
        String metric,
        Map<String, String> dimensions,
        Optional<String> unit,
        Optional<String> whole,
        String statistic,
        int periodSeconds) {
    public Measured {
        dimensions = Map.copyOf(dimensions);
    }

    /** The share that this is of another one, which differs in nothing but its name. */
    public Measured of(Measured other) {
        return new Measured(namespace, metric, dimensions, unit, Optional.of(other.metric), statistic, periodSeconds);
    }

    /** Whether another one differs in nothing but its name. */
    public boolean isLike(Measured other) {
        return new Measured(namespace, other.metric, dimensions, unit, whole, statistic, periodSeconds).equals(other);
    }

    /** Whether a datapoint is of a metric of this namespace, kind and unit. */
    boolean isOf(String name, Datapoint datapoint) {
        return datapoint.namespace().equals(namespace)
                && datapoint.metric().equals(name)
                && datapoint.dimensions().equals(dimensions)
                && unit.filter(each -> !each.equals(datapoint.unit())).isEmpty();
    }
}
