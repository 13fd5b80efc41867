package cognitobackup.drill.fidelity;

import cognitobackup.drill.judge.Announced;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.ExpectedFates;
import cognitobackup.drill.judge.IdentityMap;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.SummaryText;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with a restored pool and the report about it. Looks at nothing but the two pools and what the import has
 * left in the reports bucket.
 *
 * @param differences every difference, whether it has to be or not
 * @param faults what must not be, in words
 */
record Verdict(List<Difference> differences, List<String> faults) {
    /** Of an import into an empty pool. */
    static Verdict of(Case tried, PoolDump restored, JsonNode report, IdentityMap map) {
        Verdict verdict = announced(tried, restored, report, map);
        Announced announced = Announced.by(report, map);
        for (Difference difference : verdict.differences) {
            if (difference.isFault() && !excused(difference, tried, announced)) {
                verdict.faults.add(
                        "fault: " + SummaryText.of(difference) + " " + announced.about(difference.identity()));
            }
        }
        var fates = ExpectedFates.of(tried.source(), restored, tried.circumstances());
        if (!fates.equals(ExpectedFates.in(report))) {
            verdict.faults.add("fates: " + ExpectedFates.in(report) + ", not " + fates);
        }
        verdict.count(tried, report);
        verdict.expect(restored.users().size(), map.size(), "users in the map of identities");
        return verdict;
    }

    /** Of any import: nothing is other than in the source without a word about it. */
    static Verdict announced(Case tried, PoolDump restored, JsonNode report, IdentityMap map) {
        return announced(restored, report, map, Judge.compare(tried.source(), restored, tried.circumstances()));
    }

    /**
     * The same of a pool that may have users whom the source does not have: no import removes them, or from their groups.
     */
    static Verdict announcedBesideStrangers(Case tried, PoolDump restored, JsonNode report, IdentityMap map) {
        List<Difference> all = Judge.compare(tried.source(), restored, tried.circumstances());
        Set<String> strangers = all.stream()
                .filter(difference -> difference.field().equals("User")
                        && difference.expected().isEmpty())
                .map(Difference::identity)
                .collect(Collectors.toSet());
        List<Difference> differences = all.stream()
                .filter(difference -> difference.expected().isPresent() || !strangers.contains(difference.identity()))
                .toList();
        return announced(restored, report, map, differences);
    }

    private static Verdict announced(
            PoolDump restored, JsonNode report, IdentityMap map, List<Difference> differences) {
        Verdict verdict = new Verdict(differences, new ArrayList<>());
        Announced announced = Announced.by(report, map);
        announced
                .unannounced(differences)
                .forEach(silent -> verdict.faults.add("unannounced: " + SummaryText.of(silent) + " " + silent.reason()
                        + " " + announced.about(silent.identity())));
        map.untrue(restored)
                .forEach(identity -> verdict.faults.add("the map of identities is not true of " + identity));
        return verdict;
    }

    /**
     * Import jobs alone cannot make everybody, and say whom they have not made; and for whom they have made, who has to
     * choose a password first, no second factor can be switched on.
     */
    private static boolean excused(Difference difference, Case tried, Announced announced) {
        boolean gone = difference.actual().isEmpty();
        boolean secondFactor = difference.field().startsWith("User.mfa.");
        boolean userOrItsMembership =
                difference.field().equals("User") || difference.field().startsWith("Membership.");
        return tried.method().equals("CSV")
                && gone
                && (secondFactor || (userOrItsMembership && announced.failed(difference.identity())));
    }

    private void count(Case tried, JsonNode report) {
        PoolDump source = tried.source();
        expect(source.users().size(), counted(report, "users", "planned"), "planned users");
        expect(source.groups().size(), counted(report, "groups", "planned"), "planned groups");
        expect(source.memberships().size(), counted(report, "memberships", "planned"), "planned memberships");
        long gone = differences.stream()
                .filter(difference ->
                        difference.field().equals("User") && difference.actual().isEmpty())
                .count();
        long returning = differences.stream()
                .filter(difference -> difference.field().equals("User")
                        && difference.reason().equals(Optional.of(Reason.FEDERATED_PROFILE)))
                .count();
        expect(source.users().size() - gone, counted(report, "users", "restored"), "restored users");
        expect(returning, counted(report, "users", "skipped"), "skipped users");
        long lost = differences.stream()
                .filter(difference -> difference.field().startsWith("Membership."))
                .count();
        expect(source.memberships().size() - lost, counted(report, "memberships", "restored"), "restored memberships");
        for (String kind : List.of("users", "groups", "memberships")) {
            expect(
                    counted(report, kind, "planned"),
                    counted(report, kind, "restored")
                            + counted(report, kind, "failed")
                            + counted(report, kind, "skipped"),
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
