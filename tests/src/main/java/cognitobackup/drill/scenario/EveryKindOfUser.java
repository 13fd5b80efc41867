package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Project;
import cognitobackup.drill.Stage;
import cognitobackup.drill.judge.Announced;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.ExpectedFates;
import cognitobackup.drill.judge.IdentityMap;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.AnyPool;
import cognitobackup.drill.population.AnyPool.Mode;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.summary.SummaryText;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Pools of every way to sign in, with users of every kind: what becomes of each, and that the report says it. */
final class EveryKindOfUser implements Scenario {
    /** With some of them a custom attribute has a comma in its name, with which no import job can be made. */
    private static final Map<Mode, Long> SEEDS = Map.of(
            Mode.USERNAME, 133L,
            Mode.ALIASES, 24L,
            Mode.EMAIL, 11L,
            Mode.PHONE_NUMBER, 66L,
            Mode.EMAIL_OR_PHONE_NUMBER, 133L);

    private static final Set<String> ROUTES = new TreeSet<>(Set.of("API", "CSV", "PROVIDER"));
    private static final int USERS = 40;
    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "every-kind-of-user";
    }

    @Override
    public String description() {
        return "Users of every status, linked, federated, disabled, without contact, in pools of every kind.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "A real pool has users whom no administrator could create as they are: unconfirmed, federated, without a",
                "verified address, with text that breaks files. You restore one pool of each way to sign in, and look up",
                "in its report what has become of every kind of user, and what each of them has to do next.");
    }

    @Override
    public PoolDump population() {
        return of(Mode.USERNAME);
    }

    private static PoolDump of(Mode mode) {
        return AnyPool.of(mode, USERS, SEEDS.get(mode));
    }

    @Override
    public Optional<String> onlyHere() {
        return Optional.of("has users of every status, which no operation of Cognito makes");
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException {
        Map<Mode, PoolDump> sources = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            sources.put(mode, mode == Mode.USERNAME ? rehearsal.source() : filled(rehearsal, mode));
        }
        rehearsal.say("The stack is told of all of them");
        rehearsal.deploy(sources.values().stream().map(PoolDump::userPoolId).toList(), Map.of());
        List<String> table = new ArrayList<>();
        Set<String> routes = new TreeSet<>();
        for (Map.Entry<Mode, PoolDump> source : sources.entrySet()) {
            rehearsal.say("Exporting and restoring the pool of the mode %s", source.getKey());
            rehearsal.export(Stage.PRIMARY, source.getValue());
            JsonNode report = restore(rehearsal, source.getKey(), source.getValue());
            table.addAll(rows(source.getKey(), report));
            report.path("fates").findValuesAsText("route").forEach(routes::add);
        }
        rehearsal.holds(
                "routes by which users came back", ROUTES.toString(), routes.toString(), routes.containsAll(ROUTES));
        rehearsal.say("%-22s %-22s %-12s %-15s %5s  %s", "signs in with", "was", "route", "is", "users", "next");
        table.forEach(row -> rehearsal.say("%s", row));
    }

    private static PoolDump filled(Rehearsal rehearsal, Mode mode) {
        Stage stage = rehearsal.stage();
        PoolDump population = of(mode);
        PoolDump pool = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, pool);
        return rehearsal.read(pool);
    }

    /** Restores a pool into an empty one and shows that nothing is lost of which the report does not tell. */
    private static JsonNode restore(Rehearsal rehearsal, Mode mode, PoolDump source) throws InterruptedException {
        Stage stage = rehearsal.stage();
        String target = stage.createPool(Stage.PRIMARY, source.userPool());
        JsonNode output = rehearsal.importing(
                Stage.PRIMARY, Map.of("targetUserPoolId", target, "userPoolId", source.userPoolId()));
        String key = output.path("report").asText();
        JsonNode report = stage.report(Stage.PRIMARY, key);
        PoolDump restored = rehearsal.read(Stage.PRIMARY, target, source);
        String pool = "the pool of the mode " + mode;
        rehearsal.same(pool + ", compared with the source", source, restored);
        none(
                rehearsal,
                "differences of " + pool + " of which its report says nothing",
                Announced.by(report, map(rehearsal, report)).unannounced(Judge.compare(source, restored)));
        rehearsal.equal(
                "what the report of " + pool + " counts by status and next step",
                ExpectedFates.of(source, restored),
                ExpectedFates.in(report));
        long messages = stage.userPools(Stage.PRIMARY).outbox().messages().stream()
                .filter(message -> message.userPoolId().equals(target))
                .count();
        rehearsal.equal("messages that users of " + pool + " were sent", 0L, messages);
        keep(rehearsal, mode, key);
        return report;
    }

    private static IdentityMap map(Rehearsal rehearsal, JsonNode report) {
        return rehearsal
                .stage()
                .reportsFile(Stage.PRIMARY, report.path("identityMap").asText())
                .map(csv -> IdentityMap.of(new String(csv, StandardCharsets.UTF_8)))
                .orElseGet(IdentityMap::none);
    }

    private static void none(Rehearsal rehearsal, String what, List<Difference> found) {
        String shown = found.stream().limit(SHOWN).map(SummaryText::of).collect(Collectors.joining("; "));
        rehearsal.holds(what, "none", found.isEmpty() ? "none" : found.size() + ": " + shown, found.isEmpty());
    }

    private static List<String> rows(Mode mode, JsonNode report) {
        List<String> rows = new ArrayList<>();
        for (JsonNode counted : report.path("fates")) {
            JsonNode fate = counted.path("fate");
            rows.add(String.format(
                    Locale.ROOT,
                    "%-22s %-22s %-12s %-15s %5d  %s",
                    mode,
                    fate.path("sourceStatus").asText(),
                    fate.path("route").asText(),
                    fate.path("targetStatus").asText("absent"),
                    counted.path("users").asLong(),
                    fate.path("next").asText()));
        }
        rows.sort(null);
        return rows;
    }

    /** Copies the report to where it can be looked at. */
    private static void keep(Rehearsal rehearsal, Mode mode, String key) {
        Path directory = Project.target().resolve("every-kind-of-user");
        for (String file : List.of(key, key.replaceAll("\\.json$", ".html"))) {
            String name = mode.name().toLowerCase(Locale.ROOT) + file.substring(file.lastIndexOf('.'));
            rehearsal.stage().reportsFile(Stage.PRIMARY, file).ifPresent(content -> {
                try {
                    Files.createDirectories(directory);
                    Path kept = Files.write(directory.resolve(name), content);
                    rehearsal.say("Its report: %s", kept);
                } catch (IOException e) {
                    throw new UncheckedIOException("The report cannot be written to " + directory, e);
                }
            });
        }
    }
}
