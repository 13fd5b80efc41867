package cognitobackup.importer;

import cognitobackup.function.FunctionSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queues in SQS. */
@Singleton
class SqsWorkQueues implements WorkQueues {
    /** Long enough to ask all of SQS's servers, as long polling does; an empty queue ends a worker's work. */
    private static final int WAIT_SECONDS = 2;

    private final SqsClient sqs;
    private final FunctionSettings settings;

    SqsWorkQueues(SqsClient sqs, FunctionSettings settings) {
        this.sqs = sqs;
        this.settings = settings;
    }

    @Override
    public WorkQueue newUsers() {
        return new SqsWorkQueue(settings.newUsersQueueUrl(), settings.newUsersDeadLetterQueueUrl());
    }

    @Override
    public WorkQueue userUpdates() {
        return new SqsWorkQueue(settings.userUpdatesQueueUrl(), settings.userUpdatesDeadLetterQueueUrl());
    }

    private final class SqsWorkQueue implements WorkQueue {
        private final String url;
        private final String deadLetterUrl;

        SqsWorkQueue(String url, String deadLetterUrl) {
            this.url = url;
            this.deadLetterUrl = deadLetterUrl;
        }

        @Override
        public void send(String body) {
            sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }

        @Override
        public Optional<Message> receive(Duration hidden) {
            return sqs
                    .receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(1)
                            .waitTimeSeconds(WAIT_SECONDS)
                            .visibilityTimeout((int) hidden.toSeconds()))
                    .messages()
                    .stream()
                    .findFirst()
                    .map(message -> new Message(message.body(), message.receiptHandle()));
        }

        @Override
        public void delete(Message message) {
            sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receipt()));
        }

        @Override
        public void giveUp(String body) {
            sqs.sendMessage(request -> request.queueUrl(deadLetterUrl).messageBody(body));
        }
    }
}
