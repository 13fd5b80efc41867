package cognitobackup.drill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.scenario.RegionLoss;
import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The rehearsal on an emulator that others have written: LocalStack, whose Cognito needs a licence, where
 * LOCALSTACK_AUTH_TOKEN is set, else Floci.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ContainerTest {
    private static final int PORT = 4566;

    @Test
    void theRehearsalPassesOnAnotherEmulator() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Skipped: there is no Docker here, which the containers of other emulators need.");
        try (GenericContainer<?> emulator = emulator()) {
            emulator.start();
            URI uri = URI.create("http://" + emulator.getHost() + ":" + emulator.getMappedPort(PORT));

            List<Summary> summaries = new Rehearsals(
                            LambdaMode.IN_PROCESS,
                            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                            Optional.of(EndpointProbe.probe(uri, Runs.NOTHING)))
                    .run(List.of(new RegionLoss(MadeUpPool.of(60, 6, 9, SignIn.USERNAME))));

            assertThat(summaries.get(0).passed())
                    .as(SummaryText.of(summaries.get(0)))
                    .isTrue();
        }
    }

    private static GenericContainer<?> emulator() {
        String token = System.getenv("LOCALSTACK_AUTH_TOKEN");
        GenericContainer<?> emulator = token == null
                ? new GenericContainer<>(DockerImageName.parse("floci/floci"))
                : new GenericContainer<>(DockerImageName.parse("localstack/localstack-pro"))
                        .withEnv("LOCALSTACK_AUTH_TOKEN", token);
        return emulator.withExposedPorts(PORT);
    }
}
