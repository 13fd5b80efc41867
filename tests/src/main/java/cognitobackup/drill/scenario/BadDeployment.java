package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A deployment spoils the living pool; it is set back to the export before, and who came since stays as they are. */
final class BadDeployment implements Scenario {
    private static final int SPOILED = 25;
    private static final List<String> NEWCOMERS = List.of("newcomer-0", "newcomer-1", "newcomer-2");

    /** What a dry run announces and the run then does. */
    private static final List<String> ANNOUNCED = List.of(
            "planned",
            "restored",
            "failed",
            "skipped",
            "groups",
            "groupsFailed",
            "groupsSkipped",
            "memberships",
            "membershipsFailed",
            "membershipsSkipped",
            "membershipsRemoved",
            "activeUsers");

    @Override
    public String name() {
        return "bad-deployment";
    }

    @Override
    public String description() {
        return "A deployment spoils users and groups of the living pool; both are set back, and newcomers stay.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "A deployment goes wrong: it writes nonsense over names and departments, disables people, deletes a group",
                "and changes another, and makes two dozen people administrators. Three customers sign up before somebody",
                "notices. You look at a dry run, and set the living pool back to the export before the deployment.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(80, 7, 31, SignIn.USERNAME);
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        PoolDump before = rehearsal.source();
        rehearsal.say("Exporting the pool");
        ExportFigures export = rehearsal.export(Stage.PRIMARY, before);

        rehearsal.say("The deployment spoils the pool, and three customers sign up");
        spoil(rehearsal.stage(), before);
        PoolDump spoiled = rehearsal.read(before);

        Map<String, Object> input = new LinkedHashMap<>(Map.of(
                "targetUserPoolId", before.userPoolId(),
                "userPoolId", before.userPoolId(),
                "asOf", export.exportId(),
                "mode", "OVERWRITE",
                "allowRemovals", true));
        rehearsal.say("Asking what the restore would do");
        Map<String, Object> dryRun = new LinkedHashMap<>(input);
        dryRun.put("dryRun", true);
        JsonNode announced = rehearsal.ask(Stage.PRIMARY, dryRun);
        rehearsal.equal(
                "the dry run's outcome", "DRY_RUN", announced.path("outcome").asText());
        rehearsal.unchanged(
                "the spoiled pool after the dry run, compared with just before", spoiled, rehearsal.read(before));

        rehearsal.say("Setting the living pool back");
        Map<String, Long> callsBefore = rehearsal.calls();
        JsonNode done = rehearsal.restore(Stage.PRIMARY, input);
        rehearsal.called("passwords given", "AdminSetUserPassword"::equals, Map.of(), callsBefore);
        PoolDump after = rehearsal.read(before);
        rehearsal.equal("what was done, compared with what was announced", figures(announced), figures(done));
        rehearsal.unchanged(
                "the pool but for the newcomers, compared with the export",
                before,
                Parts.withoutUsers(after, NEWCOMERS),
                Reason.DATES);
        rehearsal.unchanged(
                "the newcomers, compared with just before the restore",
                Parts.onlyUsers(spoiled, NEWCOMERS),
                Parts.onlyUsers(after, NEWCOMERS));
        rehearsal.figure("memberships removed", done.path("membershipsRemoved").asLong());
        rehearsal.figure(
                "seconds that the dry run estimated",
                announced.path("estimatedSeconds").asLong());
    }

    private static void spoil(Stage stage, PoolDump before) {
        List<PoolUser> users = LivingPool.everydayUsers(before);
        String administrators = before.groups().stream()
                .map(group -> group.name())
                .min(Comparator.comparing(
                        name -> LivingPool.membersOf(before, name).size()))
                .orElseThrow();
        List<String> others = before.groups().stream()
                .map(group -> group.name())
                .filter(name -> !name.equals(administrators))
                .toList();
        String deleted = others.get(0);
        // A precedence that a group did not have may be there to stay.
        String changed = before.groups().stream()
                .filter(group -> group.precedence().isPresent())
                .map(group -> group.name())
                .filter(name -> others.indexOf(name) > 0)
                .findFirst()
                .orElseThrow();
        try (LivingPool pool = new LivingPool(stage, before)) {
            for (PoolUser user : users.subList(0, SPOILED)) {
                pool.set(user.username(), "given_name", "undefined");
                pool.set(user.username(), "custom:department", "[object Object]");
                pool.set(user.username(), "nickname", "null");
                pool.set(user.username(), "family_name", "");
                pool.join(user.username(), administrators);
            }
            for (PoolUser user : users.subList(SPOILED - 5, SPOILED + 5)) {
                pool.disable(user.username());
            }
            pool.changeGroup(changed, "TODO", 99);
            LivingPool.membersOf(before, changed).forEach(username -> pool.leave(username, changed));
            pool.deleteGroup(deleted);
            NEWCOMERS.forEach(username -> pool.signUp(username, "Neha", changed));
        }
    }

    private static Map<String, Long> figures(JsonNode output) {
        Map<String, Long> figures = new TreeMap<>();
        ANNOUNCED.forEach(member -> figures.put(
                member, output.path(member).isNumber() ? output.path(member).longValue() : -1));
        return figures;
    }
}
