package cognitobackup.deployer;

import software.amazon.awssdk.services.sns.SnsClient;

/** Topics of SNS. Their keys and policies are recorded only. */
final class TopicHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 256);
        String arn = place.arn(registration, "sns", name);
        return Outputs.of(arn, registration).with("name", name).with("arn", arn);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name", "displayName", "tags");
        inputs.text("kmsMasterKeyId").ifPresent(key -> target.iam().encrypt(described.id(), key));
        inputs.text("policy")
                .ifPresent(policy ->
                        PolicyDocument.put(registration, () -> target.iam().putResourcePolicy(described.id(), policy)));
        inputs.requireAllSeen();
        String name = String.valueOf(described.state().get("name"));
        try (SnsClient sns = target.clients(registration.region()).sns()) {
            sns.createTopic(request -> request.name(name));
        }
        return described;
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (SnsClient sns = target.clients(registration.region()).sns()) {
            sns.deleteTopic(request -> request.topicArn(existing.id()));
        }
        target.iam().deleteResource(existing.id());
    }
}
