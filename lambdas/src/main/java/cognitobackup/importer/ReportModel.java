package cognitobackup.importer;

import io.micronaut.json.tree.JsonNode;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The head of a report as the page's template takes it: everything as text. */
final class ReportModel {
    private final WriteReport.Head head;
    private final JsonNode json;
    private final boolean dryRun;

    /** @param json the same head as the JSON report has it */
    ReportModel(WriteReport.Head head, JsonNode json) {
        this.head = head;
        this.json = json;
        this.dryRun = head.outcome().equals(WriteReport.DRY_RUN);
    }

    Map<String, Object> members() {
        Map<String, Object> model = new HashMap<>();
        addVerdict(model);
        addFacts(model);
        addOutcomes(model);
        addNext(model);
        addJobs(model);
        addCost(model);
        model.put("notRestored", head.notRestored());
        model.put("input", ShownText.of(head.input()));
        model.put("reportFile", "report.json");
        model.put(
                "identityMapFile",
                head.identityMap().substring(head.identityMap().lastIndexOf('/') + 1));
        return model;
    }

    private void addVerdict(Map<String, Object> model) {
        String verdict;
        String mark;
        if (dryRun) {
            verdict = "Dry run: nothing was changed";
            mark = "i";
        } else if (head.outcome().equals(WriteReport.COMPLETED)) {
            verdict = "Complete";
            mark = "✓";
        } else {
            verdict = "Incomplete";
            mark = "!";
        }
        model.put("verdict", verdict);
        model.put("mark", mark);
        model.put(
                "verdictClass",
                head.outcome().toLowerCase(Locale.ROOT).replace('_', '-').replace("completed", "complete"));
        model.put("lead", lead());
        List<String> warnings = new ArrayList<>();
        if (head.differing() != null) {
            warnings.add(
                    "The snapshot is not whole in this Region, and was accepted so. What it lacks nobody can count."
                            + " Not whole: " + String.join(", ", head.differing()) + ".");
        }
        if (head.leftOutAttributes() != null) {
            warnings.add("The target cannot hold these attributes, or not all of their values, and users were restored"
                    + " without them: " + String.join(", ", head.leftOutAttributes()) + ".");
        }
        model.put("warnings", warnings);
        model.put("hasPreparation", !head.preparation().isEmpty());
        model.put("preparation", head.preparation());
    }

    private String lead() {
        String restored = PageText.number(head.users().restored()) + " of "
                + PageText.count(head.users().planned(), "user", "users");
        if (dryRun) {
            return "An import would restore " + restored + failures(" and fail for ") + ".";
        }
        if (head.outcome().equals(WriteReport.COMPLETED)) {
            if (head.users().planned() == 0) {
                return "The snapshot has no users to restore. Nothing failed.";
            }
            return head.users().skipped() == 0
                    ? "All of the snapshot is in the target: " + restored + " restored."
                    : restored + " restored, and nothing failed. "
                            + PageText.count(head.users().skipped(), "user was", "users were")
                            + " skipped, for the reasons below.";
        }
        return restored + " restored" + failures(", but failed: ")
                + ". Run the import again with the same input: it goes on with what is missing.";
    }

    private String failures(String words) {
        List<String> failed = new ArrayList<>();
        addFailed(failed, head.users(), "user", "users");
        addFailed(failed, head.groups(), "group", "groups");
        addFailed(failed, head.memberships(), "membership", "memberships");
        return failed.isEmpty() ? "" : words + String.join(", ", failed);
    }

    private static void addFailed(List<String> failed, WriteReport.Outcomes outcomes, String one, String many) {
        if (outcomes.failed() > 0) {
            failed.add(PageText.count(outcomes.failed(), one, many));
        }
    }

    private void addFacts(Map<String, Object> model) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Backup of", head.sourceUserPoolId());
        facts.put("As exported at", head.exportId());
        facts.put("Into", head.targetUserPoolId());
        facts.put("Mode", head.mode().name());
        facts.put("Began", head.started().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("Took", PageText.duration(Duration.between(head.started(), head.finished())));
        facts.put(
                dryRun ? "An import takes, by the request budgets" : "Estimated by the request budgets",
                PageText.duration(Duration.ofSeconds(head.estimatedSeconds())));
        facts.put("Import", head.importId());
        List<Map<String, String>> list = new ArrayList<>();
        facts.forEach((name, value) -> list.add(Map.of("name", name, "value", value)));
        model.put("facts", list);
        model.put("importId", head.importId());
    }

    private void addOutcomes(Map<String, Object> model) {
        model.put("restoredTitle", dryRun ? "Would be restored" : "Restored");
        model.put(
                "outcomes",
                List.of(
                        outcomes("Users", head.users()),
                        outcomes("Groups", head.groups()),
                        outcomes("Memberships", head.memberships())));
        List<String> remarks = new ArrayList<>();
        if (head.membershipsRemoved() > 0) {
            remarks.add(PageText.count(head.membershipsRemoved(), "membership", "memberships")
                    + (dryRun ? " would be removed" : " removed") + " that the snapshot does not have.");
        }
        if (!head.notInSnapshot().equals(NotInSnapshot.NOTHING)) {
            remarks.add("Kept although the snapshot does not have them: "
                    + PageText.count(head.notInSnapshot().attributes(), "attribute", "attributes") + ", "
                    + PageText.count(head.notInSnapshot().memberships(), "membership", "memberships") + " and "
                    + PageText.count(head.notInSnapshot().links(), "link to a provider", "links to providers")
                    + " of planned users.");
        }
        model.put("remarks", remarks);
    }

