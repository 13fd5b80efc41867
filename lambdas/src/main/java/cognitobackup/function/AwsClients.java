package cognitobackup.function;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The AWS clients, with Region, credentials and endpoints from the function's environment. Each call and each attempt
 * has a time limit well below the shortest function timeout's margin for the usual answer, so that a connection that
 * hangs costs an attempt and not the invocation.
 */
@Factory
class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(40);

    /** Enough to ride out a table on demand that is scaling up, or a Region with a short weakness. */
    private static final int ATTEMPTS = 6;

    private final Variables variables;

    AwsClients(Variables variables) {
        this.variables = variables;
    }

    @Singleton
    @Bean(preDestroy = "close")
    DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder(), "DYNAMODB", retrying()).build();
    }

    /** Never retries by itself: the user pool does, within its request budget and counting every call. */
    @Singleton
    @Bean(preDestroy = "close")
    CognitoIdentityProviderClient cognito() {
        return configured(
                        CognitoIdentityProviderClient.builder(),
                        "COGNITO_IDENTITY_PROVIDER",
                        AwsRetryStrategy.doNotRetry())
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SqsClient sqs() {
        return configured(SqsClient.builder(), "SQS", retrying()).build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SnsClient sns() {
        return configured(SnsClient.builder(), "SNS", retrying()).build();
    }

    /** Path style wherever an endpoint is set: a bucket is then not a host name that anybody could resolve. */
    @Singleton
    @Bean(preDestroy = "close")
    S3Client s3() {
        return configured(S3Client.builder(), "S3", retrying())
                .forcePathStyle(endpoint("S3").isPresent())
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SfnClient stepFunctions() {
        return configured(SfnClient.builder(), "SFN", retrying()).build();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
            B builder, String service, RetryStrategy retries) {
        endpoint(service).ifPresent(builder::endpointOverride);
        return builder.region(Region.of(variables.required("AWS_REGION", "a Region such as eu-west-1")))
                .credentialsProvider(StaticCredentialsProvider.create(credentials()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retries)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .build());
    }

    private Optional<URI> endpoint(String service) {
        String variable = "AWS_ENDPOINT_URL_" + service;
        return variables.find(variable).map(value -> {
            try {
                return URI.create(value);
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException(variable, "'" + value + "'", "a URL, or not set");
            }
        });
    }

    /** What Lambda gives each of its environments; it replaces the environment before they expire. */
    private AwsCredentials credentials() {
        String accessKeyId = variables.required("AWS_ACCESS_KEY_ID", "what Lambda sets");
        String secretAccessKey = variables.required("AWS_SECRET_ACCESS_KEY", "what Lambda sets");
        return variables
                .find("AWS_SESSION_TOKEN")
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(accessKeyId, secretAccessKey, token))
                .orElseGet(() -> AwsBasicCredentials.create(accessKeyId, secretAccessKey));
    }

    private static RetryStrategy retrying() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .build();
    }
}
