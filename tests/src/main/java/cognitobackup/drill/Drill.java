package cognitobackup.drill;

import cognitobackup.drill.cost.CostCommand;
import cognitobackup.drill.endpoint.Endpoint;
import cognitobackup.drill.endpoint.EndpointException;
import cognitobackup.drill.endpoint.EndpointProbe;
import cognitobackup.drill.endpoint.Runs;
import cognitobackup.drill.grants.GrantsText;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFile;
import cognitobackup.drill.population.PoolFileException;
import cognitobackup.drill.scenario.RegionLoss;
import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.scenario.Scenario;
import cognitobackup.drill.scenario.Scenarios;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the rehearsal. Exit status 0: passed; 1: failed; 2: the command line or a file is wrong. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Rehearses on this machine what can go wrong with a user pool: deploys the stacks to a local AWS, fills a"
                    + " user pool, exports it, lets happen what the scenario is about, restores, and proves what came of"
                    + " it. Without --scenario: the primary Region is lost, and the pool is restored in the secondary.",
            "Exit status: 0 passed, 1 failed, 2 the command line or a file is wrong."
        },
        subcommands = {CostCommand.class, PreviewCommand.class, ServeCommand.class})
public final class Drill implements Callable<Integer> {
    private static final String ALL = "all";
    private static final int MOST_USERS = 1_000_000;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "What goes wrong (default: region-loss; all: every scenario, one after the other; see --list).")
    private String scenario;

    @Option(names = "--list", description = "List the scenarios, a line each, and run none.")
    private boolean list;

    @Option(names = "--users", paramLabel = "N", description = "How many users to make up (default: 1000).")
    private Integer users;

    @Option(names = "--groups", paramLabel = "N", description = "How many groups to make up (default: 20).")
    private Integer groups;

    @Option(names = "--seed", paramLabel = "S", description = "The same seed makes up the same pool (default: 1).")
    private Long seed;

    @Option(
            names = "--pool",
            paramLabel = "FILE",
            description = "The pool from a file instead: what aws cognito-idp list-users prints, see README.md.")
    private Path pool;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary to this file too, as JSON.")
    private Path json;

    @Option(
            names = "--grants",
            description = "Print in the end what the stacks' roles were granted, and what of it the scenarios used.")
    private boolean grants;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:AWS_ENDPOINT_URL:-}",
            description = "Take Cognito, DynamoDB, SQS, SNS and S3 of both Regions at this endpoint (default:"
                    + " AWS_ENDPOINT_URL, else this process). What it lacks is left out and named.")
    private String endpoint;

    @Option(
            names = "--endpoint-runs",
            paramLabel = "WHAT",
            defaultValue = "nothing",
            description = "What runs at the endpoint, too. nothing: functions and workflows run in this process"
                    + " (default); functions: its Lambda runs the functions; workflows: and its Step Functions the"
                    + " workflows. Refused where the endpoint cannot.")
    private Runs runs;

    @Mixin
    private LambdaOption lambda;

    /** Runs the command line and ends the process: services started here leave threads behind. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Drill())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (list) {
            return list();
        }
        List<Scenario> scenarios = scenarios();
        if (json != null) {
            Outputs.checkWritable(json, command.commandLine());
        }
        List<Summary> summaries = rehearse(scenarios);
        if (ALL.equals(scenario)) {
            command.commandLine().getOut().println(SummaryText.of(summaries));
        }
        if (json != null) {
            write(
                    ALL.equals(scenario)
                            ? Summary.toJson(summaries)
                            : summaries.get(0).toJson());
        }
        return summaries.stream().allMatch(Summary::passed) ? 0 : 1;
    }

    private int list() {
        if (scenario != null || isPopulationGiven() || json != null || grants) {
            throw wrong("--list only lists: leave out the other options.");
        }
        Scenarios.all().forEach(each -> command.commandLine()
                .getOut()
                .println(String.format(Locale.ROOT, "%-18s %s", each.name(), each.description())));
        return 0;
    }

    private List<Scenario> scenarios() {
        if (scenario == null || scenario.equals(RegionLoss.NAME)) {
            return List.of(new RegionLoss(population()));
        }
        if (scenario.equals(ALL) && isElsewhere()) {
            return anywhere();
        }
        List<Scenario> chosen = scenario.equals(ALL)
                ? Scenarios.all()
                : Scenarios.named(scenario).map(List::of).orElse(List.of());
        if (chosen.isEmpty()) {
            throw wrong("--scenario must be one of "
                    + Scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", ")) + " or " + ALL
                    + ", not " + scenario + ".");
        }
        Optional<String> onlyHere = chosen.get(0).onlyHere();
        if (isElsewhere() && onlyHere.isPresent()) {
            throw wrong("--endpoint: the scenario " + scenario + " " + onlyHere.get() + ": that takes the local AWS of"
                    + " this process; leave out --endpoint.");
        }
        if (isPopulationGiven()) {
            throw wrong("--users, --groups, --seed and --pool are for the scenario " + RegionLoss.NAME
                    + ": the others make up the pool that they need.");
        }
        return chosen;
    }

    private boolean isElsewhere() {
        return endpoint != null && !endpoint.isEmpty();
    }

    private List<Scenario> anywhere() {
        Scenarios.all().forEach(each -> each.onlyHere().ifPresent(why -> command.commandLine()
                .getOut()
                .println("Left out: " + each.name() + ", which " + why
                        + ": that takes the local AWS of this process.")));
        return Scenarios.all().stream()
                .filter(each -> each.onlyHere().isEmpty())
                .toList();
    }

    private boolean isPopulationGiven() {
        return users != null || groups != null || seed != null || pool != null;
    }

    private List<Summary> rehearse(List<Scenario> scenarios) throws InterruptedException {
        try {
            Rehearsals rehearsals =
                    new Rehearsals(lambda.mode(), command.commandLine().getOut(), endpoint());
            List<Summary> summaries = rehearsals.run(scenarios);
            if (grants) {
                command.commandLine().getOut().println(GrantsText.of(rehearsals.grants()));
            }
            return summaries;
        } catch (PoolFileException | EndpointException e) {
            throw wrong(e.getMessage());
        }
    }

    private Optional<Endpoint> endpoint() {
        if (!isElsewhere()) {
            if (runs != Runs.NOTHING) {
                throw wrong("--endpoint-runs " + runs + " needs --endpoint: nothing is elsewhere.");
            }
            return Optional.empty();
        }
        if (runs.functions() && (grants || lambda.mode() != LambdaMode.IN_PROCESS)) {
            throw wrong("--endpoint-runs " + runs
                    + ": leave out --grants and --lambda, which are about functions of this process.");
        }
        if (!endpoint.matches("https?://[^/?#]+/?")) {
            throw wrong(
                    "--endpoint must be a URL without a path, such as http://127.0.0.1:4566, not " + endpoint + ".");
        }
        return Optional.of(EndpointProbe.probe(URI.create(endpoint.replaceAll("/$", "")), runs));
    }

    private void write(JsonNode summary) throws IOException {
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(summary);
        Files.writeString(json, text + System.lineSeparator());
    }

    private PoolDump population() {
        if (pool != null) {
            if (users != null || groups != null || seed != null) {
                throw wrong("--pool takes the population from a file: leave out --users, --groups and --seed.");
            }
            try {
                return new PoolFile(Instant.now()).read(pool);
            } catch (PoolFileException e) {
                throw wrong(e.getMessage());
            }
        }
        return MadeUpPool.of(
                within("--users", users, 1000, 1, MOST_USERS),
                within("--groups", groups, 20, 0, NumberOption.MOST_GROUPS),
                seed == null ? 1 : seed,
                SignIn.USERNAME);
    }

    private int within(String option, Integer given, int otherwise, int least, int most) {
        return NumberOption.within(command.commandLine(), option, given, otherwise, least, most);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
