package cognitobackup.stacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the settings from the configuration of a stack, all of them before anything is registered. Groups of settings have
 * readers of their own.
 */
final class SettingsReader {
    static final String REGION_KEY = "aws:region";

    /** Every key of the project's namespace. */
    static final Set<String> KEYS = Set.of(
            "role",
            NamesReader.PREFIX,
            NamesReader.TAGS,
            "userPools",
            "secondaryRegion",
            "existingTable",
            "tableKey",
            "replicaKey",
            "existingKey",
            "primaryStack",
            "notificationEmail",
            "existingTopic",
            "existingTopicKey",
            "alarmTopic",
            "notifications",
            "quotaShare",
            "requestsPerSecond",
            "cognitoTps",
            "historyRetentionDays",
            "reportRetentionDays",
            "functionTimeoutSeconds",
            "memberWorkers",
            "listingPartitions",
            "importWorkers",
            "listingSettleSeconds",
            "snapshotPatienceSeconds",
            "importJobPatienceSeconds",
            "deletionGuardPercent",
            "captureMfa",
            "logLevel",
            "furtherSources",
            "importTargets",
            "originalSubAttribute",
            "importIntoSources",
            "lambdaJar");

    /** Categories of https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html that backups make use of. */
    static final List<String> QUOTA_CATEGORIES = List.of(
            "UserAccountRecovery",
            "UserCreation",
            "UserList",
            "UserPoolClientRead",
            "UserPoolRead",
            "UserPoolResourceRead",
            "UserPoolResourceUpdate",
            "UserRead",
            "UserResourceUpdate",
            "UserUpdate");

    /** More than any account has: a mistake. */
    private static final int MOST_REQUESTS_PER_SECOND = 100_000;

    private static final Pattern CUSTOM_ATTRIBUTE = Pattern.compile("custom:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}");

    private final ConfiguredValues values;

    private SettingsReader(ConfiguredValues values) {
        this.values = values;
    }

    /**
     * Reads and validates.
     *
     * @param stack the Pulumi stack's name
     * @param configuration what the stack's configuration says: keys of the project without their namespace, and
     *     {@code aws:region}
     * @throws InvalidSettingsException naming each key that is wrong, its value, and what is allowed
     */
    static Settings read(String stack, Map<String, String> configuration) {
        var values = new ConfiguredValues(configuration);
        var reader = new SettingsReader(values);
        reader.refuseUnknownKeys();
        var settings = reader.settings(stack);
        values.requireNoProblems();
        return settings;
    }

    private Settings settings(String stack) {
        var role = role();
        var region = region();
        var pools = new PoolsReader(values, region);
        var table = new TableReader(values, role, region);
        var labels = new NamesReader(values);
        var userPools = pools.userPools(role);
        return new Settings(
                role,
                region,
                labels.names(stack, region),
                labels.tags(),
                userPools,
                table.secondaryRegion(),
                table.existingTable(),
                table.tableKey(),
                table.replicaKey(),
                KeysReader.key(values, "existingKey", region),
                table.primaryStack(),
                new TopicsReader(values, region).topics(),
                quotaShare(),
                requestsPerSecond(),
                values.positive("cognitoTps", MOST_REQUESTS_PER_SECOND, rate()),
                values.whole("historyRetentionDays", 35, 1, 3650),
                values.whole("reportRetentionDays", 90, 1, 3650),
                values.whole("functionTimeoutSeconds", 300, 15, 900),
                values.whole("memberWorkers", 2, 1, 40),
                listingPartitions(),
                values.whole("importWorkers", 2, 1, 40),
                values.whole("listingSettleSeconds", 10, 0, 900),
                values.whole("snapshotPatienceSeconds", 300, 0, 3600),
                values.whole("importJobPatienceSeconds", 3600, 0, 86_400),
                values.whole("deletionGuardPercent", 10, 1, 100),
                values.isTrue("captureMfa"),
                values.oneOf("logLevel", "INFO", "DEBUG", "WARN", "ERROR"),
                pools.furtherSources(userPools),
                pools.importTargets(userPools),
                originalSubAttribute(),
                values.isTrue("importIntoSources"),
                lambdaJar());
    }

    private void refuseUnknownKeys() {
        values.keys().stream()
                .filter(key -> !KEYS.contains(key) && !key.equals(REGION_KEY))
                .sorted()
                .forEach(key ->
                        values.problem(ConfiguredValues.named(key) + " is not a key of this project. The keys are "
                                + String.join(", ", KEYS.stream().sorted().toList()) + "."));
    }

    private Settings.Role role() {
        var allowed = "primary (this stack owns the table) or secondary (it has the replica)";
        var value = values.required("role", allowed);
        value.filter(text -> !Set.of("primary", "secondary").contains(text))
                .ifPresent(text -> values.refuse("role", text, allowed));
        return value.equals(Optional.of("secondary")) ? Settings.Role.SECONDARY : Settings.Role.PRIMARY;
    }

    private String region() {
        var allowed = "an AWS Region, like eu-central-1";
        var value = values.required(REGION_KEY, allowed);
        value.filter(text -> !Arn.REGION.matcher(text).matches())
                .ifPresent(text -> values.refuse(REGION_KEY, text, allowed));
        return value.orElse("");
    }

    private double quotaShare() {
        return values.positive("quotaShare", 1, "a number above 0 and at most 1")
                .orElse(0.5);
    }

    /** Numbers that divide the sixteen digits that a sub may begin with. */
    private int listingPartitions() {
        var key = "listingPartitions";
        var options = List.of("1", "2", "4", "8", "16");
        var value = values.oneOf(key, options.toArray(String[]::new));
        return options.contains(value) ? Integer.parseInt(value) : 1;
    }

    private Map<String, Double> requestsPerSecond() {
        var key = "requestsPerSecond";
        var allowed = "an object of requests per second, " + rate() + ", by category of Amazon Cognito's quotas: "
                + String.join(", ", QUOTA_CATEGORIES);
        var rates = new TreeMap<String, Double>();
        values.object(key, allowed).forEach((category, value) -> {
            var text = ConfiguredValues.text(value);
            if (!ConfiguredValues.isPositive(text, MOST_REQUESTS_PER_SECOND) || !QUOTA_CATEGORIES.contains(category)) {
                values.refuse(key, category + ": " + value, allowed);
            }
            rates.put(category, ConfiguredValues.number(text).orElse(0.0));
        });
        return rates;
    }

    private static String rate() {
        return "a number above 0 and at most " + MOST_REQUESTS_PER_SECOND;
    }

    private String originalSubAttribute() {
        return values.matching(
                        "originalSubAttribute",
                        CUSTOM_ATTRIBUTE,
                        "custom: and 1 to 20 characters without white space, like custom:original_sub")
                .orElse("custom:original_sub");
    }

    private String lambdaJar() {
        var value = values.text("lambdaJar").orElse("../lambdas/target/functions.jar");
        if (!Files.isRegularFile(Path.of(value))) {
            values.problem(ConfiguredValues.named("lambdaJar") + " is '" + value + "', but there is no file "
                    + Path.of(value).toAbsolutePath().normalize()
                    + ". Package the Lambda functions first: run `mvn package` at the top level of the project.");
        }
        return value;
    }
}
