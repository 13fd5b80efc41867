package cognitobackup.drill.scenario;

import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.cognito.PoolState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An import is stopped again and again, and started again each time; nothing of what it did is done twice. */
final class CrashAndResume implements Scenario {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** As short as can be: a stopped run's functions may be at work for so long, and nobody may follow before. */
    private static final int FUNCTION_TIMEOUT_SECONDS = 15;

    @Override
    public String name() {
        return "crash-and-resume";
    }

    @Override
    public String description() {
        return "An import is stopped in the middle, several times; started again, it does what is missing and no more.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "Somebody stops the restore, and its functions die: while users are created, while they get their passwords,",
                "and while groups get their members. Each time you start it again with the same input, and it goes on where",
                "it was. Somebody who starts it with another input is told what is unfinished.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(60, 4, 5, SignIn.USERNAME);
    }

    @Override
    public Optional<String> onlyHere() {
        return Optional.of("stops an import in the midst of its calls");
    }

    @Override
    public Setting setting() {
        return Setting.plain()
                .withOptions(StageOptions.standard().withFunctionTimeoutSeconds(FUNCTION_TIMEOUT_SECONDS));
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        Stage stage = rehearsal.stage();
        PoolDump source = rehearsal.source();
        rehearsal.say("Exporting the pool");
        rehearsal.export(Stage.PRIMARY, source);

        String target = stage.createPool(Stage.PRIMARY, source.userPool());
        // One by one, so that it can be stopped in the middle.
        Map<String, Object> input = Map.of("targetUserPoolId", target, "method", "API");
        Interruption interruption = new Interruption(stage, target);
        stopAt(rehearsal, interruption, input, "AdminCreateUser", 15);
        stopAt(rehearsal, interruption, input, "AdminSetUserPassword", 15);
        stopAt(rehearsal, interruption, input, "AdminAddUserToGroup", 15);

        rehearsal.say("Starting it with another input, by mistake");
        String refusal = refusal(
                rehearsal, Map.of("targetUserPoolId", target, "method", "API", "trustExistingIdentities", true));
        rehearsal.say("Starting it with the same input, for the last time");
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        JsonNode output =
                rehearsal.restored(Stage.PRIMARY, runbook.await(startWhenFree(runbook, input, () -> false), LIMIT));

        String importId = output.path("importId").asText();
        rehearsal.holds(
                "what an import with another input is told",
                "refused, naming the unfinished import " + importId,
                refusal.contains(importId) ? "so" : refusal,
                refusal.contains(importId));
        PoolState state = stage.userPools(Stage.PRIMARY).state(target);
        rehearsal.equal(
                "users created more than once",
                0L,
                state.creations().values().stream().filter(times -> times > 1).count());
        rehearsal.equal(
                "users given a password other than once",
                0L,
                state.users().stream().filter(user -> user.passwordsSet() != 1).count());
        rehearsal.same(
                "the restored pool, compared with the source", source, rehearsal.read(Stage.PRIMARY, target, source));
    }

    /** Starts the import, as often as it takes for the lock to be free, and stops it when it gets to a call; its functions die with it. */
    private static void stopAt(
            Rehearsal rehearsal, Interruption interruption, Map<String, Object> input, String operation, int nth)
            throws InterruptedException {
        rehearsal.say("Starting the import, and stopping it at call %d of %s", nth, operation);
        Runbook runbook = rehearsal.stage().runbook(Stage.PRIMARY);
        interruption.holdAt(operation, nth);
        try {
            String execution = startWhenFree(runbook, input, interruption::isHolding);
            if (!interruption.isHolding()) {
                throw new WorkflowFailedException("SUCCEEDED", "too early", "it never came to call " + operation);
            }
            runbook.stop(execution);
            rehearsal.stage().killQueueWorkers(Stage.PRIMARY);
        } finally {
            interruption.release();
        }
    }

    private static String refusal(Rehearsal rehearsal, Map<String, Object> input) throws InterruptedException {
        try {
            startWhenFree(rehearsal.stage().runbook(Stage.PRIMARY), input, () -> false);
            return "not refused at all";
        } catch (WorkflowFailedException e) {
            return e.getMessage();
        }
    }

    /**
     * Starts the import until it gets the lock: the functions of a run that was stopped may be at work for as long as
     * they may take, and until then nobody is let in.
     *
     * @param enough when not to wait for its end
     * @return the execution that has ended, or for which that is enough
     * @throws WorkflowFailedException when it failed for another reason
     */
    private static String startWhenFree(Runbook runbook, Map<String, Object> input, BooleanSupplier enough)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            String execution = runbook.startImport(input);
            try {
                while (!enough.getAsBoolean() && runbook.look(execution).isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                return execution;
            } catch (WorkflowFailedException e) {
                if (System.nanoTime() > deadline || !e.getMessage().contains("holds the lock")) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }
}
