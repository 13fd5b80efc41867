package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolDomainResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DuplicateProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.IdentityProviderTypeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientDescription;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolDescriptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

class PoolsTest {
    private final CognitoFixture aws = CognitoFixture.plain();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aNewPoolIsDescribedWithDefaultsAndTheStandardSchema() {
        UserPoolType pool = describe(aws.createPool());
        assertThat(pool.id()).matches("eu-west-1_[0-9a-zA-Z]{9}");
        assertThat(pool.arn()).isEqualTo("arn:aws:cognito-idp:eu-west-1:123456789012:userpool/" + pool.id());
        assertThat(pool.mfaConfigurationAsString()).isEqualTo("OFF");
        assertThat(pool.usernameConfiguration()).isNull();
        assertThat(pool.policies().passwordPolicy().minimumLength()).isEqualTo(8);
        assertThat(pool.policies().passwordPolicy().requireSymbols()).isTrue();
        assertThat(pool.creationDate()).isEqualTo(aws.clock.instant());
        SchemaAttributeType sub = pool.schemaAttributes().get(0);
        assertThat(sub.name()).isEqualTo("sub");
        assertThat(sub.mutable()).isFalse();
        assertThat(sub.required()).isTrue();
    }

    @Test
    void customAttributesHaveTheirPrefixAndConstraintsAndCanBeAdded() {
        String pool = aws.createPool(settings -> settings.schema(SchemaAttributeType.builder()
                .name("plan")
                .attributeDataType(AttributeDataType.STRING)
                .mutable(true)
                .stringAttributeConstraints(limits -> limits.minLength("2").maxLength("4"))
                .build()));
        aws.client.addCustomAttributes(request -> request.userPoolId(pool)
                .customAttributes(SchemaAttributeType.builder()
                        .name("seats")
                        .attributeDataType(AttributeDataType.NUMBER)
                        .build()));
        List<SchemaAttributeType> custom = describe(pool).schemaAttributes().stream()
                .filter(attribute -> attribute.name().startsWith("custom:"))
                .toList();
        assertThat(custom).extracting(SchemaAttributeType::name).containsExactly("custom:plan", "custom:seats");
        assertThat(custom.get(0).mutable()).isTrue();
        assertThat(custom.get(0).stringAttributeConstraints().maxLength()).isEqualTo("4");
        aws.createUser(pool, "ann", "custom:plan", "free", "custom:seats", "3");
        assertThat(aws.attribute(pool, "ann", "custom:seats")).isEqualTo("3");
    }

