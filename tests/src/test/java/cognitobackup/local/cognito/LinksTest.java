package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasExistsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.IdentityProviderTypeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderUserIdentifierType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

/** Links between local users and identities at providers. */
class LinksTest {
    private final CognitoFixture aws = CognitoFixture.plain();
    private final String pool = aws.createPool();

    @BeforeEach
    void createProviders() {
        provider(pool, "Google", IdentityProviderTypeType.GOOGLE);
        provider(pool, "Corporate", IdentityProviderTypeType.SAML);
        aws.seed(pool, "ann", "bob");
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aLinkedIdentityStandsWithTheUserAndSignsInAsTheUser() throws Exception {
        link("ann", "Google", "g-1");
        link("ann", "Corporate", "c-1");
        JsonNode identities = Json.MAPPER.readTree(aws.attribute(pool, "ann", "identities"));
        assertThat(identities).hasSize(2);
        assertThat(identities.get(0).path("userId").asText()).isEqualTo("g-1");
        assertThat(identities.get(0).path("providerName").asText()).isEqualTo("Google");
        assertThat(identities.get(0).path("providerType").asText()).isEqualTo("Google");
        assertThat(identities.get(0).path("primary").booleanValue()).isFalse();
        assertThat(identities.get(1).path("providerType").asText()).isEqualTo("SAML");
        String ann = aws.attribute(pool, "ann", "sub");
        assertThat(aws.service.seed().federatedSignIn(pool, "Corporate", "c-1", Map.of()))
                .isEqualTo(ann);
        assertThat(aws.service.state(pool).users()).hasSize(2);
    }

    @Test
    void anIdentityWithAProfileOfItsOwnIsNotLinked() {
        aws.service.seed().federatedSignIn(pool, "Google", "g-1", Map.of());
        assertThatThrownBy(() -> link("ann", "Google", "g-1"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Merging is not currently supported");
        assertThat(aws.attribute(pool, "ann", "identities")).isNull();
    }

    @Test
    void anIdentityIsLinkedOnce() {
        link("ann", "Google", "g-1");
        assertThatThrownBy(() -> link("ann", "Google", "g-1"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("SourceUser is already linked to DestinationUser");
        assertThatThrownBy(() -> link("bob", "Google", "g-1")).isInstanceOf(AliasExistsException.class);
    }

    @Test
    void aUserHasFiveLinks() {
        for (int i = 0; i < 5; i++) {
            link("ann", "Corporate", "c-" + i);
        }
        assertThatThrownBy(() -> link("ann", "Corporate", "c-5")).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void bothSidesMustBeThere() {
        assertThatThrownBy(() -> link("ann", "Facebook", "f-1")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> link("cy", "Google", "g-1")).isInstanceOf(UserNotFoundException.class);
        assertThatThrownBy(() -> link(aws.attribute(pool, "ann", "sub"), "Google", "g-1"))
                .as("a sub is not a Username")
                .isInstanceOf(UserNotFoundException.class);
        assertThatThrownBy(() -> link("ann", "Cognito", "bob"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("only as a DestinationUser");
    }

    @Test
    void anIdentityIsNamedByItsSubject() {
        assertThatThrownBy(() -> aws.client.adminLinkProviderForUser(request -> request.userPoolId(pool)
                        .destinationUser(user("Cognito", "Username", "ann"))
                        .sourceUser(user("Google", "email", "ann@example.com"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void inAPoolWithUsernameAttributesTheUsernameIsTheSub() {
        String byAddress = aws.createPool(settings -> settings.usernameAttributes(UsernameAttributeType.EMAIL));
        provider(byAddress, "Google", IdentityProviderTypeType.GOOGLE);
        String username = aws.createUser(byAddress, "ann@example.com").username();
        aws.client.adminLinkProviderForUser(request -> request.userPoolId(byAddress)
                .destinationUser(user("Cognito", "Username", username))
                .sourceUser(user("Google", "Cognito_Subject", "g-1")));
        assertThat(aws.attribute(byAddress, username, "identities")).contains("g-1");
    }

    @Test
    void aLinkCanBeRemoved() {
        link("ann", "Google", "g-1");
        link("ann", "Corporate", "c-1");
        aws.client.adminDisableProviderForUser(
                request -> request.userPoolId(pool).user(user("Google", "Cognito_Subject", "g-1")));
        assertThat(aws.attribute(pool, "ann", "identities")).contains("c-1").doesNotContain("g-1");
        aws.client.adminDisableProviderForUser(
                request -> request.userPoolId(pool).user(user("Corporate", "Cognito_Subject", "c-1")));
        assertThat(aws.attribute(pool, "ann", "identities")).isNull();
        link("bob", "Google", "g-1");
    }

    private void provider(String userPoolId, String name, IdentityProviderTypeType type) {
        aws.client.createIdentityProvider(request -> request.userPoolId(userPoolId)
                .providerName(name)
                .providerType(type)
                .providerDetails(Map.of("client_id", "x")));
    }

    private void link(String username, String provider, String subject) {
        aws.client.adminLinkProviderForUser(request -> request.userPoolId(pool)
                .destinationUser(user("Cognito", "Username", username))
                .sourceUser(user(provider, "Cognito_Subject", subject)));
    }

    private static ProviderUserIdentifierType user(String provider, String attribute, String value) {
        return ProviderUserIdentifierType.builder()
                .providerName(provider)
                .providerAttributeName(attribute)
                .providerAttributeValue(value)
                .build();
    }
}
