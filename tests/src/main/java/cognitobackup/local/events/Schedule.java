package cognitobackup.local.events;

import java.util.Optional;

/**
 * A schedule of EventBridge Scheduler.
 *
 * @param expression {@code rate(…)}, {@code cron(…)} or {@code at(…)}
 * @param timezone for cron expressions, {@code UTC} by default
 * @param target the ARN of a state machine or of a function
 * @param role the ARN of the role that starts it
 * @param input JSON, what the execution is started with, or the function's event
 * @param deadLetterQueue the ARN of the queue that takes the starts that could not be made
 */
public record Schedule(
        String group,
        String name,
        String expression,
        String timezone,
        boolean enabled,
        String target,
        String role,
        String input,
        Optional<String> deadLetterQueue) {}
