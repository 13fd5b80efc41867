package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Project;
import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A release is deployed in the middle of an import, which goes on with the code that it began with. */
final class Upgrade implements Scenario {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String BEFORE = "1";
    private static final String AFTER = "2";

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public String description() {
        return "A release is deployed while an import runs; that import keeps its code, and the next has the new one.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "The restore is running when somebody deploys the next release. Nothing of it reaches the running import,",
                "which calls the functions as they were when it began, to its end. The next one calls the new functions.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(40, 4, 47, SignIn.USERNAME);
    }

    @Override
    public Optional<String> onlyHere() {
        return Optional.of(
                "holds an import in the midst of its calls, and counts which versions of functions are called");
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump source = rehearsal.source();
        rehearsal.say("Exporting the pool");
        rehearsal.export(Stage.PRIMARY, source);

        String target = stage.createPool(Stage.PRIMARY, source.userPool());
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        Interruption interruption = new Interruption(stage, target);
        Map<String, Long> before;
        String execution;
        interruption.holdAt("AdminCreateUser", 15);
        try {
            rehearsal.say("Starting an import");
            execution = runbook.startImport(Map.of("targetUserPoolId", target, "method", "API"));
            awaitHolding(interruption, runbook, execution);
            rehearsal.say("Deploying another release while it creates users");
            rehearsal.deploy(
                    List.of(source.userPoolId()),
                    Map.of("lambdaJar", nextRelease().toString()));
            before = callsByVersion(stage);
        } finally {
            interruption.release();
        }
        JsonNode output = rehearsal.restored(Stage.PRIMARY, runbook.await(execution, LIMIT));
        Map<String, Long> ofRunning = Rehearsal.callsSince(before, callsByVersion(stage));
        onlyVersion(rehearsal, "versions that the running import called from then on", BEFORE, ofRunning);
        rehearsal.same(
                "the restored pool, compared with the source", source, rehearsal.read(Stage.PRIMARY, target, source));

        rehearsal.say("Asking with the new release what the same import would do now");
        Map<String, Long> between = callsByVersion(stage);
        JsonNode next = rehearsal.ask(
                Stage.PRIMARY,
                Map.of("targetUserPoolId", stage.createPool(Stage.PRIMARY, source.userPool()), "dryRun", true));
        onlyVersion(
                rehearsal,
                "versions that the next execution called",
                AFTER,
                Rehearsal.callsSince(between, callsByVersion(stage)));
        rehearsal.equal(
                "users that both releases plan",
                output.path("planned").asLong(),
                next.path("planned").asLong());
    }

    private static void awaitHolding(Interruption interruption, Runbook runbook, String execution)
            throws InterruptedException {
        while (!interruption.isHolding()) {
            if (runbook.look(execution).isPresent()) {
                throw new WorkflowFailedException("SUCCEEDED", "too early", "it never came to create users");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void onlyVersion(Rehearsal rehearsal, String what, String version, Map<String, Long> calls) {
        rehearsal.holds(
                what, "only " + version, calls.toString(), calls.keySet().equals(Set.of(version)));
    }

    private static Map<String, Long> callsByVersion(Stage stage) {
        Map<String, Long> calls = new TreeMap<>();
        stage.region(Stage.PRIMARY)
                .functions()
                .invocationsByVersion()
                .forEach((function, count) ->
                        calls.merge(function.substring(function.lastIndexOf(':') + 1), count, Long::sum));
        return calls;
    }

    /** The same functions in a jar with one file more: other code, for all that a deployment can see. */
    private static Path nextRelease() {
        try {
            Files.createDirectories(Project.target());
            Path jar = Project.target().resolve("next-release.jar");
            Files.copy(Project.lambdaJar(), jar, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                Files.writeString(inside.getPath("next-release.txt"), "the release after this one");
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
