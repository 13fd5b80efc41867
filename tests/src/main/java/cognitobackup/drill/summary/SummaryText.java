package cognitobackup.drill.summary;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The summary for people: figures, proofs, the accounted-for differences by reason, and every fault in full. */
public final class SummaryText {
    private static final int FAULTS_SHOWN = 50;

    private SummaryText() {}

    /** Several lines, the last of which says whether the rehearsal passed. */
    public static String of(Summary summary) {
        List<String> lines = new ArrayList<>();
        summary.exports().forEach(export -> lines.add(exported(export)));
        summary.imports().forEach(imported -> lines.addAll(imported(imported)));
        summary.figures()
                .forEach((what, count) -> lines.add(String.format(Locale.ROOT, "Counted   %,d %s", count, what)));
        if (!summary.differences().isEmpty()) {
            lines.add("");
            lines.addAll(explained(summary.differences()));
            lines.addAll(unexplained(summary.differences()));
        }
        lines.add("");
        lines.add("Proofs:");
        summary.proofs().forEach(proof -> lines.add(proof(proof)));
        summary.leftOut().forEach((what, why) -> lines.add("  -       " + what + ": left out, since " + why));
        lines.add("");
        lines.add(summary.passed() ? "PASSED" : "FAILED");
        return String.join(System.lineSeparator(), lines);
    }

    /** A line for each rehearsal, and one that says whether all passed. */
    public static String of(List<Summary> summaries) {
        List<String> lines = new ArrayList<>();
        for (Summary summary : summaries) {
            long holding = summary.proofs().stream().filter(Proof::holds).count();
            lines.add(String.format(
                    Locale.ROOT,
                    "%s  %-18s %2d of %2d proofs hold %7.1f s",
                    summary.passed() ? "passed" : "FAILED",
                    summary.scenario(),
                    holding,
                    summary.proofs().size(),
                    summary.seconds()));
        }
        lines.add("");
        lines.add(summaries.stream().allMatch(Summary::passed) ? "PASSED" : "FAILED");
        return String.join(System.lineSeparator(), lines);
    }

    private static String proof(Proof proof) {
        return (proof.holds() ? "  ok      " : "  FAULT   ") + plain(proof.what()) + ": expected "
                + plain(proof.expected()) + ", found " + plain(proof.found());
    }

    private static String exported(ExportFigures export) {
        return String.format(
                Locale.ROOT,
                "Exported  %,d users, %,d groups, %,d memberships in %.1f s with %,d calls of Cognito",
                export.users(),
                export.groups(),
                export.memberships(),
                export.seconds(),
                export.apiCalls());
    }

    private static List<String> imported(ImportFigures imported) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Restored  %,d of %,d users, %,d groups, %,d memberships in %.1f s with %,d calls of Cognito",
                        imported.restored(),
                        imported.planned(),
                        imported.groups(),
                        imported.memberships(),
                        imported.seconds(),
                        imported.apiCalls()),
                String.format(Locale.ROOT, "          %,d skipped, %,d failed", imported.skipped(), imported.failed()));
    }

    private static List<String> explained(List<Difference> differences) {
        Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
        differences.forEach(
                difference -> difference.reason().ifPresent(reason -> byReason.merge(reason, 1, Integer::sum)));
        List<String> lines = new ArrayList<>();
        lines.add("Differences between source and restored pool that no restore can avoid:");
        byReason.forEach((reason, count) ->
                lines.add(String.format(Locale.ROOT, "%,8d  %s: %s", count, reason, reason.explanation())));
        return lines;
    }

    private static List<String> unexplained(List<Difference> differences) {
        List<Difference> faults =
                differences.stream().filter(Difference::isFault).toList();
        List<String> lines = new ArrayList<>();
        lines.add("Differences that should not be: " + (faults.isEmpty() ? "none" : faults.size()));
        faults.stream().limit(FAULTS_SHOWN).forEach(fault -> lines.add("          " + of(fault)));
        if (faults.size() > FAULTS_SHOWN) {
            lines.add("          and " + (faults.size() - FAULTS_SHOWN) + " more (--json FILE has them all)");
        }
        return lines;
    }

    /** A difference in one line. */
    public static String of(Difference difference) {
        return shown(difference.identity()) + " " + shown(difference.field()) + ": was "
                + difference.expected().map(SummaryText::shown).orElse("absent") + ", is "
                + difference.actual().map(SummaryText::shown).orElse("absent");
    }

    private static String shown(String value) {
        return "\"" + plain(value) + "\"";
    }

    /** People's names may hold line breaks and characters that turn the writing direction: none may garble the terminal. */
    private static String plain(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints()
                .forEach(character -> text.append(
                        Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                                ? String.format("\\u%04x", character)
                                : Character.toString(character)));
        return text.toString();
    }
}
