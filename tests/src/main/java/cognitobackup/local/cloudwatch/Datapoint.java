package cognitobackup.local.cloudwatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one metric at one time.
 *
 * @param unit {@code None} where none was given
 */
public record Datapoint(
        String namespace,
        String metric,
        Map<String, String> dimensions,
        String unit,
        Instant time,
        List<Double> values) {
    public Datapoint {
        dimensions = Map.copyOf(dimensions);
        values = List.copyOf(values);
    }
}
