package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** One user of many is deleted by mistake and comes back from the backup, and nobody else notices. */
final class SingleUser implements Scenario {
    private static final String NEWCOMER = "newcomer";

    @Override
    public String name() {
        return "single-user";
    }

    @Override
    public String description() {
        return "One deleted user comes back into the living pool, with its groups; everybody else stays as they are.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "The help desk deletes the wrong customer, and later somebody deletes a group that the customer was in.",
                "Meanwhile life goes on: others change and sign up. You restore this one user into the living pool, by",
                "what the customer signs in with, and nobody else is touched.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(60, 6, 41, SignIn.USERNAME);
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        PoolDump exported = rehearsal.source();
        rehearsal.say("Exporting the pool");
        rehearsal.export(Stage.PRIMARY, exported);

        PoolUser customer = LivingPool.everydayUsers(exported).stream()
                .filter(user -> LivingPool.groupsOf(exported, user).size() == 2)
                .findFirst()
                .orElseThrow();
        String username = customer.username();
        String deletedGroup = LivingPool.groupsOf(exported, customer).get(0);
        try (LivingPool pool = new LivingPool(rehearsal.stage(), exported)) {
            pool.delete(username);
            pool.deleteGroup(deletedGroup);
            pool.signUp(NEWCOMER, "Neha");
            PoolUser other = LivingPool.everydayUsers(exported).stream()
                    .filter(user -> !user.username().equals(username))
                    .findFirst()
                    .orElseThrow();
            pool.set(other.username(), "given_name", "Renamed");
        }
        PoolDump before = rehearsal.read(exported);

        rehearsal.say("Restoring the one user into the living pool");
        Map<String, Long> callsBefore = rehearsal.calls();
        JsonNode output = rehearsal.restore(
                Stage.PRIMARY,
                Map.of(
                        "targetUserPoolId", exported.userPoolId(),
                        "userPoolId", exported.userPoolId(),
                        "mode", "MERGE",
                        "only", Map.of("usernames", List.of(username))));
        rehearsal.called(
                "calls of Cognito that change something",
                Rehearsal::changes,
                Map.of(
                        "CreateGroup", 1L,
                        "AdminCreateUser", 1L,
                        "AdminSetUserPassword", 1L,
                        "AdminAddUserToGroup", 2L),
                callsBefore);
        if (rehearsal.stage().hasStores()) {
            rehearsal.figure(
                    "calls of Cognito to bring one of " + exported.users().size() + " users back",
                    Rehearsal.callsSince(callsBefore, rehearsal.calls()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
        PoolDump after = rehearsal.read(exported);

        rehearsal.equal("users planned", 1L, output.path("planned").asLong());
        rehearsal.equal("users restored", 1L, output.path("restored").asLong());
        rehearsal.same(
                "the customer with all memberships, compared with the export",
                Parts.onlyUsers(exported, List.of(username)),
                Parts.onlyUsers(after, List.of(username)));
        rehearsal.unchanged(
                "the deleted group, compared with the export",
                Parts.onlyGroups(exported, List.of(deletedGroup)),
                Parts.onlyGroups(after, List.of(deletedGroup)),
                Reason.DATES);
        rehearsal.unchanged(
                "everybody and everything else, compared with just before",
                Parts.withoutUsers(before, List.of(username)),
                Parts.withoutUsers(Parts.withoutGroups(after, List.of(deletedGroup)), List.of(username)));
    }
}