    private static Map<String, String> outcomes(String name, WriteReport.Outcomes outcomes) {
        return Map.of(
                "name",
                name,
                "planned",
                PageText.number(outcomes.planned()),
                "restored",
                PageText.number(outcomes.restored()),
                "failed",
                PageText.number(outcomes.failed()),
                "failedClass",
                outcomes.failed() > 0 ? "bad" : "",
                "skipped",
                PageText.number(outcomes.skipped()));
    }

    private void addNext(Map<String, Object> model) {
        Map<NextStep, Long> steps = new EnumMap<>(NextStep.class);
        head.fates().forEach(count -> steps.merge(count.fate().next(), count.users(), Long::sum));
        model.put("hasNext", !steps.isEmpty());
        model.put(
                "next",
                steps.entrySet().stream()
                        .sorted(Map.Entry.<NextStep, Long>comparingByValue().reversed())
                        .map(step -> Map.of(
                                "users",
                                PageText.count(step.getValue(), "user", "users"),
                                "sentence",
                                step.getKey().sentence()))
                        .toList());
        model.put(
                "fates",
                head.fates().stream()
                        .map(count -> Map.of(
                                "sourceStatus", ShownText.of(count.fate().sourceStatus()),
                                "route", route(count.fate().route()),
                                "targetStatus",
                                        count.fate().targetStatus() == null
                                                ? "not there"
                                                : ShownText.of(count.fate().targetStatus()),
                                "next", PageText.words(count.fate().next().name()),
                                "users", PageText.number(count.users())))
                        .toList());
        model.put("hasNotes", !head.notes().isEmpty());
        model.put("notes", notes());
    }

    private static String route(Route route) {
        return switch (route) {
            case CSV -> "import job";
            case API -> "one by one";
            case THERE_BEFORE -> "was there before";
            case PROVIDER -> "identity provider";
            case NONE -> "none";
        };
    }

    private List<Map<String, String>> notes() {
        return head.notes().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(note -> Map.of(
                        "name",
                        PageText.capitalised(Note.Kind.valueOf(note.getKey()).sentence()),
                        "users",
                        PageText.number(note.getValue())))
                .toList();
    }

    /** As they are in the JSON, whatever that says of each. */
    private void addJobs(Map<String, Object> model) {
        JsonNode jobs = json.get("importJobs");
        Set<String> columns = new LinkedHashSet<>();
        List<JsonNode> rows = new ArrayList<>();
        if (jobs != null && jobs.isArray()) {
            jobs.values().forEach(job -> {
                job.entries().forEach(member -> columns.add(member.getKey()));
                rows.add(job);
            });
        }
        List<String> jobNotes = new ArrayList<>();
        JsonNode noted = json.get("importJobNotes");
        if (noted != null && noted.isArray()) {
            noted.values().forEach(note -> jobNotes.add(text(note)));
        }
        model.put("hasJobNotes", !jobNotes.isEmpty());
        model.put("jobNotes", jobNotes);
        model.put("hasJobs", !rows.isEmpty());
        model.put("jobColumns", columns.stream().map(ReportModel::label).toList());
        model.put(
                "jobs",
                rows.stream()
                        .map(job -> Map.of(
                                "cells",
                                columns.stream()
                                        .map(column -> Map.of("label", label(column), "value", text(job.get(column))))
                                        .toList()))
                        .toList());
    }

    /** {@code completionMessage} as {@code Completion message}. */
    private static String label(String member) {
        return PageText.words(member.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    private static String text(JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        return value.isNumber() && value.getDoubleValue() % 1 == 0
                ? PageText.number(value.getLongValue())
                : ShownText.of(value.coerceStringValue());
    }

    private void addCost(Map<String, Object> model) {
        Cost cost = head.cost();
        String users = PageText.count(cost.activeUsers(), "planned user", "planned users");
        model.put(
                "activeUsers",
                (dryRun
                                ? "An import would make " + users + " active"
                                : users + (cost.activeUsers() == 1 ? " was" : " were")
                                        + " made active by calls of this import")
                        + ": created one by one, given a password, or changed, memberships included. AWS bills active"
                        + " users by the month. Import jobs make nobody active.");
        Cost.Estimate estimate = cost.estimate();
        model.put(
                "dollars",
                estimate == null
                        ? "What that costs depends on the target's feature plan, which is not known here."
                        : "That is at most $"
                                + String.format(
                                        Locale.ROOT, "%,.2f", estimate.dollars().setScale(2, RoundingMode.UP))
                                + ": $" + estimate.dollarsForAnActiveUser().toPlainString()
                                + " each in the feature plan " + estimate.tier() + " (" + estimate.source()
                                + ", looked up "
                                + estimate.pricesOf() + "). Whoever was active in the month anyway is billed once, and"
                                + " there are free users and lower prices for many.");
        model.put(
                "calls",
                cost.apiCalls().entrySet().stream()
                        .map(calls -> Map.of("name", calls.getKey(), "count", PageText.number(calls.getValue())))
                        .toList());
    }
}
