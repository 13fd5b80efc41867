package cognitobackup.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The findings as the page's template takes them. */
final class FindingsModel {
    private FindingsModel() {}

    /** A column of a table of findings, left out where no row has anything in it. */
    private record Column(String label, Function<Finding, String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("Signs in with", Finding::identity),
            new Column("Username", FindingsModel::username),
            new Column("Group", Finding::groupName),
            new Column("Old sub", Finding::sub),
            new Column("Differs in", finding -> joined(finding.fields())),
            new Column("Notes", finding -> joined(finding.notes())),
            new Column("What an import does", finding -> joined(finding.actions())));

    static Map<String, Object> of(FindingGroups findings) {
        Map<Outcome, List<Map<String, Object>>> byOutcome = new LinkedHashMap<>();
        findings.groups().forEach(group -> byOutcome
                .computeIfAbsent(group.key().outcome(), outcome -> new ArrayList<>())
                .add(group(group)));
        List<Map<String, Object>> titled = new ArrayList<>();
        byOutcome.forEach((outcome, groups) -> titled.add(Map.of("title", title(outcome), "groups", groups)));
        Map<String, Object> model = new HashMap<>();
        model.put("hasFindings", findings.all() > 0);
        model.put(
                "findingsLead",
                PageText.count(findings.all(), "finding", "findings") + ", by what they say. All of them are in"
                        + " report.json.");
        model.put("findings", titled);
        model.put(
                "findingsRest",
                findings.others() == 0
                        ? null
                        : PageText.count(findings.others(), "more finding has", "more findings have")
                                + " reasons that are too many for this page: see report.json.");
        return model;
    }

    private static String title(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> "Failed";
            case SKIPPED -> "Skipped";
            case RESTORED -> "Restored, with something to be said";
        };
    }

    private static Map<String, Object> group(FindingGroups.Group group) {
        List<Column> columns = COLUMNS.stream()
                .filter(column ->
                        group.first().stream().anyMatch(row -> column.value().apply(row) != null))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("count", PageText.number(group.count()));
        model.put("subject", subject(group.key().kind(), group.count()));
        model.put("reason", ShownText.of(group.key().reason()));
        model.put("outcomeClass", group.key().outcome().name().toLowerCase(Locale.ROOT));
        model.put("open", group.key().outcome() == Outcome.FAILED && group.count() <= 10);
        model.put("columns", columns.stream().map(Column::label).toList());
        model.put("rows", group.first().stream().map(row -> row(columns, row)).toList());
        model.put(
                "cut",
                group.first().size() == group.count()
                        ? null
                        : "The first " + PageText.number(group.first().size()) + " of " + PageText.number(group.count())
                                + ". All are in report.json.");
        return model;
    }

    private static Map<String, Object> row(List<Column> columns, Finding row) {
        List<Map<String, String>> cells = columns.stream()
                .map(column -> {
                    String value = column.value().apply(row);
                    return Map.of("label", column.label(), "value", value == null ? "" : ShownText.of(value));
                })
                .toList();
        return Map.of("cells", cells);
    }

    private static String subject(String kind, long count) {
        return switch (kind) {
            case "USER" -> count == 1 ? "user" : "users";
            case "GROUP" -> count == 1 ? "group" : "groups";
            default -> count == 1 ? "membership" : "memberships";
        };
    }

    /** Where users choose a name it is what they sign in with, and once is enough. */
    private static String username(Finding finding) {
        return finding.username() == null || finding.username().equals(finding.identity()) ? null : finding.username();
    }

    private static String joined(List<String> texts) {
        return texts == null ? null : String.join("; ", texts);
    }
}
