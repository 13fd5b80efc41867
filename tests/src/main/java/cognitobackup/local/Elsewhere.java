package cognitobackup.local;

import cognitobackup.local.gateway.AwsService;
import java.net.URI;
import java.util.Set;

/**
 * Another AWS, or something like it, that has the services that keep things. Functions, workflows, events and schedules
 * stay in this process.
 *
 * @param endpoint where all its services answer, told apart by the Region and the service that a request is signed for
 * @param accessKeyId what requests are signed with there; some emulators take the account from it
 */
public record Elsewhere(URI endpoint, String accessKeyId) {
    /** The services that are there. */
    public static final Set<AwsService> SERVICES = Set.of(
            AwsService.COGNITO_IDENTITY_PROVIDER, AwsService.DYNAMODB, AwsService.S3, AwsService.SNS, AwsService.SQS);
}
