package cognitobackup.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.deployer.Deployer;
import cognitobackup.drill.StackConfiguration;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.EmptyPool;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFiller;
import cognitobackup.drill.population.PoolReader;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.cognito.Behaviour;
import cognitobackup.local.cognito.ImportBehaviour;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.gateway.Call;
import cognitobackup.local.gateway.RequestInterceptor;
import cognitobackup.local.http.ConnectionCut;
import cognitobackup.local.stepfunctions.Sleeper;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

/**
 * The life of a deployment by its runbooks: every command of every page, as it is printed, with the reader's own ids. The
 * AWS CLI runs them where it is installed, and the same calls by the SDK where not ({@code -Drunbooks.cli=none} does so in
 * any case).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunbooksTest {
    private static final String PRIMARY = "us-east-1";
    private static final String SECONDARY = "us-west-2";
    private static final String SOURCE = "us-east-1_EXAMPLE";
    private static final String A_TIME = "2026-11-21T23:00:00Z";
    private static final Pattern ALLOWANCE = Pattern.compile("allowDeletions: (\\d+)");
    private static final int USERS = 40;

    @TempDir
    private static Path directory;

    private final LocalAws aws = LocalAws.start(LocalAwsOptions.of(PRIMARY, SECONDARY)
            .withQuotas(Quotas.ofAws().times(40))
            .withCognito(
                    Behaviour.standard().withImports(ImportBehaviour.ofAws().times(40)))
            .withSleeper(Sleeper.ofAtMost(Duration.ofMillis(20)))
            .withoutLongPolling());
    private final Deployer deployer = new Deployer(aws);
    private final Map<String, Clients> clients = new HashMap<>();
    private Terminal terminal;
    private PoolDump source;
    private ObjectNode description;
    private String restored;

    @BeforeAll
    void beginAtTheDesk() throws IOException {
        aws.regions().forEach(region -> clients.put(region.name(), Clients.of(region)));
        PoolDump population = MadeUpPool.of(USERS, 5, 7, MadeUpPool.SignIn.USERNAME);
        source = population.inPool(new EmptyPool(cognito(PRIMARY)).create(population.userPool()));
        description = population.userPool();
        new PoolFiller(aws.region(PRIMARY).userPools()).fill(source);
        source = read(PRIMARY, source.userPoolId());

        Map<String, Terminal.Command> commands = new HashMap<>();
        commands.put(
                "pulumi",
                new PulumiCommand(
                        deployer,
                        Map.of(
                                "primary", configuration("primary"),
                                "secondary", configuration("secondary"))));
        // The build that runs this test has packaged the functions; and nobody waits here.
        Map<String, String> programs = new HashMap<>(Map.of("mvn", "", "sleep", "exec /bin/sleep 0.3\n"));
        boolean asInstalled = !"none".equals(System.getProperty("runbooks.cli"));
        Optional<Path> cli = installed("aws");
        if (asInstalled && cli.isPresent()) {
            programs.put("aws", endpoints() + "exec " + cli.get() + " \"$@\"\n");
        } else {
            commands.put("aws-by-sdk", new AwsCommand(sdk(), directory));
            programs.put("aws", "exec aws-by-sdk \"$@\" --region \"$AWS_REGION\"\n");
        }
        if (!asInstalled || installed("jq").isEmpty()) {
            commands.put("jq", arguments -> jq(arguments.get(1), arguments.get(2)));
        }
        terminal = new Terminal(directory, commands, programs);
    }

    @AfterAll
    void leave() throws IOException {
        terminal.close();
        deployer.close();
        clients.values().forEach(Clients::close);
        aws.close();
    }

    /** As the stack's file says, at the local Cognito's speed. */
    private static Map<String, String> configuration(String stack) throws IOException {
        Map<String, String> configuration = new HashMap<>(StackConfiguration.of(stack));
        Map.of(
                        "requestsPerSecond",
                        "{\"UserCreation\":1000,\"UserAccountRecovery\":600,\"UserUpdate\":500,\"UserList\":600,"
                                + "\"UserPoolRead\":300,\"UserPoolResourceRead\":400}",
                        "listingSettleSeconds",
                        "1",
                        "importJobPatienceSeconds",
                        "30")
                .forEach((key, value) -> configuration.put(PulumiCommand.PROJECT + key, value));
        return configuration;
    }

    private static Optional<Path> installed(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Which endpoints are whose follows from the Region that the shell is in. */
    private String endpoints() {
        StringBuilder script = new StringBuilder("case \"$AWS_REGION\" in\n");
        for (LocalRegion region : aws.regions()) {
            script.append(region.name()).append(") ");
            region.endpointVariables().forEach((name, value) -> script.append("export ")
                    .append(name)
                    .append('=')
                    .append(value)
                    .append("; "));
            script.append(";;\n");
        }
        return script.append("""
                        esac
                        # The CLI's version 1 goes to AWS's SQS in spite of the variable.
                        if [ "$1" = sqs ]; then set -- "$@" --endpoint-url "$AWS_ENDPOINT_URL_SQS"; fi
                        """).toString();
    }

    private Map<String, Function<String, Object>> sdk() {
        return Map.of(
                "cognito-idp", region -> clients.get(region).cognito(),
                "dynamodb", region -> clients.get(region).dynamoDb(),
                "s3api", region -> clients.get(region).s3(),
                "sqs", region -> clients.get(region).sqs(),
                "stepfunctions", region -> clients.get(region).stepFunctions());
    }

    private String jq(String program, String input) throws IOException {
        Scope scope = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(Versions.JQ_1_6, scope);
        List<JsonNode> output = new ArrayList<>();
        JsonQuery.compile(Files.readString(directory.resolve(program)), Versions.JQ_1_6)
                .apply(
                        scope,
                        new ObjectMapper().readTree(directory.resolve(input).toFile()),
                        output::add);
        return output.get(0) + "\n";
    }

    private CognitoIdentityProviderClient cognito(String region) {
        return clients.get(region).cognito();
    }

    private PoolDump read(String region, String userPoolId) {
        return new PoolReader(cognito(region)).read(userPoolId);
    }

    private static RunbookPage page(String name) throws IOException {
        return RunbookPage.read(name);
    }

    /** The page as somebody follows it whose pool is the source. */
    private String follow(RunbookPage page, Map<String, String> examples) throws IOException, InterruptedException {
        Terminal.Ended ended = terminal.run(script(page, examples));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }

    private String script(RunbookPage page, Map<String, String> examples) {
        Map<String, String> replaced = new HashMap<>(examples);
        replaced.put(SOURCE + "3", examples.getOrDefault(SOURCE + "3", SOURCE + "3"));
        String script = page.script();
        // The longest first: one example is the beginning of another.
        for (String example : replaced.keySet().stream()
                .sorted((one, other) -> other.length() - one.length())
                .toList()) {
            script = script.replace(example, replaced.get(example));
        }
        return script.replace(SOURCE, source.userPoolId());
    }

    private static void assertNoFaults(PoolDump expected, PoolDump actual) {
        assertThat(Judge.compare(expected, actual))
                .filteredOn(Difference::isFault)
                .isEmpty();
    }

    @Test
    @Order(1)
    void deploy() throws Exception {
        String output = follow(page("deploy.md"), Map.of());

        assertThat(output).contains("exportWorkflowArn", "importWorkflowArn", "reportsBucketName");
    }

    @Test
    @Order(2)
    void firstExport() throws Exception {
        String output = follow(page("first-export.md"), Map.of());

        assertThat(output).contains("\"users\":" + source.users().size());
        assertThat(output.split("\"whole\":true", -1)).as(output).hasSize(3);
    }

    @Test
    @Order(3)
    void overdueExport() throws Exception {
        String output = follow(page("overdue-export.md"), Map.of());

        assertThat(output).contains("SUCCEEDED", "\"users\":" + source.users().size());
    }

    @Test
    @Order(4)
    void undoABadDeployment() throws Exception {
        String before = Instant.now().toString();
        for (int user = 0; user < 10; user++) {
            String username = source.users().get(user).username();
            cognito(PRIMARY).adminUpdateUserAttributes(request -> request.userPoolId(source.userPoolId())
                    .username(username)
                    .userAttributes(AttributeType.builder()
                            .name("given_name")
                            .value("Spoiled")
                            .build()));
        }

        String output = follow(page("undo-a-bad-deployment.md"), Map.of(A_TIME, before));

        assertThat(output).contains("\"changed\":10");
        assertThat(Files.readString(terminal.file("report.html"))).contains("<html");
        assertNoFaults(source, read(PRIMARY, source.userPoolId()));
    }

    @Test
    @Order(5)
    void restoreOneUser() throws Exception {
        String username = source.users().stream()
                .map(PoolUser::username)
                .filter(name -> name.matches("[a-z0-9.-]+"))
                .findFirst()
                .orElseThrow();
        String before = Instant.now().toString();
        cognito(PRIMARY).adminDeleteUser(request -> request.userPoolId(source.userPoolId())
                .username(username));

        follow(page("restore-one-user.md"), Map.of(A_TIME, before, "\"ann\"", "\"" + username + "\""));

        PoolDump after = read(PRIMARY, source.userPoolId());
        assertNoFaults(source, after);
        assertThat(after.users()).hasSameSizeAs(source.users());
    }

    @Test
    @Order(6)
    void undoAMassDeletion() throws Exception {
        follow(
                new RunbookPage(List.of(
                        ". docs/runbooks/workflows.sh primary\n",
                        "start_export '{\"userPoolId\": \"" + SOURCE + "\"}'\n")),
                Map.of());
        source.users().subList(0, 25).forEach(user -> cognito(PRIMARY)
                .adminDeleteUser(
                        request -> request.userPoolId(source.userPoolId()).username(user.username())));
        Terminal.Ended stopped = terminal.run(script(
                new RunbookPage(List.of(
                        ". docs/runbooks/workflows.sh primary\n",
                        "start_export '{\"userPoolId\": \"" + SOURCE + "\"}'\n")),
                Map.of()));
        Matcher allowance = ALLOWANCE.matcher(stopped.output());
        assertThat(stopped.status()).isNotZero();
        assertThat(allowance.find()).as(stopped.output()).isTrue();

        String output = follow(page("undo-a-mass-deletion.md"), Map.of("363", allowance.group(1)));

        assertThat(output).contains("\"gone\":25");
        PoolDump after = read(PRIMARY, source.userPoolId());
        assertNoFaults(source, after);
        source = after;
    }

    @Test
    @Order(7)
    void restoreARegionAndAnswerADeadLetterQueue() throws Exception {
        List<String> calls = new ArrayList<>();
        var outage = new RequestInterceptor() {
            @Override
            public void before(Call call) {
                calls.add(call.toString());
                throw new ConnectionCut(PRIMARY + " does not answer");
            }
        };
        RunbookPage page = page("restore-a-region.md");
        AutoCloseable end = aws.region(PRIMARY).gate().intercept(outage);
        try {
            follow(page.from(0, page.blocks().size() - 1), Map.of());
            restored = cognito(SECONDARY)
                    .listUserPools(request -> request.maxResults(60))
                    .userPools()
                    .get(0)
                    .id();
            assertNoFaults(source, read(SECONDARY, restored));
            assertThat(Files.readString(terminal.file("identity-map.csv")).lines())
                    .hasSizeGreaterThan(USERS / 2);

            clients.get(SECONDARY).sqs().sendMessage(request -> request.queueUrl(deadLetters())
                    .messageBody("{}"));
            String output = follow(page("dead-letter-queue.md"), Map.of("us-west-2_EXAMPLE2", restored));
            assertThat(output).startsWith("1\n0\n0\n");

            RunbookPage last = page.from(page.blocks().size() - 1, page.blocks().size());
            follow(
                    new RunbookPage(List.of(
                            ". docs/runbooks/workflows.sh secondary\ntarget=" + restored + "\n", last.script())),
                    Map.of());
        } finally {
            end.close();
        }
        assertThat(calls).isEmpty();
    }

    private String deadLetters() {
        try {
            return terminal.run("pulumi stack output newUsersDeadLetterQueueUrl --stack secondary")
                    .output()
                    .strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(8)
    void rotateTheRegions() throws Exception {
        String third = new EmptyPool(cognito(PRIMARY)).create(description);

        follow(page("rotate-the-regions.md"), Map.of("us-west-2_EXAMPLE2", restored, SOURCE + "3", third));

        assertNoFaults(read(SECONDARY, restored), read(PRIMARY, third));
        source = read(PRIMARY, third);
    }

    @Test
    @Order(9)
    void upgrade() throws Exception {
        follow(page("upgrade.md"), Map.of());
    }

    @Test
    @Order(10)
    void removeAndAdoptTheTable() throws Exception {
        String table = terminal.run("pulumi stack output tableName --stack primary")
                .output()
                .strip();
        follow(page("remove.md"), Map.of());

        String output = follow(page("adopt-a-table.md"), Map.of("cognito-backup-table-1a2b3c4", table));

        assertThat(output).startsWith("[]\n").contains("\"whole\":true");
    }
}
