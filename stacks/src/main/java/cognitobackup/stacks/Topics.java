package cognitobackup.stacks;

import java.util.Optional;

/**
 * Who is told of what.
 *
 * @param existing the ARN of a topic of this Region that runs and alarms report to, instead of one of the stack's own
 * @param existingKey the ARN of the customer managed key that encrypts that topic
 * @param alarms the ARN of a topic of this Region that alarms alone go to
 * @param email who is subscribed; nobody without it, though the topic can be subscribed to by other means
 * @param notifications what runs report: {@code all} or {@code errors}
 */
record Topics(
        Optional<String> existing,
        Optional<String> existingKey,
        Optional<String> alarms,
        Optional<String> email,
        String notifications) {}
