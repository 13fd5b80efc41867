package cognitobackup.local.lambda;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Functions that run elsewhere: they are invoked as anybody invokes functions of AWS. */
public final class FunctionsElsewhere implements FunctionInvoker, AutoCloseable {
    /** The longest that a function may take, and the time to say so. */
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private final LambdaClient lambda;

    /**
     * @param endpoint where the Region's Lambda answers
     * @param accessKeyId what invocations are signed with
     */
    public FunctionsElsewhere(String region, URI endpoint, String accessKeyId) {
        this.lambda = LambdaClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "unchecked")))
                .httpClient(
                        UrlConnectionHttpClient.builder().socketTimeout(LONGEST).build())
                // Workflows say themselves what they try again.
                .overrideConfiguration(configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Override
    public InvocationResult invoke(String function, String payload) throws LambdaServiceException {
        try {
            InvokeResponse response =
                    lambda.invoke(request -> request.functionName(function).payload(SdkBytes.fromUtf8String(payload)));
            String answer = response.payload().asUtf8String();
            return response.functionError() == null ? InvocationResult.success(answer) : InvocationResult.error(answer);
        } catch (LambdaException e) {
            throw new LambdaServiceException(
                    e.statusCode(),
                    e.awsErrorDetails().errorCode(),
                    e.awsErrorDetails().errorMessage());
        }
    }

    @Override
    public void close() {
        lambda.close();
    }
}
