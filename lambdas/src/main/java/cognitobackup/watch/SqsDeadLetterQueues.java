package cognitobackup.watch;

import cognitobackup.function.FunctionSettings;
import cognitobackup.function.Variables;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The deployment's queues in SQS, whose counts are approximate. */
@Singleton
class SqsDeadLetterQueues implements DeadLetterQueues {
    private final SqsClient sqs;
    private final Map<String, String> urls;

    SqsDeadLetterQueues(SqsClient sqs, FunctionSettings settings, Variables variables) {
        this.sqs = sqs;
        this.urls = Map.of(
                "NewUsers", settings.newUsersDeadLetterQueueUrl(),
                "UserUpdates", settings.userUpdatesDeadLetterQueueUrl(),
                "Schedules", variables.required("SCHEDULES_DEAD_LETTER_QUEUE_URL", "the URL of an SQS queue"));
    }

    @Override
    public Map<String, Long> depths() {
        Map<String, Long> depths = new TreeMap<>();
        urls.forEach((name, url) -> depths.put(name, depth(url)));
        return depths;
    }

    /** Also what somebody is just looking at: it is there until it is deleted. */
    private long depth(String url) {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
    }
}
