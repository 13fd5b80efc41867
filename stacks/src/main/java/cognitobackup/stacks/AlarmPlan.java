package cognitobackup.stacks;

import java.util.Map;
import java.util.Optional;

/**
 * An alarm on one metric.
 *
 * @param name the end of its name, and of the names of its resource
 * @param description what it means; the page on operation says what to do
 * @param dimensions of the metric
 * @param whole of what it is on the share, in percent, that the metric is; empty where it is on the metric itself
 * @param statistic over a period
 * @param periodSeconds how long a period is
 * @param periods after how many of them in a row it raises the alarm
 * @param comparison of the statistic with the threshold
 * @param silenceIsTrouble whether no data at all raises the alarm, too
 * @param endIsTold whether it is also told when the trouble is over: not of an event, which is over at once
 */
record AlarmPlan(
        String name,
        String description,
        Metric metric,
        Map<String, String> dimensions,
        Optional<Metric> whole,
        String statistic,
        int periodSeconds,
        int periods,
        String comparison,
        double threshold,
        boolean silenceIsTrouble,
        boolean endIsTold) {
    private static final String AT_LEAST = "GreaterThanOrEqualToThreshold";
    private static final int FIVE_MINUTES = 5 * 60;

    /** Longer than any call of a function, which tells its numbers at its end. */
    private static final int FIFTEEN_MINUTES = 15 * 60;

    /**
     * Two in a row, though the watch measures once in each: a call that is some seconds late may leave an hour without a
     * number, which alone is no trouble.
     */
    private static final int HOURS_OF_WATCH = 2;

    /** Something that happened at all. */
    static AlarmPlan event(String name, String description, Metric metric, String stack) {
        return new AlarmPlan(
                name,
                description,
                metric,
                metric.dimensions(stack),
                Optional.empty(),
                "Sum",
                FIVE_MINUTES,
                1,
                AT_LEAST,
                1,
                false,
                false);
    }

    /** A share that stays high for half an hour. The share of the sums: many calls of functions that do little hide nothing. */
    static AlarmPlan sustainedShare(
            String name, String description, Metric part, Metric whole, String stack, double percent) {
        return new AlarmPlan(
                name,
                description,
                part,
                part.dimensions(stack),
                Optional.of(whole),
                "Sum",
                FIFTEEN_MINUTES,
                2,
                AT_LEAST,
                percent,
                false,
                true);
    }

    /** Something that the watch finds. */
    static AlarmPlan found(
            String name, String description, Metric metric, Map<String, String> dimensions, double threshold) {
        return new AlarmPlan(
                name,
                description,
                metric,
                dimensions,
                Optional.empty(),
                "Maximum",
                Watch.PERIOD_SECONDS,
                HOURS_OF_WATCH,
                AT_LEAST,
                threshold,
                true,
                true);
    }
}
