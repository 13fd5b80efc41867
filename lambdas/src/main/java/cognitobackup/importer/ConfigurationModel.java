package cognitobackup.importer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found of the two configurations, as the page's template takes it. */
final class ConfigurationModel {
    /** A pool may have hundreds of app clients. */
    private static final int MOST_LINES = 500;

    private ConfigurationModel() {}

    static Map<String, Object> of(ConfigurationReport report) {
        Map<String, List<Map<String, String>>> byPart = new LinkedHashMap<>();
        report.differences().stream().limit(MOST_LINES).forEach(line -> byPart.computeIfAbsent(
                        title(line), title -> new ArrayList<>())
                .add(line(line)));
        List<Map<String, Object>> parts = new ArrayList<>();
        byPart.forEach((title, lines) -> parts.add(Map.of("title", ShownText.of(title), "lines", lines)));
        int rest = report.differences().size() - MOST_LINES;
        Map<String, Object> model = new HashMap<>();
        model.put("configurationSame", parts.isEmpty());
        model.put("hasConfiguration", !parts.isEmpty());
        model.put("configuration", parts);
        model.put(
                "configurationRest",
                rest <= 0
                        ? null
                        : PageText.count(rest, "more difference is", "more differences are") + " in report.json.");
        model.put(
                "byHand",
                report.byHand().stream().map(ConfigurationModel::shown).toList());
        return model;
    }

    private static String title(ConfigurationReport.Line line) {
        String part =
                switch (line.part()) {
                    case "pool" -> "The pool";
                    case "mfa" -> "MFA";
                    case "client" -> "App client";
                    case "identityProvider" -> "Identity provider";
                    case "resourceServer" -> "Resource server";
                    case "domain" -> "Domain";
                    default -> line.part();
                };
        return line.name().isEmpty() ? part : part + ": " + line.name();
    }

    private static Map<String, String> line(ConfigurationReport.Line line) {
        return Map.of(
                "member",
                line.member().isEmpty() ? "all of it" : shown(line.member()),
                "source",
                line.source() == null ? "—" : shown(line.source()),
                "target",
                line.target() == null ? "—" : shown(line.target()));
    }

    private static String shown(String text) {
        return ShownText.of(text);
    }
}
