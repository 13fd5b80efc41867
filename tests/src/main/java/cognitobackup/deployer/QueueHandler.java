package cognitobackup.deployer;

import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Queues of SQS. Nothing is encrypted, but their users must be allowed to use the key. */
final class QueueHandler implements ResourceHandler {
    private static final Map<String, QueueAttributeName> ATTRIBUTES = Map.of(
            "contentBasedDeduplication", QueueAttributeName.CONTENT_BASED_DEDUPLICATION,
            "delaySeconds", QueueAttributeName.DELAY_SECONDS,
            "fifoQueue", QueueAttributeName.FIFO_QUEUE,
            "maxMessageSize", QueueAttributeName.MAXIMUM_MESSAGE_SIZE,
            "messageRetentionSeconds", QueueAttributeName.MESSAGE_RETENTION_PERIOD,
            "receiveWaitTimeSeconds", QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
            "redrivePolicy", QueueAttributeName.REDRIVE_POLICY,
            "visibilityTimeoutSeconds", QueueAttributeName.VISIBILITY_TIMEOUT);

    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 80);
        String url = "https://sqs." + registration.region() + ".amazonaws.com/" + place.accountId() + "/" + name;
        return Outputs.of(url, registration)
                .with("name", name)
                .with("url", url)
                .with("arn", place.arn(registration, "sqs", name));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration)
                .recorded("name", "kmsDataKeyReusePeriodSeconds", "sqsManagedSseEnabled", "redriveAllowPolicy", "tags");
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        ATTRIBUTES.forEach((property, attribute) -> inputs.any(property)
                .ifPresent(value -> attributes.put(
                        attribute,
                        value instanceof Number number ? Integer.toString(number.intValue()) : String.valueOf(value))));
        String arn = String.valueOf(described.state().get("arn"));
        inputs.text("kmsMasterKeyId").ifPresent(key -> target.iam().encrypt(arn, key));
        inputs.text("policy")
                .ifPresent(policy ->
                        PolicyDocument.put(registration, () -> target.iam().putResourcePolicy(arn, policy)));
        inputs.requireAllSeen();
        String name = String.valueOf(described.state().get("name"));
        try (SqsClient sqs = target.clients(registration.region()).sqs()) {
            String url = sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                    .queueUrl();
            return described.withId(url).with("url", url);
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (SqsClient sqs = target.clients(registration.region()).sqs()) {
            sqs.deleteQueue(request -> request.queueUrl(existing.id()));
        }
        target.iam().deleteResource(String.valueOf(existing.state().get("arn")));
    }
}
