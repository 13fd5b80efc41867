package cognitobackup.local;

import cognitobackup.local.gateway.AwsService;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS's own clients for one Region of the local AWS, as an operator or a deployment has them. */
public final class Clients implements AutoCloseable {
    private static final StaticCredentialsProvider OPERATOR =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIALOCALOPERATOR", "unchecked"));

    private final String region;
    private final Map<String, String> endpoints;
    private final StaticCredentialsProvider credentials;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();

    /** @param endpoints {@code AWS_ENDPOINT_URL_…} by name */
    public Clients(String region, Map<String, String> endpoints) {
        this(region, endpoints, OPERATOR);
    }

    private Clients(String region, Map<String, String> endpoints, StaticCredentialsProvider credentials) {
        this.region = region;
        this.endpoints = Map.copyOf(endpoints);
        this.credentials = credentials;
    }

    /** For a Region that is elsewhere, all of whose services answer at one endpoint. */
    public static Clients at(URI endpoint, String accessKeyId, String region) {
        Map<String, String> endpoints = new HashMap<>();
        for (AwsService service : AwsService.values()) {
            endpoints.put(service.endpointVariable(), endpoint.toString());
        }
        return new Clients(
                region,
                endpoints,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "unchecked")));
    }

    public static Clients of(LocalRegion region) {
        return new Clients(region.name(), region.endpointVariables());
    }

    public CognitoIdentityProviderClient cognito() {
        return connect(CognitoIdentityProviderClient.builder(), AwsService.COGNITO_IDENTITY_PROVIDER)
                .build();
    }

    public DynamoDbClient dynamoDb() {
        return connect(DynamoDbClient.builder(), AwsService.DYNAMODB).build();
    }

    public IamClient iam() {
        return connect(IamClient.builder(), AwsService.IAM).build();
    }

    public LambdaClient lambda() {
        return connect(LambdaClient.builder(), AwsService.LAMBDA).build();
    }

    public S3Client s3() {
        return connect(S3Client.builder().forcePathStyle(true), AwsService.S3).build();
    }

    public SnsClient sns() {
        return connect(SnsClient.builder(), AwsService.SNS).build();
    }

    public SqsClient sqs() {
        return connect(SqsClient.builder(), AwsService.SQS).build();
    }

    public SfnClient stepFunctions() {
        return connect(SfnClient.builder(), AwsService.SFN).build();
    }

    private <
                    B extends
                            AwsSyncClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, ?>>
            B connect(B builder, AwsService service) {
        return builder.endpointOverride(URI.create(endpoints.get(service.endpointVariable())))
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http);
    }

    @Override
    public void close() {
        http.close();
    }
}
