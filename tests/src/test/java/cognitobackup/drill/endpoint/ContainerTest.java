package cognitobackup.drill.endpoint;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The rehearsals on an emulator that others have written: LocalStack, whose Cognito needs a licence, where
 * LOCALSTACK_AUTH_TOKEN is set, else Floci.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ContainerTest {
    private static final int PORT = 4566;

    @Test
    void theRehearsalsPassOnAnotherEmulator() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Skipped: there is no Docker here, which the containers of other emulators need.");
        try (GenericContainer<?> emulator = emulator()) {
            emulator.start();
            new OtherEmulator(URI.create("http://" + emulator.getHost() + ":" + emulator.getMappedPort(PORT)))
                    .passesEveryScenarioThatPlaysAnywhere();
        }
    }

    private static GenericContainer<?> emulator() {
        String token = System.getenv("LOCALSTACK_AUTH_TOKEN");
        GenericContainer<?> emulator = token == null
                ? new GenericContainer<>(DockerImageName.parse("floci/floci"))
                : new GenericContainer<>(DockerImageName.parse("localstack/localstack-pro"))
                        .withEnv("LOCALSTACK_AUTH_TOKEN", token);
        // By default it is asked from within by a shell, which an image need not have.
        return emulator.withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/").forPort(PORT).forStatusCodeMatching(any -> true));
    }
}
