package cognitobackup.drill;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.ExportFigures;
import cognitobackup.drill.summary.ImportFigures;
import cognitobackup.drill.summary.Summary;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The scenario {@code region-loss}: a pool is exported, its Region is lost, the pool is restored in the other Region and
 * exported there.
 */
public final class RegionLoss {
    private static final String NAME = "region-loss";
    private static final Duration WORKFLOW_LIMIT = Duration.ofHours(2);

    private final PoolDump population;
    private final Progress progress;
    private final List<String> faults = new ArrayList<>();

    private Optional<ExportFigures> exported = Optional.empty();
    private Optional<ImportFigures> imported = Optional.empty();
    private List<Difference> differences = List.of();

    public RegionLoss(PoolDump population, Progress progress) {
        this.population = population;
        this.progress = progress;
    }

    /** Runs the scenario to its end, or to the first step without which the rest makes no sense. */
    public Summary run(Stage stage) throws InterruptedException {
        try {
            rehearse(stage);
        } catch (WorkflowFailedException | DeploymentFailedException e) {
            faults.add(e.getMessage());
        }
        return new Summary(NAME, faults, exported, imported, differences);
    }

    private void rehearse(Stage stage) throws InterruptedException, DeploymentFailedException {
        PoolDump source = fillSource(stage);
        progress.say("Deploying the stack of the primary Region, " + Stage.PRIMARY + ", from the Pulumi program");
        stage.deployPrimary(List.of(source.userPoolId()));
        progress.say("Deploying the stack of the secondary Region, " + Stage.SECONDARY);
        stage.deploySecondary(List.of());

        progress.say("Exporting the pool");
        exported = Optional.of(export(stage.runbook(Stage.PRIMARY), source));

        stage.awaitReplication();
        stage.losePrimary();
        progress.say("The primary Region is lost: its endpoints answer no more");

        String target = stage.createPool(Stage.SECONDARY, source.userPool());
        progress.say("Restoring to an empty pool in the secondary Region");
        Runbook secondary = stage.runbook(Stage.SECONDARY);
        JsonNode output = secondary.await(secondary.startImport(Map.of("targetUserPoolId", target)), WORKFLOW_LIMIT);
        imported = Optional.of(ImportFigures.of(output));

        progress.say("Comparing the restored pool with the source");
        PoolDump restored = stage.readPool(Stage.SECONDARY, target);
        differences = Judge.compare(source, restored);
        checkImport(imported.get(), source, restored);

        progress.say("Configuring the restored pool in the secondary stack, and exporting it there");
        stage.deploySecondary(List.of(target));
        export(stage.runbook(Stage.SECONDARY), restored);

        if (!stage.callsOfLostRegion().isEmpty()) {
            fault("after the loss somebody called the primary Region: %s", stage.callsOfLostRegion());
        }
    }

    /** Reads the source back: what never got into it cannot be missed in the restored pool. */
    private PoolDump fillSource(Stage stage) {
        progress.say(String.format(
                Locale.ROOT,
                "Filling a user pool with %,d users, %,d groups and %,d memberships",
                population.users().size(),
                population.groups().size(),
                population.memberships().size()));
        String id = stage.createPool(Stage.PRIMARY, population.userPool());
        PoolDump source = population.inPool(id);
        stage.fill(Stage.PRIMARY, source);
        PoolDump filled = stage.readPool(Stage.PRIMARY, id);
        List<Difference> unlike = Judge.compare(source, filled).stream()
                .filter(difference -> !difference.reason().equals(Optional.of(Reason.DATES)))
                .toList();
        if (!unlike.isEmpty()) {
            throw new IllegalStateException("The source pool does not hold the population: " + unlike);
        }
        return new PoolDump(source.userPool(), filled.users(), filled.groups(), filled.memberships());
    }

    private ExportFigures export(Runbook runbook, PoolDump pool) throws InterruptedException {
        ExportFigures figures = ExportFigures.of(
                runbook.await(runbook.startExport(Map.of("userPoolId", pool.userPoolId())), WORKFLOW_LIMIT));
        expect("users exported", pool.users().size(), figures.users());
        expect("groups exported", pool.groups().size(), figures.groups());
        expect("memberships exported", pool.memberships().size(), figures.memberships());
        return figures;
    }

    private void checkImport(ImportFigures figures, PoolDump source, PoolDump restored) {
        expect("users planned", source.users().size(), figures.planned());
        expect("users restored", restored.users().size(), figures.restored());
        expect(
                "users restored, failed and skipped",
                figures.planned(),
                figures.restored() + figures.failed() + figures.skipped());
        expect("groups restored", restored.groups().size(), figures.groups());
        expect("memberships restored", restored.memberships().size(), figures.memberships());
    }

    private void expect(String what, long expected, long actual) {
        if (expected != actual) {
            fault("%s: %d by the workflow's own account, %d in truth", what, actual, expected);
        }
    }

    private void fault(String format, Object... values) {
        faults.add(String.format(Locale.ROOT, format, values));
    }
}
