package cognitobackup.importer;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reports of imports that never were, to be looked at. */
final class SampleReport {
    private static final Instant STARTED = Instant.parse("2026-11-21T22:14:05.120Z");

    private static final String INPUT = "{\"targetUserPoolId\":\"eu-central-1_Target1\",\"mode\":\"EMPTY\"}";
    private static final ObjectMapper JSON = ObjectMapper.getDefault();

    private SampleReport() {}

    /** The page of an import of a pool without users. */
    static String ofNobody() {
        var none = new WriteReport.Outcomes(0, 0, 0, 0);
        return page(
                head(
                        "COMPLETED",
                        none,
                        none,
                        none,
                        List.of(),
                        Map.of(),
                        new ConfigurationReport(
                                null, List.of(), List.of("Not in the backup: branding of managed login."))),
                findings -> {});
    }

    /** The page of an import of so many users, of whom a tenth each failed, were skipped, and have a note. */
    static String of(int users) {
        int tenth = users / 10;
        return page(
                head(
                        "INCOMPLETE",
                        new WriteReport.Outcomes(users, users - 2L * tenth, tenth, tenth),
                        new WriteReport.Outcomes(20, 19, 0, 1),
                        new WriteReport.Outcomes(2L * users, 2L * users - 4L * tenth, 2L * tenth, 2L * tenth),
                        fates(users, tenth),
                        Map.of("ENROL_TOTP_AGAIN", (long) tenth, "LINK_NOT_RESTORED", 3L),
                        configuration()),
                findings -> {
                    for (int i = 0; i < tenth; i++) {
                        findings.accept(user(i, Outcome.FAILED, "is not in the target", null));
                        findings.accept(membership(i, Outcome.FAILED, "its user: is not in the target"));
                        findings.accept(user(
                                i,
                                Outcome.SKIPPED,
                                "signs in through an identity provider only; returns at the next sign-in",
                                null));
                        findings.accept(
                                user(i, Outcome.RESTORED, null, List.of("has to enrol the authenticator app again")));
                    }
                    findings.accept(Finding.group(
                            "eu-west-1_Source1_Google",
                            Outcome.SKIPPED,
                            "Cognito itself keeps the groups of identity providers",
                            null));
                });
    }

    /** @param findings gives every finding to what it is given */
    static String page(WriteReport.Head head, Consumer<Consumer<Finding>> findings) {
        var groups = new FindingGroups();
        findings.accept(groups);
        var page = new StringWriter();
        new ReportPage(JSON).write(head, groups, page);
        return page.toString();
    }

    static WriteReport.Head head(
            String outcome,
            WriteReport.Outcomes users,
            WriteReport.Outcomes groups,
            WriteReport.Outcomes memberships,
            List<FateCount> fates,
            Map<String, Long> notes,
            ConfigurationReport configuration) {
        Map<String, Long> calls = users.planned() == 0
                ? Map.of("DescribeUserPool", 3L)
                : Map.of(
                        "AdminCreateUser",
                        users.restored(),
                        "AdminSetUserPassword",
                        users.restored(),
                        "ListUsers",
                        88L);
        Map<String, Object> members = new HashMap<>();
        members.put("formatVersion", 1);
        members.put("outcome", outcome);
        members.put("importId", STARTED.toString());
        members.put("sourceUserPoolId", "eu-west-1_Source1");
        members.put("targetUserPoolId", "eu-central-1_Target1");
        members.put("exportId", "2026-11-21T20:00:00.000Z");
        members.put("mode", ImportMode.EMPTY);
        members.put("input", INPUT);
        members.put("started", STARTED);
        members.put("finished", STARTED.plusSeconds(users.planned() / 20));
        members.put("users", users);
        members.put("groups", groups);
        members.put("memberships", memberships);
        members.put("notInSnapshot", NotInSnapshot.NOTHING);
        members.put("activeUsers", users.restored());
        members.put("estimatedSeconds", users.planned() / 25);
        members.put("fates", fates);
        members.put("notes", notes);
        members.put("configuration", configuration);
        if (users.planned() > 0) {
            members.put("preparation", List.of("People can sign up in the target by themselves."));
            members.put("leftOutAttributes", List.of("custom:tier"));
        }
        members.put("cost", Cost.of(calls, users.restored(), configuration.tier()));
        members.put("apiCalls", calls);
        members.put(
                "notRestored", List.of("passwords: every user has to set a new one", "dates of creation and change"));
        members.put("identityMap", "imports/2026-11-21T22:14:05.120Z/identity-map.csv");
        try {
            members.put("options", options());
            return JSON.readValue(JSON.writeValueAsString(members), WriteReport.Head.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImportOptions options() throws IOException {
        return ImportInputReader.read(JSON.readValue(INPUT, JsonNode.class), List.of("eu-west-1_Source1"), false)
                .options();
    }

    static Finding user(int number, Outcome outcome, String reason, List<String> notes) {
        String name = "customer" + number + "@example.com";
        return new Finding("USER", outcome, reason, null, notes, null, sub(number), name, "user-" + number, null);
    }

    private static Finding membership(int number, Outcome outcome, String reason) {
        return new Finding(
                "MEMBERSHIP",
                outcome,
                reason,
                null,
                null,
                null,
                sub(number),
                "customer" + number + "@example.com",
                "user-" + number,
                "subscribers");
    }

    private static String sub(int number) {
        return String.format("34c84488-e0e1-70ae-d2ee-%012d", number);
    }

    private static List<FateCount> fates(int users, int tenth) {
        return List.of(
                new FateCount(
                        new Fate("CONFIRMED", Route.CSV, "RESET_REQUIRED", NextStep.CHOOSE_PASSWORD),
                        users - 4L * tenth),
                new FateCount(new Fate("UNCONFIRMED", Route.API, "CONFIRMED", NextStep.ASK_HELP_DESK), tenth),
                new FateCount(new Fate("CONFIRMED", Route.API, "CONFIRMED", NextStep.STAYS_DISABLED), tenth),
                new FateCount(
                        new Fate("EXTERNAL_PROVIDER", Route.PROVIDER, null, NextStep.SIGN_IN_WITH_PROVIDER), tenth),
                new FateCount(new Fate("CONFIRMED", Route.NONE, null, NextStep.CANNOT_SIGN_IN), tenth));
    }

    private static ConfigurationReport configuration() {
        return new ConfigurationReport(
                "ESSENTIALS",
                List.of(
                        new ConfigurationReport.Line("client", "web", "RefreshTokenValidity", "30", "5"),
                        new ConfigurationReport.Line("client", "web", "CallbackURLs", "https://example.com/in", null),
                        new ConfigurationReport.Line("domain", "custom domain", "", "login.example.com", null),
                        new ConfigurationReport.Line("pool", "", "Policies.PasswordPolicy.MinimumLength", "12", "8"),
                        new ConfigurationReport.Line(
                                "pool",
                                "",
                                "LambdaConfig.PreSignUp",
                                "arn:aws:lambda:eu-west-1:1:function:check",
                                null)),
                List.of(
                        "App clients: each has a new id in the target, and a new secret where it has one. Configure"
                                + " the apps with them.",
                        "Lambda triggers (PreSignUp): set them on the target when the import is done."));
    }
}
