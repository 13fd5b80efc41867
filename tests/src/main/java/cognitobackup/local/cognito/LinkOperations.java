package cognitobackup.local.cognito;

import cognitobackup.local.cognito.Identities.Identity;
import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links between local users and identities at providers.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminLinkProviderForUser.html">AdminLinkProviderForUser</a>
 */
final class LinkOperations {
    private static final int MOST_LINKS = 5;
    private static final String LOCAL = "Cognito";
    private static final String SUBJECT = "Cognito_Subject";
    private static final Set<String> SOCIAL = Set.of("Facebook", "Google", "LoginWithAmazon", "SignInWithApple");

    private final Clock clock;
    private final Operations operations;

    LinkOperations(Clock clock, Operations operations) {
        this.clock = clock;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "AdminLinkProviderForUser",
                Members.required("UserPoolId", "DestinationUser", "SourceUser"),
                this::link);
        operations.addOnPool("AdminDisableProviderForUser", Members.required("UserPoolId", "User"), this::unlink);
    }

    private ObjectNode link(Pool pool, Request request) {
        Identity source = source(pool, request.member("SourceUser"));
        User destination = destination(pool, request.member("DestinationUser"));
        pool.users().withIdentity(source).ifPresent(owner -> {
            throw owner.kind() == User.Kind.FEDERATED
                    ? merging()
                    : owner.sub().equals(destination.sub())
                            ? CognitoErrors.invalidParameter("SourceUser is already linked to DestinationUser")
                            : CognitoErrors.aliasExists("SourceUser");
        });
        if (pool.users()
                .withUsername(source.providerName() + "_" + source.userId())
                .isPresent()) {
            throw merging();
        }
        int links =
                Identities.of(destination.attributes()).size() - (destination.kind() == User.Kind.FEDERATED ? 1 : 0);
        if (links >= MOST_LINKS) {
            throw CognitoErrors.limitExceeded("A user cannot be linked to more than " + MOST_LINKS + " identities.");
        }
        add(pool, destination, source);
        return Json.object();
    }

    /** Seen at AWS for an identity that has signed in and so has a profile of its own. */
    private static AwsError merging() {
        return CognitoErrors.invalidParameter(
                "Merging is not currently supported, provide a SourceUser that has not been"
                        + " signed up in order to link");
    }

    private void add(Pool pool, User destination, Identity source) {
        String linked = Identities.with(
                destination.attribute(Identities.ATTRIBUTE).orElse(""),
                source,
                providerType(pool, source.providerName()),
                false,
                clock.instant());
        pool.users().change(destination, Map.of(Identities.ATTRIBUTE, linked), clock.instant());
    }

    private static String providerType(Pool pool, String name) {
        return Optional.ofNullable(pool.providers().get(name))
                .orElseThrow(() -> CognitoErrors.resourceNotFound("Identity provider does not exist."))
                .path("ProviderType")
                .asText();
    }

    private static Identity source(Pool pool, JsonNode given) {
        String provider = text(given, "ProviderName");
        if (provider.equals(LOCAL)) {
            throw CognitoErrors.invalidParameter("Invalid SourceUser: Cognito users with a username/password may not be"
                    + " passed in as a SourceUser, only as a DestinationUser");
        }
        String type = providerType(pool, provider);
        if (!text(given, "ProviderAttributeName").equals(SUBJECT)) {
            throw SOCIAL.contains(type)
                    ? CognitoErrors.invalidParameter("ProviderAttributeName must be " + SUBJECT + " for " + type)
                    : AwsError.notBuilt("A link by another attribute than " + SUBJECT);
        }
        return new Identity(provider, text(given, "ProviderAttributeValue"));
    }

    /** A local user by the Username alone, or a federated one by provider and external id. */
    private static User destination(Pool pool, JsonNode given) {
        String provider = text(given, "ProviderName");
        String value = text(given, "ProviderAttributeValue");
        return (provider.equals(LOCAL)
                        ? pool.users().withUsername(value).filter(user -> user.kind() == User.Kind.LOCAL)
                        : pool.users().withUsername(provider + "_" + value))
                .orElseThrow(CognitoErrors::userNotFound);
    }

    private static String text(JsonNode given, String member) {
        String value = given.path(member).asText("");
        if (value.isEmpty()) {
            throw CognitoErrors.invalidParameter(member + " is missing.");
        }
        return value;
    }

    private ObjectNode unlink(Pool pool, Request request) {
        Identity identity = source(pool, request.member("User"));
        User user = pool.users().withIdentity(identity).orElseThrow(CognitoErrors::userNotFound);
        if (user.kind() == User.Kind.FEDERATED) {
            throw AwsError.notBuilt("Disabling a federated profile's own provider");
        }
        String rest = Identities.without(user.attribute(Identities.ATTRIBUTE).orElseThrow(), identity);
        pool.users().change(user, Map.of(Identities.ATTRIBUTE, rest), clock.instant());
        return Json.object();
    }
}
