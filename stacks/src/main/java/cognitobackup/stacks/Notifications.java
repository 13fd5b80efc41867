package cognitobackup.stacks;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import java.util.Map;
import java.util.Optional;

/** The topic that runs report to, and who hears of it. */
final class Notifications extends Component {
    final Output<String> topicArn;

    Notifications(Site site, Output<String> keyArn, Optional<String> email) {
        super("Notifications");
        var topic = new Topic(
                site.name("notifications"),
                TopicArgs.builder().kmsMasterKeyId(keyArn).build(),
                child().build());
        this.topicArn = topic.arn();
        email.ifPresent(address -> new TopicSubscription(
                site.name("email"),
                TopicSubscriptionArgs.builder()
                        .topic(topicArn)
                        .protocol("email")
                        .endpoint(address)
                        .build(),
                child().build()));
        registerOutputs(Map.of("topicArn", topicArn));
    }
}
