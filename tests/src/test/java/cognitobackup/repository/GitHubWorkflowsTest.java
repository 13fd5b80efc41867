package cognitobackup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What GitHub runs for every pull request, a stranger's too. */
class GitHubWorkflowsTest {
    private static final Path WORKFLOWS = Path.of("..", ".github", "workflows");

    @Test
    void everyActionIsPinnedToACommit() throws IOException {
        List<String> actions = new ArrayList<>();
        for (JsonNode workflow : workflows()) {
            workflow.findValues("uses").forEach(action -> actions.add(action.asText()));
        }

        assertThat(actions).hasSizeGreaterThan(5).allMatch(action -> action.matches("[\\w-]+/[\\w-]+@[0-9a-f]{40}"));
    }

    @Test
    void nothingMayMoreThanReadUnlessItsJobSaysSo() throws IOException {
        for (JsonNode workflow : workflows()) {
            assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
            // With it code of forks would run with this repository's secrets.
            assertThat(workflow.toString()).contains("pull_request").doesNotContain("pull_request_target");
        }
    }

    @Test
    void bothStacksArePreviewedAndForksAreGivenNoCredentials() throws IOException {
        JsonNode jobs = read(WORKFLOWS.resolve("preview.yml")).path("jobs");

        for (String job : List.of("preview", "offline")) {
            assertThat(jobs.path(job).at("/strategy/matrix/stack").toString()).isEqualTo("[\"primary\",\"secondary\"]");
        }
        assertThat(jobs.path("preview").path("permissions").path("id-token").asText())
                .isEqualTo("write");
        assertThat(jobs.path("preview").path("if").asText())
                .contains("github.event.pull_request.head.repo.full_name == github.repository");
        assertThat(jobs.path("offline").toString()).doesNotContain("secrets.", "id-token", "role-to-assume");
    }

    @Test
    void theBuildRunsTheCommandsOfTheReadme() throws IOException {
        assertThat(read(WORKFLOWS.resolve("build.yml")).findValuesAsText("run"))
                .contains("mvn --batch-mode --no-transfer-progress verify", "./drill");
    }

    private static List<JsonNode> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            List<JsonNode> workflows =
                    files.sorted().map(GitHubWorkflowsTest::read).toList();
            assertThat(workflows).isNotEmpty();
            return workflows;
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper()
                    .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