    @Test
    void poolsAreListedByPagesAndCountTheirUsers() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            ids.add(aws.createPool());
        }
        assertThat(aws.client
                        .listUserPoolsPaginator(request -> request.maxResults(2))
                        .userPools())
                .extracting(UserPoolDescriptionType::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        String pool = ids.iterator().next();
        aws.seed(pool, "ann", "bob");
        assertThat(describe(pool).estimatedNumberOfUsers()).isEqualTo(2);
    }

    @Test
    void aProtectedPoolCannotBeDeletedAndADeletedOneIsGone() {
        String kept = aws.createPool(settings -> settings.deletionProtection(DeletionProtectionType.ACTIVE));
        assertThatThrownBy(() -> aws.client.deleteUserPool(request -> request.userPoolId(kept)))
                .isInstanceOf(InvalidParameterException.class);
        String pool = aws.createPool();
        aws.client.deleteUserPool(request -> request.userPoolId(pool));
        assertThatThrownBy(() -> describe(pool))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("User pool " + pool + " does not exist.");
        assertThat(aws.service.userPoolIds()).containsExactly(kept);
    }

    @Test
    void clientsAreDescribedWithTheirSecretAndListedWithout() {
        String pool = aws.createPool();
        UserPoolClientType made = aws.client
                .createUserPoolClient(request -> request.userPoolId(pool)
                        .clientName("web")
                        .generateSecret(true)
                        .callbackURLs("https://example.com/back")
                        .accessTokenValidity(5))
                .userPoolClient();
        UserPoolClientType described = aws.client
                .describeUserPoolClient(request -> request.userPoolId(pool).clientId(made.clientId()))
                .userPoolClient();
        assertThat(described).isEqualTo(made);
        assertThat(described.clientSecret()).matches("[a-z0-9]{51}");
        assertThat(described.callbackURLs()).containsExactly("https://example.com/back");
        assertThat(aws.client
                        .listUserPoolClients(request -> request.userPoolId(pool).maxResults(60))
                        .userPoolClients())
                .containsExactly(UserPoolClientDescription.builder()
                        .clientId(made.clientId())
                        .clientName("web")
                        .userPoolId(pool)
                        .build());
    }

    @Test
    void anIdentityProviderHasAGroupOfItsOwnWithTheProfilesThatSignedInThroughIt() {
        String pool = aws.createPool(settings -> settings.usernameConfiguration(names -> names.caseSensitive(false)));
        createGoogle(pool);
        assertThat(aws.client.listGroups(request -> request.userPoolId(pool)).groups())
                .extracting(GroupType::groupName)
                .containsExactly(pool + "_Google");
        String sub = aws.service.seed().federatedSignIn(pool, "Google", "1234", Map.of("email", "ann@example.com"));
        assertThat(aws.status(pool, "google_1234")).isEqualTo("EXTERNAL_PROVIDER");
        assertThat(aws.attribute(pool, "google_1234", "sub")).isEqualTo(sub);
        assertThat(aws.attribute(pool, "google_1234", "identities"))
                .contains("\"userId\":\"1234\"", "\"providerName\":\"Google\"", "\"primary\":true");
        assertThat(aws.client
                        .listUsersInGroup(request -> request.userPoolId(pool).groupName(pool + "_Google"))
                        .users())
                .hasSize(1);
        assertThatThrownBy(() -> createGoogle(pool)).isInstanceOf(DuplicateProviderException.class);
        assertThat(aws.client
                        .listIdentityProviders(request -> request.userPoolId(pool))
                        .providers())
                .extracting(ProviderDescription::providerName)
                .containsExactly("Google");
    }

    @Test
    void aLinkedUserKeepsItsNameAndStatus() {
        String pool = aws.createPool();
        createGoogle(pool);
        aws.createUser(pool, "ann");
        aws.service.seed().link(pool, "ann", "Google", "1234");
        assertThat(aws.status(pool, "ann")).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThat(aws.attribute(pool, "ann", "identities")).contains("\"primary\":false");
    }

    @Test
    void multiFactorAuthenticationWithSoftwareTokensCanBeTurnedOn() {
        String pool = aws.createPool();
        aws.client.setUserPoolMfaConfig(request -> request.userPoolId(pool)
                .mfaConfiguration("OPTIONAL")
                .softwareTokenMfaConfiguration(token -> token.enabled(true)));
        var mfa = aws.client.getUserPoolMfaConfig(request -> request.userPoolId(pool));
        assertThat(mfa.mfaConfigurationAsString()).isEqualTo("OPTIONAL");
        assertThat(mfa.softwareTokenMfaConfiguration().enabled()).isTrue();
        assertThat(describe(pool).mfaConfigurationAsString()).isEqualTo("OPTIONAL");
    }

    @Test
    void resourceServersAndDomainsAreDescribed() {
        String pool = aws.createPool();
        aws.client.createResourceServer(
                request -> request.userPoolId(pool).identifier("https://api").name("api"));
        assertThat(aws.client
                        .listResourceServers(request -> request.userPoolId(pool).maxResults(50))
                        .resourceServers())
                .extracting(server -> server.identifier())
                .containsExactly("https://api");
        aws.client.createUserPoolDomain(request -> request.userPoolId(pool).domain("customers"));
        assertThat(describe(pool).domain()).isEqualTo("customers");
        assertThat(describeDomain("customers").domainDescription().userPoolId()).isEqualTo(pool);
        assertThat(describeDomain("nobodys").domainDescription().userPoolId()).isNull();
    }

    private DescribeUserPoolDomainResponse describeDomain(String domain) {
        return aws.client.describeUserPoolDomain(request -> request.domain(domain));
    }

    private void createGoogle(String pool) {
        aws.client.createIdentityProvider(request -> request.userPoolId(pool)
                .providerName("Google")
                .providerType(IdentityProviderTypeType.GOOGLE)
                .providerDetails(Map.of("client_id", "id", "client_secret", "secret", "authorize_scopes", "email")));
    }

    private UserPoolType describe(String pool) {
        return aws.client.describeUserPool(request -> request.userPoolId(pool)).userPool();
    }

    @Test
    void aDeveloperOnlyAttributeIsNamedSoAndHasNoColumnInAnImportFile() {
        String pool = aws.createPool(settings -> settings.schema(SchemaAttributeType.builder()
                .name("score")
                .attributeDataType("Number")
                .developerOnlyAttribute(true)
                .mutable(true)
                .build()));
        assertThat(aws.client
                        .describeUserPool(request -> request.userPoolId(pool))
                        .userPool()
                        .schemaAttributes())
                .filteredOn(SchemaAttributeType::developerOnlyAttribute)
                .extracting(SchemaAttributeType::name)
                .containsExactly("dev:custom:score");
        aws.createUser(pool, "ann", "dev:custom:score", "7");
        assertThat(aws.attribute(pool, "ann", "dev:custom:score")).isEqualTo("7");
        assertThat(aws.client.getCSVHeader(request -> request.userPoolId(pool)).csvHeader())
                .contains("email")
                .noneMatch(column -> column.contains("score"));
    }
}
