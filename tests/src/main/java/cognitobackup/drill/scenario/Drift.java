package cognitobackup.drill.scenario;

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
import java.util.TreeMap;
import java.util.TreeSet;

/** What has changed since an export, told by the comparison of a snapshot with the living pool or with another. */
final class Drift implements Scenario {
    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String description() {
        return "What has changed since an export: a snapshot is compared with the living pool, and with another one.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "Something in the pool is not as it was, and nobody knows what. You compare the newest export with the",
                "living pool, and read in the report who is new, who has changed and in which attributes, and who is",
                "gone. Later you ask the same of two exports. Nothing is changed by asking.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(60, 20, 71, SignIn.USERNAME);
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        PoolDump before = rehearsal.source();
        rehearsal.say("Exporting the pool");
        ExportFigures first = rehearsal.export(Stage.PRIMARY, before);
        rehearsal.say("The pool drifts");
        Set<String> expected = drift(rehearsal.stage(), before);
        PoolDump after = rehearsal.read(before);

        rehearsal.say("Comparing the export with the living pool");
        Map<String, Long> callsBefore = rehearsal.calls();
        compare(rehearsal, before, first.exportId(), "pool", expected);
        rehearsal.called(
                "calls of Cognito by which the comparison changes something",
                Rehearsal::changes,
                Map.of(),
                callsBefore);

        rehearsal.say("Exporting again, and comparing the two exports");
        ExportFigures second = rehearsal.export(Stage.PRIMARY, after);
        compare(rehearsal, before, first.exportId(), second.exportId(), expected);
        rehearsal.say("Comparing the newest export with the pool");
        compare(rehearsal, before, "latest", "pool", Set.of());
    }

    /** Changes the pool, and says what a comparison has to find. */
    private static Set<String> drift(Stage stage, PoolDump before) {
        Set<String> expected = new TreeSet<>();
        List<PoolUser> users = LivingPool.everydayUsers(before);
        String gone = LivingPool.smallGroup(before);
        List<String> others = before.groups().stream()
                .map(group -> group.name())
                .filter(name -> !name.equals(gone))
                .toList();
        String kept = others.get(0);
        String changed = others.get(1);
        try (LivingPool pool = new LivingPool(stage, before)) {
            String sub = pool.signUp("newcomer", "Neha", kept);
            expected.add("USER CREATED " + sub);
            expected.add("MEMBERSHIP CREATED " + sub + " " + kept);
            pool.set(users.get(0).username(), "given_name", "Changed");
            pool.set(users.get(0).username(), "custom:department", "Changed");
            expected.add("USER CHANGED " + users.get(0).sub() + " custom:department, given_name");
            pool.disable(users.get(1).username());
            expected.add("USER CHANGED " + users.get(1).sub() + " enabled");
            for (PoolUser deleted : users.subList(2, 4)) {
                LivingPool.groupsOf(before, deleted)
                        .forEach(group -> expected.add("MEMBERSHIP GONE " + deleted.sub() + " " + group));
                pool.delete(deleted.username());
                expected.add("USER GONE " + deleted.sub());
            }
            pool.createGroup("night-shift", "new");
            expected.add("GROUP CREATED night-shift");
            pool.changeGroup(changed, "changed", 99);
            expected.add("GROUP CHANGED " + changed + " description, precedence");
            Map<String, String> subs = new TreeMap<>();
            before.users().forEach(user -> subs.put(user.username(), user.sub()));
            LivingPool.membersOf(before, gone)
                    .forEach(username -> expected.add("MEMBERSHIP GONE " + subs.get(username) + " " + gone));
            pool.deleteGroup(gone);
            expected.add("GROUP GONE " + gone);
        }
        return expected;
    }

    private static void compare(Rehearsal rehearsal, PoolDump pool, String asOf, String with, Set<String> expected)
            throws InterruptedException {
        JsonNode output =
                rehearsal.ask(Stage.PRIMARY, Map.of("userPoolId", pool.userPoolId(), "asOf", asOf, "compare", with));
        String which = asOf + " compared with " + (with.equals("pool") ? "the pool" : with);
        rehearsal.equal(which + ": outcome", "COMPARED", output.path("outcome").asText());
        rehearsal.equal(which + ": the counts", counts(expected), counts(output));
        Set<String> reported = new TreeSet<>();
        rehearsal
                .stage()
                .report(Stage.PRIMARY, output.path("report").asText())
                .path("differences")
                .forEach(difference -> reported.add(line(difference)));
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(reported);
        Set<String> unexpected = new TreeSet<>(reported);
        unexpected.removeAll(expected);
        rehearsal.equal(which + ": of the " + expected.size() + " changes not in the report", Set.of(), missing);
        rehearsal.equal(which + ": in the report and not made", Set.of(), unexpected);
    }

    private static String line(JsonNode difference) {
        StringBuilder line = new StringBuilder(difference.path("kind").asText() + " "
                + difference.path("change").asText());
        for (String member : List.of("sub", "groupName", "part", "name")) {
            // A group's or a user's own key, and both of a membership.
            if (difference.has(member)) {
                line.append(' ').append(difference.path(member).asText());
            }
        }
        if (!difference.path("fields").isEmpty()) {
            Set<String> fields = new TreeSet<>();
            difference.path("fields").forEach(field -> fields.add(field.asText()));
            line.append(' ').append(String.join(", ", fields));
        }
        return line.toString();
    }

    private static Map<String, String> counts(Set<String> expected) {
        Map<String, String> counts = new TreeMap<>();
        for (String kind : List.of("USER", "GROUP", "MEMBERSHIP", "CONFIGURATION")) {
            counts.put(
                    kind,
                    count(expected, kind, "CREATED") + "/" + count(expected, kind, "CHANGED") + "/"
                            + count(expected, kind, "GONE"));
        }
        return counts;
    }

    private static long count(Set<String> expected, String kind, String change) {
        return expected.stream()
                .filter(line -> line.startsWith(kind + " " + change + " "))
                .count();
    }

    private static Map<String, String> counts(JsonNode output) {
        Map<String, String> members = Map.of(
                "USER", "users", "GROUP", "groups", "MEMBERSHIP", "memberships", "CONFIGURATION", "configuration");
        Map<String, String> counts = new TreeMap<>();
        members.forEach((kind, member) -> {
            JsonNode of = output.path(member);
            counts.put(kind, of.path("created") + "/" + of.path("changed") + "/" + of.path("gone"));
        });
        return counts;
    }
}
