package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Stage;
import cognitobackup.drill.endpoint.Lack;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.ImportFigures;
import cognitobackup.local.gateway.Call;
import java.util.List;
import java.util.Map;

/** A pool is exported, its Region is lost, the pool is restored in the other Region and exported there. */
public final class RegionLoss implements Scenario {
    /** What the command line calls it. */
    public static final String NAME = "region-loss";

    private final PoolDump population;

    public RegionLoss(PoolDump population) {
        this.population = population;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "The primary Region is lost; the pool is restored in the secondary.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "The pool's Region is gone, and with it the pool, the table and the workflows that backed it up.",
                "You have the secondary Region: the replica of the table, and the stack beside it. You make an empty",
                "pool there, import the newest export, and have the restored pool backed up from then on.");
    }

    @Override
    public PoolDump population() {
        return population;
    }

    @Override
    public Setting setting() {
        return Setting.plain().withSecondary();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump source = rehearsal.source();
        rehearsal.say("Exporting the pool");
        rehearsal.export(Stage.PRIMARY, source);

        String region = Stage.PRIMARY;
        if (stage.has(Lack.REPLICAS)) {
            stage.awaitReplication();
            stage.losePrimary();
            rehearsal.say("The primary Region is lost: its endpoints answer "
                    + (stage.runsFunctions() ? "no more" : "this process no more"));
            region = Stage.SECONDARY;
        }

        String target = stage.createPool(region, source.userPool());
        rehearsal.say(
                "Restoring to an empty pool in the %s Region", region.equals(Stage.PRIMARY) ? "same" : "secondary");
        ImportFigures imported = ImportFigures.of(rehearsal.restore(region, Map.of("targetUserPoolId", target)));

        rehearsal.say("Comparing the restored pool with the source");
        PoolDump restored = rehearsal.read(region, target, source);
        rehearsal.same("the restored pool, compared with the source", source, restored);
        rehearsal.judged(Judge.compare(source, restored));
        checkImport(rehearsal, imported, source, restored);

        if (!stage.has(Lack.REPLICAS)) {
            return;
        }
        rehearsal.say("Configuring the restored pool in the secondary stack, and exporting it there");
        stage.deploySecondary(List.of(target));
        rehearsal.export(Stage.SECONDARY, restored);

        checkLoss(rehearsal);
    }

    private static void checkLoss(Rehearsal rehearsal) {
        String what = "calls of the primary Region after its loss";
        List<Call> calls = rehearsal.stage().callsOfLostRegion();
        if (rehearsal.stage().runsFunctions()) {
            rehearsal.holds(what, "0", calls.isEmpty() ? "0" : calls.size() + ": " + calls, calls.isEmpty());
        } else {
            rehearsal.leftOut(what, "functions run at the endpoint, and call it without passing this process");
        }
    }

    private static void checkImport(Rehearsal rehearsal, ImportFigures figures, PoolDump source, PoolDump restored) {
        rehearsal.equal("users that the import planned", (long) source.users().size(), figures.planned());
        rehearsal.equal(
                "users that it restored, failed or skipped",
                figures.planned(),
                figures.restored() + figures.failed() + figures.skipped());
        rehearsal.equal(
                "what the import says it restored",
                Rehearsal.counts(
                        restored.users().size(),
                        restored.groups().size(),
                        restored.memberships().size()),
                Rehearsal.counts(figures.restored(), figures.groups(), figures.memberships()));
    }
}
