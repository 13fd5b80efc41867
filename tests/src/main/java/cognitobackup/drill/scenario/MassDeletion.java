package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Stage;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Most users are deleted; the next export does not carry that into the backup, and they come back from it. */
final class MassDeletion implements Scenario {
    private static final int DELETED = 60;

    @Override
    public String name() {
        return "mass-deletion";
    }

    @Override
    public String description() {
        return "Most users are deleted by mistake; the export stops and alerts, and the deleted are restored.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "A clean-up script deletes most of your customers. The nightly export sees it, stops before its first",
                "deletion and alerts with the numbers; the last good export stays the newest. You restore from it into",
                "the living pool: who is gone comes back, who is there is left alone. Then exports go on.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(90, 5, 51, SignIn.USERNAME);
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Stage stage = rehearsal.stage();
        PoolDump before = rehearsal.source();
        rehearsal.say("Exporting the pool");
        ExportFigures good = rehearsal.export(Stage.PRIMARY, before);

        List<PoolUser> victims = LivingPool.everydayUsers(before).subList(0, DELETED);
        Set<String> deleted = victims.stream().map(PoolUser::username).collect(Collectors.toSet());
        long memberships = before.memberships().stream()
                .filter(membership -> deleted.contains(membership.username()))
                .count();
        rehearsal.say("%d of %d users are deleted", DELETED, before.users().size());
        try (LivingPool pool = new LivingPool(stage, before)) {
            deleted.forEach(pool::delete);
        }
        PoolDump survivors = rehearsal.read(before);

        rehearsal.say("The nightly export runs");
        String numbers = DELETED + " of " + before.users().size() + " users";
        String allowance = "allowDeletions: " + (DELETED + memberships);
        rehearsal.part(() -> {
            String stopped = rehearsal.startNightly(before);
            rehearsal.refused("the nightly export", Stage.PRIMARY, stopped, numbers, good.exportId(), allowance);
            rehearsal.told(Stage.PRIMARY, stopped, numbers, allowance);
        });
        JsonNode listed = rehearsal.ask(Stage.PRIMARY, Map.of("exports", "list", "userPoolId", before.userPoolId()));
        rehearsal.equal(
                "the newest export",
                good.exportId(),
                listed.path("exports").path(0).path("exportId").asText());

        rehearsal.say("Restoring from the last good export into the living pool");
        JsonNode output = rehearsal.restore(
                Stage.PRIMARY,
                Map.of(
                        "targetUserPoolId", before.userPoolId(),
                        "userPoolId", before.userPoolId(),
                        "mode", "MERGE"));
        PoolDump after = rehearsal.read(before);
        rehearsal.equal(
                "users restored", (long) DELETED, output.path("restored").asLong());
        rehearsal.same("the pool, compared with before the deletion", before, after);
        rehearsal.unchanged(
                "who had survived, compared with just before the restore",
                survivors,
                Parts.withoutUsers(after, deleted));

        rehearsal.say("Exporting again: the restored users have new subs, so the old ones are gone for good");
        rehearsal.refused(
                "an export that is not told so",
                Stage.PRIMARY,
                stage.runbook(Stage.PRIMARY).startExport(Map.of("userPoolId", before.userPoolId())),
                allowance);
        rehearsal.export(Stage.PRIMARY, after, Map.of("allowDeletions", DELETED + memberships));
        rehearsal.say("And once more, as every night");
        rehearsal.nightlyExport(after);
    }
}
