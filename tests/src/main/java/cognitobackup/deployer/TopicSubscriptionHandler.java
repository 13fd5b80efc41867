package cognitobackup.deployer;

import software.amazon.awssdk.services.sns.SnsClient;

/** Subscriptions to topics. */
final class TopicSubscriptionHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String arn = Inputs.of(registration).requiredText("topic") + ":" + place.uuid(registration);
        return Outputs.of(arn, registration).with("arn", arn);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration);
        String topic = inputs.requiredText("topic");
        String protocol = inputs.requiredText("protocol");
        String endpoint = inputs.requiredText("endpoint");
        inputs.requireAllSeen();
        try (SnsClient sns = target.clients(registration.region()).sns()) {
            String arn = sns.subscribe(request -> request.topicArn(topic)
                            .protocol(protocol)
                            .endpoint(endpoint)
                            .returnSubscriptionArn(true))
                    .subscriptionArn();
            return described.withId(arn).with("arn", arn);
        }
    }
}
