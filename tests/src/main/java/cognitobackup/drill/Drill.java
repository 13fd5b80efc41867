package cognitobackup.drill;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFile;
import cognitobackup.drill.population.PoolFileException;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
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
            "Rehearses the loss of a Region on this machine: deploys the stacks of two Regions to a local AWS, fills a"
                    + " user pool, exports it, loses the primary Region, restores the pool in the secondary, and proves"
                    + " that it is the same.",
            "Exit status: 0 passed, 1 failed, 2 the command line or a file is wrong."
        },
        subcommands = {PreviewCommand.class, ServeCommand.class})
public final class Drill implements Callable<Integer> {
    private static final int MOST_USERS = 1_000_000;
    private static final int MOST_GROUPS = 10_000; // of a pool, by Cognito's quota

    @Spec
    private CommandSpec command;

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
        PoolDump population = population();
        if (json != null) {
            Outputs.checkWritable(json, command.commandLine());
        }
        Summary summary = rehearse(population);
        command.commandLine().getOut().println(SummaryText.of(summary));
        if (json != null) {
            Files.writeString(
                    json,
                    new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(summary.toJson())
                            + System.lineSeparator());
        }
        return summary.passed() ? 0 : 1;
    }

    private Summary rehearse(PoolDump population) throws InterruptedException {
        Progress progress = new Progress(command.commandLine().getOut());
        StageOptions options = StageOptions.standard().withLambda(lambda.mode());
        progress.say("Starting a local AWS with two Regions. Its Cognito has quotas " + options.quotaFactor()
                + " times AWS's, so the times below are no forecast.");
        try (Stage stage = Stage.start(options)) {
            return new RegionLoss(population, progress).run(stage);
        } catch (PoolFileException e) {
            throw wrong(e.getMessage());
        }
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
                within("--groups", groups, 20, 0, MOST_GROUPS),
                seed == null ? 1 : seed,
                SignIn.USERNAME);
    }

    private int within(String option, Integer given, int otherwise, int least, int most) {
        int value = given == null ? otherwise : given;
        if (value < least || value > most) {
            throw wrong(option + " must be from " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
