package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;

/** App clients. Their settings are kept to be described; nobody signs in through them. */
final class ClientOperations {
    private static final String[] SETTINGS = {
        "RefreshTokenValidity",
        "AccessTokenValidity",
        "IdTokenValidity",
        "TokenValidityUnits",
        "ReadAttributes",
        "WriteAttributes",
        "ExplicitAuthFlows",
        "SupportedIdentityProviders",
        "CallbackURLs",
        "LogoutURLs",
        "DefaultRedirectURI",
        "AllowedOAuthFlows",
        "AllowedOAuthScopes",
        "AllowedOAuthFlowsUserPoolClient",
        "PreventUserExistenceErrors",
        "EnableTokenRevocation",
        "EnablePropagateAdditionalUserContextData",
        "AuthSessionValidity"
    };

    private final Clock clock;
    private final Ids ids;
    private final Listings listings;
    private final Operations operations;

    ClientOperations(Clock clock, Ids ids, Listings listings, Operations operations) {
        this.clock = clock;
        this.ids = ids;
        this.listings = listings;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "CreateUserPoolClient",
                Members.required("UserPoolId", "ClientName")
                        .optional("GenerateSecret")
                        .optional(SETTINGS),
                this::create);
        operations.addOnPool("DescribeUserPoolClient", Members.required("UserPoolId", "ClientId"), this::describe);
        operations.addOnPool(
                "ListUserPoolClients", Members.required("UserPoolId").optional("MaxResults", "NextToken"), this::list);
    }

    private ObjectNode create(Pool pool, Request request) {
        for (String member : new String[] {"ReadAttributes", "WriteAttributes"}) {
            for (String attribute : request.texts(member)) {
                if (!pool.schema().has(attribute)) {
                    throw CognitoErrors.invalidParameter("Invalid "
                            + (member.startsWith("Read") ? "read" : "write")
                            + " attributes specified while creating a client");
                }
            }
        }
        for (String provider : request.texts("SupportedIdentityProviders")) {
            if (!provider.equals("COGNITO") && !pool.providers().containsKey(provider)) {
                throw CognitoErrors.invalidParameter(
                        "The provider " + provider + " does not exist for User Pool " + pool.id() + ".");
            }
        }
        String clientId = ids.clientId();
        ObjectNode client = Json.object()
                .put("UserPoolId", pool.id())
                .put("ClientName", request.text("ClientName"))
                .put("ClientId", clientId);
        if (request.flag("GenerateSecret")) {
            client.put("ClientSecret", ids.clientSecret());
        }
        client.set("LastModifiedDate", Json.date(clock.instant()));
        client.set("CreationDate", Json.date(clock.instant()));
        client.put("RefreshTokenValidity", 30);
        client.put("EnableTokenRevocation", true);
        client.put("AuthSessionValidity", 3);
        for (String setting : SETTINGS) {
            if (request.has(setting)) {
                client.set(setting, request.member(setting).deepCopy());
            }
        }
        pool.clients().put(clientId, client);
        return Json.wrap("UserPoolClient", client.deepCopy());
    }

    private ObjectNode describe(Pool pool, Request request) {
        String clientId = request.text("ClientId");
        ObjectNode client = Optional.ofNullable(pool.clients().get(clientId))
                .orElseThrow(() -> CognitoErrors.resourceNotFound("User pool client " + clientId + " does not exist."));
        return Json.wrap("UserPoolClient", client.deepCopy());
    }

    private ObjectNode list(Pool pool, Request request) {
        return listings.fullPage(request, "UserPoolClients", 60, pool.clients(), client -> client.deepCopy()
                .retain("ClientId", "UserPoolId", "ClientName"));
    }
}
