package cognitobackup.local.cognito;

import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.JsonServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** The user pools of one Region over HTTP, with the AWS SDK as their client. */
final class CognitoFixture implements AutoCloseable {
    static final String REGION = "eu-west-1";

    final ManualClock clock = new ManualClock();
    final CognitoUserPools service;
    final CognitoIdentityProviderClient client;
    /** What triggers lead to; to be set by a test. */
    TriggerFunctions triggers = TriggerFunctions.none();

    private final HttpFront uploads = new HttpFront("uploads");
    private final JsonServer server;

    CognitoFixture(Quotas quotas, Behaviour behaviour) {
        service = new CognitoUserPools(
                REGION,
                "123456789012",
                clock,
                quotas,
                behaviour,
                new Surroundings(
                        new ImportSlot(),
                        uploads.endpoint(),
                        (function, pool, event) -> triggers.call(function, pool, event)));
        uploads.serve(service.uploads());
        server = new JsonServer(service, "1.1");
        client = CognitoIdentityProviderClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** Without quotas and with full pages: for what is about neither. */
    static CognitoFixture plain() {
        return new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withOddPages(0));
    }

    String createPool(Consumer<CreateUserPoolRequest.Builder> settings) {
        return client.createUserPool(request -> settings.accept(request.poolName("customers")))
                .userPool()
                .id();
    }

    String createPool() {
        return createPool(settings -> {});
    }

    UserType createUser(String pool, String username, String... namesAndValues) {
        return client.adminCreateUser(request -> request.userPoolId(pool)
                        .username(username)
                        .messageAction(MessageActionType.SUPPRESS)
                        .userAttributes(attributes(namesAndValues)))
                .user();
    }

    static List<AttributeType> attributes(String... namesAndValues) {
        List<AttributeType> attributes = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.add(AttributeType.builder()
                    .name(namesAndValues[i])
                    .value(namesAndValues[i + 1])
                    .build());
        }
        return attributes;
    }

    /** Seeds confirmed users without attributes. */
    List<String> seed(String pool, String... usernames) {
        return service.seed()
                .users(
                        pool,
                        Arrays.stream(usernames)
                                .map(name -> UserSeed.of(name, Map.of()))
                                .toList());
    }

    /** The user as AdminGetUser shows it: an attribute, or null. */
    String attribute(String pool, String username, String attribute) {
        return client.adminGetUser(request -> request.userPoolId(pool).username(username)).userAttributes().stream()
                .filter(held -> held.name().equals(attribute))
                .map(AttributeType::value)
                .findFirst()
                .orElse(null);
    }

    String status(String pool, String username) {
        return client.adminGetUser(request -> request.userPoolId(pool).username(username))
                .userStatusAsString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        uploads.close();
    }
}
