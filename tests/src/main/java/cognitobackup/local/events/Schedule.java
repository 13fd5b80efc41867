package cognitobackup.local.events;

/**
 * A schedule of EventBridge Scheduler.
 *
 * @param expression {@code rate(…)}, {@code cron(…)} or {@code at(…)}
 * @param timezone for cron expressions, {@code UTC} by default
 * @param target the ARN of a state machine
 * @param role the ARN of the role that starts it
 * @param input JSON, what the execution is started with
 */
public record Schedule(
        String group,
        String name,
        String expression,
        String timezone,
        boolean enabled,
        String target,
        String role,
        String input) {}
