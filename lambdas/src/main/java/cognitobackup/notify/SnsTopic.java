package cognitobackup.notify;

import cognitobackup.function.FunctionSettings;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sns.SnsClient;

/** The deployment's topic in SNS. */
@Singleton
class SnsTopic implements Topic {
    private final SnsClient sns;
    private final String topicArn;

    SnsTopic(SnsClient sns, FunctionSettings settings) {
        this.sns = sns;
        this.topicArn = settings.topicArn();
    }

    @Override
    public void publish(String subject, String message) {
        sns.publish(request -> request.topicArn(topicArn).subject(subject).message(message));
    }
}
