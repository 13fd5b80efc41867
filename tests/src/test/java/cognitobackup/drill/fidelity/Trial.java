package cognitobackup.drill.fidelity;

import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.judge.Announced;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.ExpectedFates;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.PoolState;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pool's way from export to import, and what was found to be wrong with the outcome. */
final class Trial {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Stage stage;
    private final PoolDump source;
    private final List<String> faults = new ArrayList<>();

    private Trial(Stage stage, PoolDump source) {
        this.stage = stage;
        this.source = source;
    }

    /** Puts a population into a pool of its own; what the pool then holds is what has to come back. */
    static PoolDump fill(Stage stage, PoolDump population) {
        PoolDump source = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, source);
        PoolDump filled = read(stage, source.userPoolId(), source);
        if (!Set.copyOf(filled.users()).equals(Set.copyOf(source.users()))
                || !Set.copyOf(filled.memberships()).equals(Set.copyOf(source.memberships()))
                || filled.groups().size() != source.groups().size()) {
            throw new IllegalStateException("The pool does not hold the population: " + filled + ", not " + source);
        }
        return filled;
    }

    private static PoolDump read(Stage stage, String userPoolId, PoolDump like) {
        PoolDump read = stage.readPool(Stage.PRIMARY, userPoolId);
        return new PoolDump(
                like.userPool().deepCopy().put("Id", userPoolId), read.users(), read.groups(), read.memberships());
    }

    /** Says what is wrong; nothing where all is as it must be, or as the report says. */
    static List<String> run(Stage stage, PoolDump source, Map<String, ?> options) throws InterruptedException {
        Trial trial = new Trial(stage, source);
        try {
            trial.run(options);
        } catch (WorkflowFailedException e) {
            trial.faults.add(e.getMessage());
        }
        return trial.faults;
    }

    private void run(Map<String, ?> options) throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        runbook.await(runbook.startExport(Map.of("userPoolId", source.userPoolId())), LIMIT);
        String target = stage.createPool(Stage.PRIMARY, source.userPool());
        Map<String, Object> input = new HashMap<>(options);
        input.put("userPoolId", source.userPoolId());
        input.put("targetUserPoolId", target);
        JsonNode output = runbook.await(runbook.startImport(input), LIMIT);
        JsonNode report = stage.report(Stage.PRIMARY, output.path("report").asText());
        judge(target, report);
        count(report, output);
    }

    private void judge(String target, JsonNode report) {
        PoolDump restored = read(stage, target, source);
        List<Difference> differences = Judge.compare(source, restored);
        Announced announced = Announced.by(report);
        differences.stream()
                .filter(Difference::isFault)
                .forEach(fault ->
                        faults.add("fault: " + SummaryText.of(fault) + " " + announced.about(fault.identity())));
        announced.unannounced(differences).forEach(silent -> faults.add("unannounced: " + SummaryText.of(silent)));
        if (!ExpectedFates.of(source, restored).equals(ExpectedFates.in(report))) {
            faults.add("fates: " + ExpectedFates.in(report) + ", not " + ExpectedFates.of(source, restored));
        }
        expect(restored.users().size(), counted(report, "users", "restored"), "restored users");
        expect(restored.memberships().size(), counted(report, "memberships", "restored"), "restored memberships");
        CognitoUserPools cognito = stage.userPools(Stage.PRIMARY);
        PoolState state = cognito.state(target);
        state.creations().forEach((name, times) -> expect(1, times, "creations of " + name));
        state.users().forEach(user -> {
            if (user.passwordsSet() > 1) {
                faults.add(user.passwordsSet() + " passwords for " + user.username());
            }
        });
        cognito.outbox().messages().stream()
                .filter(message -> message.userPoolId().equals(target))
                .forEach(message -> faults.add("a message: " + message));
    }

    private void count(JsonNode report, JsonNode output) {
        expect(source.users().size(), counted(report, "users", "planned"), "planned users");
        expect(source.groups().size(), counted(report, "groups", "planned"), "planned groups");
        expect(source.memberships().size(), counted(report, "memberships", "planned"), "planned memberships");
        expect(
                output.path("restored").asLong(),
                report.path("users").path("restored").asLong(),
                "restored users");
        for (String kind : List.of("users", "groups", "memberships")) {
            JsonNode counts = report.path(kind);
            expect(
                    counts.path("planned").asLong(),
                    counts.path("restored").asLong()
                            + counts.path("failed").asLong()
                            + counts.path("skipped").asLong(),
                    kind + " restored, failed and skipped");
        }
    }

    private static long counted(JsonNode report, String kind, String outcome) {
        return report.path(kind).path(outcome).asLong();
    }

    private void expect(long expected, long actual, String what) {
        if (expected != actual) {
            faults.add(what + ": " + actual + ", not " + expected);
        }
    }
}
