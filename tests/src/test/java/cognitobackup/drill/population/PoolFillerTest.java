package cognitobackup.drill.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.http.JsonServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** What is put into a pool can be read from it by AWS's own client, to the last character. */
class PoolFillerTest {
    private final CognitoUserPools cognito =
            new CognitoUserPools("us-east-1", "123456789012", Clock.systemUTC(), Quotas.unlimited());
    private final JsonServer server = new JsonServer(cognito, "1.1");
    private final CognitoIdentityProviderClient client = CognitoIdentityProviderClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMadeUpPoolIsReadAsItWasFilled(SignIn signIn) {
        assertFilled(MadeUpPool.of(400, 30, 1, signIn));
    }

    @Test
    void aPoolFromAFileIsReadAsItWasFilled() {
        assertFilled(new PoolFile(Instant.EPOCH).read(Path.of("src/test/resources/populations/awkward.json")));
        assertFilled(new PoolFile(Instant.EPOCH).read(Path.of("../docs/sample-pool.json")));
    }

    @Test
    void whatCognitoCouldNotHoldIsNamed() {
        PoolUser user = new PoolUser(
                "anna",
                new TreeMap<>(Map.of("sub", "1", "custom:undeclared", "x")),
                true,
                "CONFIRMED",
                Instant.EPOCH,
                Instant.EPOCH);
        PoolDump pool =
                new PoolDump(PoolDescription.withUsernames("test", List.of()), List.of(user), List.of(), List.of());

        assertThatThrownBy(() -> assertFilled(pool))
                .isInstanceOf(PoolFileException.class)
                .hasMessageContaining("user anna");
    }

    private void assertFilled(PoolDump population) {
        String id = new EmptyPool(client).create(population.userPool());
        PoolDump source = population.inPool(id);
        new PoolFiller(cognito).fill(source);

        List<Difference> differences = Judge.compare(source, new PoolReader(client).read(id));

        assertThat(differences).allMatch(difference -> difference.reason().equals(Optional.of(Reason.DATES)));
    }
}
