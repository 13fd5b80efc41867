package cognitobackup.stacks;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import java.util.Map;
import java.util.Optional;

/** The topic that runs report to, one of the stack's own or one that is there already, and who hears of it. */
final class Notifications extends Component {
    final Output<String> topicArn;

    /** The key that whoever publishes has to use; none where the topic has none of ours or of the configuration's. */
    final Optional<Output<String>> keyArn;

    Notifications(Site site, Output<String> keyOfRegion, Topics topics) {
        super("Notifications");
        this.topicArn = topics.existing().map(Output::of).orElseGet(() -> ownTopic(site, keyOfRegion));
        this.keyArn = topics.existing().isPresent() ? topics.existingKey().map(Output::of) : Optional.of(keyOfRegion);
        topics.email()
                .ifPresent(address -> new TopicSubscription(
                        site.name("email"),
                        TopicSubscriptionArgs.builder()
                                .topic(topicArn)
                                .protocol("email")
                                .endpoint(address)
                                .build(),
                        child().build()));
        registerOutputs(Map.of("topicArn", topicArn));
    }

    private Output<String> ownTopic(Site site, Output<String> keyOfRegion) {
        var topic = new Topic(
                site.name("notifications"),
                TopicArgs.builder()
                        .kmsMasterKeyId(keyOfRegion)
                        .tags(site.tags())
                        .build(),
                child().build());
        return topic.arn();
    }
}
