package cognitobackup.cognito;

import cognitobackup.pool.ConfigurationPart;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/** Reads a pool's configuration part by part: what somebody needs to build such a pool again, but for secrets. */
final class ConfigurationReader {
    private static final int PAGE = 60;

    /** The page limit of ListResourceServers. */
    private static final int RESOURCE_SERVERS_PAGE = 50;

    private final CognitoIdentityProviderClient client;
    private final CognitoCalls calls;
    private final JsonMapper json;

    ConfigurationReader(CognitoIdentityProviderClient client, CognitoCalls calls, JsonMapper json) {
        this.client = client;
        this.calls = calls;
        this.json = json;
    }

    List<ConfigurationPart> read(UserPoolType pool) {
        List<ConfigurationPart> parts = new ArrayList<>();
        parts.add(part("pool", pool.id(), pool));
        parts.add(part(
                "mfa",
                pool.id(),
                calls.repeatable(
                        "GetUserPoolMfaConfig",
                        () -> client.getUserPoolMfaConfig(request -> request.userPoolId(pool.id())))));
        for (UserPoolClientDescription appClient : appClients(pool.id())) {
            ifStillThere(
                            () -> client.describeUserPoolClient(request ->
                                            request.userPoolId(pool.id()).clientId(appClient.clientId()))
                                    .userPoolClient(),
                            "DescribeUserPoolClient")
                    .ifPresent(described -> parts.add(part("client", appClient.clientId(), described)));
        }
        for (ProviderDescription provider : identityProviders(pool.id())) {
            ifStillThere(
                            () -> client.describeIdentityProvider(request ->
                                            request.userPoolId(pool.id()).providerName(provider.providerName()))
                                    .identityProvider(),
                            "DescribeIdentityProvider")
                    .ifPresent(described -> parts.add(part("identityProvider", provider.providerName(), described)));
        }
        for (ResourceServerType server : resourceServers(pool.id())) {
            parts.add(part("resourceServer", server.identifier(), server));
        }
        Stream.of(pool.domain(), pool.customDomain())
                .flatMap(domain -> Optional.ofNullable(domain).stream())
                .distinct()
                .forEach(domain -> parts.add(part(
                        "domain",
                        domain,
                        calls.repeatable(
                                        "DescribeUserPoolDomain",
                                        () -> client.describeUserPoolDomain(request -> request.domain(domain)))
                                .domainDescription())));
        return parts;
    }

    private List<UserPoolClientDescription> appClients(String userPoolId) {
        return all(token -> {
            var answer = calls.repeatable(
                    "ListUserPoolClients",
                    () -> client.listUserPoolClients(request ->
                            request.userPoolId(userPoolId).maxResults(PAGE).nextToken(token.orElse(null))));
            return new UserPool.Page<>(answer.userPoolClients(), Optional.ofNullable(answer.nextToken()));
        });
    }

    private List<ProviderDescription> identityProviders(String userPoolId) {
        return all(token -> {
            var answer = calls.repeatable(
                    "ListIdentityProviders",
                    () -> client.listIdentityProviders(request ->
                            request.userPoolId(userPoolId).maxResults(PAGE).nextToken(token.orElse(null))));
            return new UserPool.Page<>(answer.providers(), Optional.ofNullable(answer.nextToken()));
        });
    }

    private List<ResourceServerType> resourceServers(String userPoolId) {
        return all(token -> {
            var answer = calls.repeatable(
                    "ListResourceServers",
                    () -> client.listResourceServers(request -> request.userPoolId(userPoolId)
                            .maxResults(RESOURCE_SERVERS_PAGE)
                            .nextToken(token.orElse(null))));
            return new UserPool.Page<>(answer.resourceServers(), Optional.ofNullable(answer.nextToken()));
        });
    }

    private static <T> List<T> all(Function<Optional<String>, UserPool.Page<T>> listing) {
        List<T> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            UserPool.Page<T> page = listing.apply(token);
            all.addAll(page.items());
            token = page.token();
        } while (token.isPresent());
        return all;
    }

    /** What was deleted between being listed and being asked for is not there. */
    private <T> Optional<T> ifStillThere(Supplier<T> call, String operation) {
        try {
            return Optional.of(calls.repeatable(operation, call));
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals("ResourceNotFoundException")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ConfigurationPart part(String part, String name, SdkPojo described) {
        Map<String, Object> members = SdkJson.members(described);
        try {
            return new ConfigurationPart(part, name, json.writeValueAsString(members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
