package cognitobackup.local.sns;

import java.time.Instant;

/**
 * A message that somebody published to a topic.
 *
 * @param subject empty if there is none
 */
public record PublishedMessage(Instant at, String topicArn, String messageId, String subject, String message) {}
