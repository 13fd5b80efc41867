package cognitobackup.stacks;

import java.util.Map;

/**
 * An alarm on one metric.
 *
 * @param name the end of its name, and of the names of its resource
 * @param description what it means; the page on operation says what to do
 * @param dimensions of the metric
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
                name, description, metric, metric.dimensions(stack), "Sum", FIVE_MINUTES, 1, AT_LEAST, 1, false, false);
    }

    /** Something that goes on for half an hour. */
    static AlarmPlan sustained(String name, String description, Metric metric, String stack, double threshold) {
        return new AlarmPlan(
                name,
                description,
                metric,
                metric.dimensions(stack),
                "Average",
                FIFTEEN_MINUTES,
                2,
                AT_LEAST,
                threshold,
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
                "Maximum",
                Watch.PERIOD_SECONDS,
                HOURS_OF_WATCH,
                AT_LEAST,
                threshold,
                true,
                true);
    }
}
