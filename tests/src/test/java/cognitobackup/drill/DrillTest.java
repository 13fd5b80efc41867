package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.scenario.Scenarios;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DrillTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine drill =
            Drill.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    /** Status 2, and a message that names the option, what was given and what is allowed; nothing is started. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --users 0                          | --users must be from 1 to 1000000, not 0
            --users many                       | '--users'
            --groups 10001                     | --groups must be from 0 to 10000, not 10001
            --pool pool.json --users 5         | leave out --users, --groups and --seed
            --pool missing.json                | missing.json: cannot be read
            --lambda both                      | must be in-process or processes, not both
            --json no/such/directory/s.json    | cannot be written
            --scenario flood                   | --scenario must be one of region-loss, point-in-time
            --scenario flood                   | or all, not flood
            --scenario                         | --scenario
            --scenario all --users 5           | are for the scenario region-loss
            --scenario crash-and-resume --pool f  | are for the scenario region-loss
            --scenario crash-and-resume --seed 3  | are for the scenario region-loss
            --scenario region-loss --users 0   | --users must be from 1 to 1000000, not 0
            --endpoint ftp://127.0.0.1         | --endpoint must be a URL without a path
            --endpoint http://127.0.0.1/path   | --endpoint must be a URL without a path
            --endpoint http://127.0.0.1:1      | http://127.0.0.1:1 does not answer as an AWS
            --endpoint http://127.0.0.1:1 --scenario missed-night | missed-night has the scheduler
            --endpoint-runs functions          | --endpoint-runs functions needs --endpoint
            --endpoint-runs everything         | '--endpoint-runs'
            --endpoint http://127.0.0.1:1 --endpoint-runs workflows --grants | leave out --grants and --lambda
            serve --quota-factor 0             | --quota-factor must be 1 or more, not 0
            --list --scenario all              | --list only lists
            --list --json list.json            | --list only lists
            --regions 3                        | --regions
            cost                               | --users
            cost --users 0                     | --users must be from 1 to 100000000, not 0
            cost --users few                   | '--users'
            cost --users 10 --memberships 201  | --memberships must be from 0 to 200, not 201
            cost --users 10 --groups 10001     | --groups must be from 0 to 10000, not 10001
            cost --users 10 --changes 101      | --changes must be from 0 to 100, not 101.0
            cost --users 10 --changes -1       | --changes must be from 0 to 100, not -1.0
            cost --users 10 --exports-per-month 0    | --exports-per-month must be from 1 to 2920, not 0
            cost --users 10 --retention-days 3651    | --retention-days must be from 1 to 3650, not 3651
            cost --users 10 --feature-plan gold      | '--feature-plan'
            preview tertiary                   | must be primary or secondary, not tertiary
            preview                            | STACK
            rehearse                           | rehearse
            """)
    void saysWhatIsWrongWithACommandLine(String arguments, String message) {
        assertThat(drill.execute(arguments.split(" +", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("pool.json"), "{\"Users\": 3}");

        assertThat(drill.execute("--pool", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("pool.json: \"Users\" must be an array");
    }

    @ParameterizedTest
    @ValueSource(strings = {"primary", "secondary"})
    void previewsWhatTheProgramWouldRegister(String stack, @TempDir Path directory) throws Exception {
        Path file = directory.resolve("preview.json");

        assertThat(drill.execute("preview", stack, "--json", file.toString()))
                .as(err.toString())
                .isZero();

        JsonNode resources = new ObjectMapper().readTree(file.toFile());
        assertThat(resources).isNotEmpty().allSatisfy(resource -> {
            assertThat(resource.path("type").asText()).isNotEmpty();
            assertThat(resource.path("name").asText()).isNotEmpty();
            assertThat(resource.path("inputs").isObject()).isTrue();
        });
        assertThat(resources.findValuesAsText("type"))
                .contains("aws:sfn/stateMachine:StateMachine", "aws:lambda/function:Function");
        assertThat(resources.findValuesAsText("type").contains("aws:dynamodb/table:Table"))
                .isEqualTo(stack.equals("primary"));
    }

    @Test
    void listsEveryScenarioInALine() {
        assertThat(drill.execute("--list")).isZero();

        assertThat(out.toString().lines())
                .hasSize(Scenarios.all().size())
                .allSatisfy(line -> assertThat(line).matches("[a-z-]+ +[A-Z].*\\."))
                .anyMatch(line -> line.startsWith("region-loss "));
    }

    @Test
    void helps() {
        assertThat(drill.execute("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--scenario",
                        "--list",
                        "--users",
                        "--groups",
                        "--seed",
                        "--pool",
                        "--json",
                        "--endpoint",
                        "--endpoint-runs",
                        "cost",
                        "preview",
                        "serve");
    }
}
