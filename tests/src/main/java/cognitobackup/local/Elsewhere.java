package cognitobackup.local;

import cognitobackup.local.gateway.AwsService;
import java.net.URI;
import java.util.Set;

/**
 * Another AWS, or something like it, that has some of the services instead of this process. What keeps things is always
 * there; events and schedules never are.
 *
 * @param endpoint where all its services answer, told apart by the Region and the service that a request is signed for
 * @param accessKeyId what requests are signed with there; some emulators take the account from it
 * @param services those that are there. Roles are made here, too, for what is here
 */
public record Elsewhere(URI endpoint, String accessKeyId, Set<AwsService> services) {
    /** The services that keep things. */
    public static final Set<AwsService> STORES = Set.of(
            AwsService.COGNITO_IDENTITY_PROVIDER, AwsService.DYNAMODB, AwsService.S3, AwsService.SNS, AwsService.SQS);

    public Elsewhere {
        services = Set.copyOf(services);
        if (!services.containsAll(STORES)) {
            throw new IllegalArgumentException("What keeps things is in one place: " + STORES + ", not " + services);
        }
    }
}
