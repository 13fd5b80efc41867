package cognitobackup.local.sns;

/**
 * A subscription to a topic, which nobody has confirmed, since nobody is there.
 *
 * @param protocol {@code email} or {@code email-json}
 */
public record Subscription(String arn, String topicArn, String protocol, String endpoint) {}
