package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A pool lives for three days and is exported on each; each day can be restored, whatever happened after it. */
final class PointInTime implements Scenario {
    private static final ZoneOffset OPERATORS_ZONE = ZoneOffset.ofHours(9);

    @Override
    public String name() {
        return "point-in-time";
    }

    @Override
    public String description() {
        return "Three days of changes; the pool of each day is restored, by export id, by a time and as latest.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "Three days of a pool: people come, change, are disabled, leave and come back under their old name, and",
                "so do groups. Each day ends with an export (here the days are seconds apart). You restore the first day",
                "by its export's id, the second by a time of day, and the third as the latest.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(60, 20, 21, SignIn.USERNAME);
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        Stage stage = rehearsal.stage();
        PoolDump dayOne = rehearsal.source();
        Instant before = Instant.now();

        rehearsal.say("Day one ends with an export");
        ExportFigures first = rehearsal.export(Stage.PRIMARY, dayOne);
        PoolDump dayTwo;
        PoolDump dayThree;
        Instant eveningOfDayTwo;
        try (LivingPool pool = new LivingPool(stage, dayOne)) {
            dayTwo(pool, dayOne);
            dayTwo = rehearsal.read(dayOne);
            rehearsal.say("Day two ends with an export");
            rehearsal.export(Stage.PRIMARY, dayTwo);
            eveningOfDayTwo = Instant.now();
            dayThree(pool, dayOne, dayTwo);
            dayThree = rehearsal.read(dayOne);
            rehearsal.say("Day three ends with an export");
            rehearsal.export(Stage.PRIMARY, dayThree);
        }

        restore(rehearsal, "day one, by its export's id", first.exportId(), dayOne);
        restore(
                rehearsal,
                "day two, by a time in the operator's zone",
                eveningOfDayTwo.atOffset(OPERATORS_ZONE).toString(),
                dayTwo);
        restore(rehearsal, "day three, as latest", "latest", dayThree);

        String target = stage.createPool(Stage.PRIMARY, dayOne.userPool());
        rehearsal.refused(
                "a time before the first export",
                Stage.PRIMARY,
                stage.runbook(Stage.PRIMARY)
                        .startImport(Map.of(
                                "targetUserPoolId",
                                target,
                                "userPoolId",
                                dayOne.userPoolId(),
                                "asOf",
                                before.toString())),
                "asOf",
                first.exportId());
    }

    private static void dayTwo(LivingPool pool, PoolDump dayOne) {
        List<PoolUser> users = LivingPool.everydayUsers(dayOne);
        String deletedGroup = LivingPool.smallGroup(dayOne);
        List<String> groups = otherGroups(dayOne, deletedGroup);
        String firstGroup = groups.get(0);
        for (int i = 0; i < 3; i++) {
            pool.signUp("newcomer-" + i, "Neha", firstGroup);
            pool.set(users.get(i).username(), "given_name", "Married");
            pool.delete(users.get(3 + i).username());
        }
        pool.disable(users.get(6).username());
        pool.disable(users.get(7).username());
        dayOne.users().stream()
                .filter(user -> !user.enabled() && user.status().equals("CONFIRMED"))
                .limit(1)
                .forEach(user -> pool.enable(user.username()));
        pool.deleteGroup(deletedGroup);
        pool.changeGroup(groups.get(1), "what day two made of it", 7);
        pool.createGroup("night-shift", "lives for a day");
        pool.join(users.get(8).username(), "night-shift");
        pool.join(users.get(9).username(), "night-shift");
        List<String> deleted =
                users.subList(3, 6).stream().map(PoolUser::username).toList();
        LivingPool.membersOf(dayOne, firstGroup).stream()
                .filter(username -> !deleted.contains(username))
                .limit(1)
                .forEach(username -> pool.leave(username, firstGroup));
    }

    private static void dayThree(LivingPool pool, PoolDump dayOne, PoolDump dayTwo) {
        List<PoolUser> users = LivingPool.everydayUsers(dayOne);
        String returned = LivingPool.smallGroup(dayOne);
        pool.createGroup(returned, "a new group of an old name");
        pool.signUp(users.get(3).username(), "Somebody else", returned);
        pool.enable(users.get(6).username());
        pool.set(users.get(0).username(), "given_name", "Divorced");
        pool.delete("newcomer-1");
        pool.delete(users.get(10).username());
        pool.deleteGroup("night-shift");
        List<String> groups = otherGroups(dayTwo, "night-shift");
        pool.join("newcomer-2", groups.get(groups.size() - 1));
    }

    private static List<String> otherGroups(PoolDump pool, String name) {
        return pool.groups().stream()
                .map(group -> group.name())
                .filter(other -> !other.equals(name))
                .toList();
    }

    private static void restore(Rehearsal rehearsal, String which, String asOf, PoolDump expected)
            throws InterruptedException {
        rehearsal.say("Restoring %s, to a new pool", which);
        rehearsal.restore(Stage.PRIMARY, which, asOf, expected);
    }
}
