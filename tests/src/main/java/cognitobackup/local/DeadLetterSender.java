package cognitobackup.local;

import cognitobackup.local.events.Schedules;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import java.net.URI;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Sends to queues of SQS as the role of a schedule does: by the same door as everybody else, so that it must be allowed. */
final class DeadLetterSender implements Schedules.DeadLetters {
    private final String region;
    private final String accountId;
    private final Iam iam;
    private final URI endpoint;

    DeadLetterSender(String region, String accountId, Iam iam, URI endpoint) {
        this.region = region;
        this.accountId = accountId;
        this.iam = iam;
        this.endpoint = endpoint;
    }

    @Override
    public void send(Caller caller, String queueArn, String body) {
        String accessKeyId = "ASIASCHEDULER" + UUID.randomUUID().toString().substring(0, 7);
        iam.issue(accessKeyId, caller);
        String queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "unchecked")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            sqs.sendMessage(request ->
                    request.queueUrl(endpoint + "/" + accountId + "/" + queue).messageBody(body));
        } catch (SqsException e) {
            // At AWS, too, only a metric of the scheduler's would tell.
        }
    }
}
