package cognitobackup.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An alarm on one metric, or on the share in percent that one metric is of another.
 *
 * @param datapointsToAlarm of the last {@code evaluationPeriods}
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html">PutMetricAlarm</a>
 */
public record Alarm(
        String name,
        Measured measured,
        int evaluationPeriods,
        int datapointsToAlarm,
        String comparison,
        double threshold,
        String treatMissingData,
        List<String> alarmActions,
        List<String> okActions) {
    private static final Set<String> STATISTICS = Set.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");
    private static final Set<String> COMPARISONS = Set.of(
            "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold");
    private static final Set<String> MISSING = Set.of("breaching", "notBreaching", "missing");
    private static final int HOUR = 60 * 60;
    private static final int DAY = 24 * HOUR;

    public Alarm {
        alarmActions = List.copyOf(alarmActions);
        okActions = List.copyOf(okActions);
        require(!name.isBlank() && name.length() <= 255, "a name of 1 to 255 characters, not " + name);
        require(measured.dimensions().size() <= 30, "up to 30 dimensions");
        require(
                measured.unit().filter(each -> !Units.ALL.contains(each)).isEmpty(),
                "another unit than " + measured.unit());
        require(
                STATISTICS.contains(measured.statistic()),
                "one of the statistics " + STATISTICS + ", not " + measured.statistic());
        require(COMPARISONS.contains(comparison), "one of the comparisons " + COMPARISONS + ", not " + comparison);
        require(MISSING.contains(treatMissingData), "missing data treated as " + MISSING + ", not " + treatMissingData);
        int periodSeconds = measured.periodSeconds();
        require(periodSeconds > 0 && periodSeconds % 60 == 0, "a period of whole minutes");
        require(
                (long) periodSeconds * evaluationPeriods <= (periodSeconds >= HOUR ? 7 * DAY : DAY),
                "periods of a day in total, or seven days where each is an hour or longer");
        require(
                datapointsToAlarm >= 1 && datapointsToAlarm <= evaluationPeriods,
                "as many datapoints as there are periods, or fewer");
        alarmActions.forEach(arn -> require(arn.matches("arn:[a-z-]+:sns:.+"), "actions that are topics"));
        okActions.forEach(arn -> require(arn.matches("arn:[a-z-]+:sns:.+"), "actions that are topics"));
    }

    private static void require(boolean holds, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("An alarm has " + allowed + ".");
        }
    }

    /**
     * What it says at a time, from the periods that end then. CloudWatch looks some periods further back where data is
     * missing; this does not, so it says no sooner that all is well.
     */
    public AlarmState stateAt(Instant end, List<Datapoint> datapoints) {
        int breaching = 0;
        int missing = 0;
        int periodSeconds = measured.periodSeconds();
        for (int period = 0; period < evaluationPeriods; period++) {
            Instant until = end.minus(Duration.ofSeconds((long) period * periodSeconds));
            Optional<Double> value = value(datapoints, until.minus(Duration.ofSeconds(periodSeconds)), until);
            if (value.isEmpty()) {
                missing++;
            }
            if (value.map(this::breaches).orElse(treatMissingData.equals("breaching"))) {
                breaching++;
            }
        }
        if (missing == evaluationPeriods && treatMissingData.equals("missing")) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        return breaching >= datapointsToAlarm ? AlarmState.ALARM : AlarmState.OK;
    }

    /** A period in which one of the two metrics of a share has no datapoint has no value, and neither has one of nought. */
    private Optional<Double> value(List<Datapoint> datapoints, Instant after, Instant until) {
        Optional<Double> part = statistic(measured.metric(), datapoints, after, until);
        if (measured.whole().isEmpty()) {
            return part;
        }
        return statistic(measured.whole().get(), datapoints, after, until)
                .filter(all -> all != 0)
                .flatMap(all -> part.map(some -> 100 * some / all));
    }

    private Optional<Double> statistic(String of, List<Datapoint> datapoints, Instant after, Instant until) {
        List<Double> values = new ArrayList<>();
        datapoints.stream()
                .filter(datapoint -> measured.isOf(of, datapoint))
                .filter(datapoint ->
                        datapoint.time().isAfter(after) && !datapoint.time().isAfter(until))
                .forEach(datapoint -> values.addAll(datapoint.values()));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        var summary = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return Optional.of(
                switch (measured.statistic()) {
                    case "SampleCount" -> (double) summary.getCount();
                    case "Average" -> summary.getAverage();
                    case "Sum" -> summary.getSum();
                    case "Minimum" -> summary.getMin();
                    default -> summary.getMax();
                });
    }

    /** Whether a datapoint is of this alarm's metric: other dimensions, or none, make another metric. */
    public boolean takes(Datapoint datapoint) {
        return measured.isOf(measured.metric(), datapoint)
                || measured.whole()
                        .filter(other -> measured.isOf(other, datapoint))
                        .isPresent();
    }

    private boolean breaches(double value) {
        return switch (comparison) {
            case "GreaterThanOrEqualToThreshold" -> value >= threshold;
            case "GreaterThanThreshold" -> value > threshold;
            case "LessThanThreshold" -> value < threshold;
            default -> value <= threshold;
        };
    }
}
