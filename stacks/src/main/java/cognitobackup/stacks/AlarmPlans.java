package cognitobackup.stacks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which alarms a stack has. */
final class AlarmPlans {
    /** What the watch calls the dead-letter queues, and what is in them. */
    private static final Map<String, String> QUEUES = new TreeMap<>(Map.of(
            "NewUsers", "users that an import gave up creating",
            "UserUpdates", "users that an import gave up updating",
            "Schedules", "starts that EventBridge Scheduler could not make"));

    /** Of the requests: a run that keeps within its budget has hardly any. */
    private static final double THROTTLED_PERCENT = 10;

    /** Replication takes seconds, but whether an export is whole is looked at once an hour. */
    private static final double REPLICATION_SECONDS = 60 * 60;

    private AlarmPlans() {}

    /**
     * The plans.
     *
     * @param stack the stack's name
     * @param watched the pools
     */
    static List<AlarmPlan> of(String stack, Watched watched) {
        var plans = new ArrayList<AlarmPlan>();
        plans.add(AlarmPlan.event(
                "export-failed", "An export failed, timed out or was stopped.", Metric.EXPORTS_FAILED, stack));
        plans.add(AlarmPlan.event(
                "deletion-guard",
                "An export was stopped because it would have deleted too much.",
                Metric.DELETION_GUARD_STOPS,
                stack));
        plans.add(AlarmPlan.event(
                "import-failed",
                "An import failed, timed out, was stopped, or ended with something missing.",
                Metric.IMPORTS_FAILED,
                stack));
        plans.add(AlarmPlan.sustainedShare(
                "throttled",
                "Amazon Cognito has been refusing many requests for half an hour.",
                Metric.THROTTLES,
                Metric.API_CALLS,
                stack,
                THROTTLED_PERCENT));
        watched.ownOverdueSeconds()
                .forEach((pool, seconds) -> plans.add(AlarmPlan.found(
                        "export-overdue-" + pool,
                        "The newest complete export of the user pool " + pool
                                + " is older than its schedule allows, or nobody measures it.",
                        Metric.NEWEST_EXPORT_AGE,
                        Metric.NEWEST_EXPORT_AGE.dimensions(stack, pool),
                        seconds)));
        watched.overdueSeconds()
                .forEach((pool, seconds) -> plans.add(AlarmPlan.found(
                        "snapshot-behind-" + pool,
                        "The newest export of the user pool " + pool
                                + " that is whole in this Region is older than its schedule allows, or nobody measures it.",
                        Metric.NEWEST_WHOLE_EXPORT_AGE,
                        Metric.NEWEST_WHOLE_EXPORT_AGE.dimensions(stack, pool),
                        seconds + REPLICATION_SECONDS)));
        QUEUES.forEach((queue, content) -> plans.add(AlarmPlan.found(
                "dead-letters-" + queue,
                "There are " + content + ", or nobody measures it.",
                Metric.DEAD_LETTERS,
                Metric.DEAD_LETTERS.dimensions(stack, queue),
                1)));
        return plans;
    }
}
