package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import cognitobackup.metrics.Metrics;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** The user pools at Amazon Cognito. */
@Singleton
final class CognitoUserPools implements UserPools {
    private final CognitoIdentityProviderClient client;
    private final RequestBudgets budgets;
    private final JsonMapper json;
    private final Metrics metrics;
    private final Pause pause;

    @Inject
    CognitoUserPools(CognitoIdentityProviderClient client, RequestBudgets budgets, JsonMapper json, Metrics metrics) {
        this(client, budgets, json, metrics, duration -> Thread.sleep(duration.toMillis()));
    }

    CognitoUserPools(
            CognitoIdentityProviderClient client,
            RequestBudgets budgets,
            JsonMapper json,
            Metrics metrics,
            Pause pause) {
        this.client = client;
        this.budgets = budgets;
        this.json = json;
        this.metrics = metrics;
        this.pause = pause;
    }

    @Override
    public Optional<UserPool> open(String userPoolId, int sharers, Deadline deadline) {
        var calls = new CognitoCalls(new RequestLimiter(budgets, sharers, deadline), deadline, metrics, pause);
        try {
            var described = calls.repeatable(
                            "DescribeUserPool",
                            () -> client.describeUserPool(request -> request.userPoolId(userPoolId)))
                    .userPool();
            return Optional.of(new CognitoUserPool(
                    client, calls, new ConfigurationReader(client, calls, json), described, deadline));
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
