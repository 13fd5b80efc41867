package cognitobackup.stacks;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads the settings from the configuration of a stack and collects whatever is wrong with them, so that one run tells
 * everything. Values arrive as Pulumi keeps them: text, with lists and objects as JSON.
 */
final class SettingsReader {
    static final String REGION_KEY = "aws:region";

    /** Every key of the project's namespace. */
    static final Set<String> KEYS = Set.of(
            "role",
            "userPools",
            "secondaryRegion",
            "existingTable",
            "tableKey",
            "replicaKey",
            "existingKey",
            "primaryStack",
            "notificationEmail",
            "alarmTopic",
            "notifications",
            "quotaShare",
            "requestsPerSecond",
            "cognitoTps",
            "historyRetentionDays",
            "reportRetentionDays",
            "functionTimeoutSeconds",
            "memberWorkers",
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

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern USER_POOL_ID = Pattern.compile("[\\w-]+_[0-9a-zA-Z]+");
    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final Pattern STACK = Pattern.compile("[^/\\s]+/[^/\\s]+/[^/\\s]+");
    private static final Pattern CUSTOM_ATTRIBUTE = Pattern.compile("custom:[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,20}");
    private static final Pattern TOPIC_ARN = Pattern.compile("arn:[a-z-]+:sns:[a-z0-9-]+:\\d{12}:[\\w-]{1,256}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");

    private final Map<String, String> configuration;
    private final List<String> problems = new ArrayList<>();

    private SettingsReader(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /**
     * Reads and validates.
     *
     * @param configuration what the stack's configuration says: keys of the project without their namespace, and
     *     {@code aws:region}
     * @throws InvalidSettingsException naming each key that is wrong, its value, and what is allowed
     */
    static Settings read(Map<String, String> configuration) {
        var reader = new SettingsReader(configuration);
        reader.refuseUnknownKeys();
        var settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettingsException(reader.problems);
        }
        return settings;
    }

    private Settings settings() {
        var role = role();
        var region = region();
        var userPools = userPools(role, region);
        return new Settings(
                role,
                region,
                userPools,
                secondaryRegion(role, region),
                existingTable(role),
                key("tableKey", region),
                replicaKey(role),
                key("existingKey", region),
                primaryStack(role),
                matching("notificationEmail", EMAIL, "an e-mail address"),
                alarmTopic(region),
                oneOf("notifications", "all", "errors"),
                share("quotaShare", 0.5),
                requestsPerSecond(),
                positive("cognitoTps"),
                whole("historyRetentionDays", 35, 1, 3650),
                whole("reportRetentionDays", 90, 1, 3650),
                whole("functionTimeoutSeconds", 300, 15, 900),
                whole("memberWorkers", 2, 1, 40),
                whole("importWorkers", 2, 1, 40),
                whole("listingSettleSeconds", 10, 0, 900),
                whole("snapshotPatienceSeconds", 300, 0, 3600),
                whole("importJobPatienceSeconds", 3600, 0, 86_400),
                whole("deletionGuardPercent", 10, 1, 100),
                oneOf("captureMfa", "false", "true").equals("true"),
                oneOf("logLevel", "INFO", "DEBUG", "WARN", "ERROR"),
                furtherSources(userPools),
                importTargets(region, userPools),
                matching(
                                "originalSubAttribute",
                                CUSTOM_ATTRIBUTE,
                                "custom: and 1 to 20 characters without white space, like custom:original_sub")
                        .orElse("custom:original_sub"),
                oneOf("importIntoSources", "false", "true").equals("true"),
                lambdaJar());
    }

    private void refuseUnknownKeys() {
        configuration.keySet().stream()
                .filter(key -> !KEYS.contains(key) && !key.equals(REGION_KEY))
                .sorted()
                .forEach(key -> problems.add(named(key) + " is not a key of this project. The keys are "
                        + String.join(", ", KEYS.stream().sorted().toList()) + "."));
    }

    private Settings.Role role() {
        var allowed = "primary (this stack owns the table) or secondary (it has the replica)";
        var value = required("role", allowed);
        if (value.isPresent() && !Set.of("primary", "secondary").contains(value.get())) {
            refuse("role", value.get(), allowed);
        }
        return value.equals(Optional.of("secondary")) ? Settings.Role.SECONDARY : Settings.Role.PRIMARY;
    }

    private String region() {
        var allowed = "an AWS Region, like eu-central-1";
        var value = required(REGION_KEY, allowed);
        value.filter(text -> !REGION.matcher(text).matches()).ifPresent(text -> refuse(REGION_KEY, text, allowed));
        return value.orElse("");
    }

    private List<Settings.UserPool> userPools(Settings.Role role, String region) {
        var allowed = "a list of {id, schedule}, with ids of user pools of the stack's Region " + region
                + " and schedules like rate(1 day) or cron(30 2 * * ? *); or, for the time of a migration, of {id,"
                + " retiredTable} without a schedule, with the name of a table of the retired architecture";
        if (role == Settings.Role.PRIMARY && required("userPools", allowed).isEmpty()) {
            return List.of();
        }
        var pools = new ArrayList<Settings.UserPool>();
        for (var entry : array("userPools", allowed)) {
            var fields = entry.isJsonObject() ? texts(entry.getAsJsonObject()) : Map.<String, String>of();
            var id = fields.getOrDefault("id", "");
            var schedule = Optional.ofNullable(fields.get("schedule"));
            var retiredTable = Optional.ofNullable(fields.get("retiredTable"));
            if (!Set.of("id", "schedule", "retiredTable").containsAll(fields.keySet())
                    || !isUserPoolOf(region, id)
                    || schedule.filter(text -> !LongestGap.isValid(text)).isPresent()
                    || retiredTable
                            .filter(text -> schedule.isPresent()
                                    || !TABLE_NAME.matcher(text).matches())
                            .isPresent()) {
                refuse("userPools", entry.toString(), allowed);
            }
            pools.add(new Settings.UserPool(id, schedule, retiredTable));
        }
        refuseRepeated("userPools", pools.stream().map(Settings.UserPool::id).toList());
        if (role == Settings.Role.PRIMARY && pools.isEmpty()) {
            refuse("userPools", configuration.get("userPools"), "at least one pool in the primary stack");
        }
        return pools;
    }

    private Optional<String> secondaryRegion(Settings.Role role, String region) {
        var allowed = "another AWS Region than this stack's, like eu-west-1";
        if (role == Settings.Role.SECONDARY) {
            return absent("secondaryRegion", "the primary stack");
        }
        var value = required("secondaryRegion", allowed);
        value.filter(text -> !REGION.matcher(text).matches() || text.equals(region))
                .ifPresent(text -> refuse("secondaryRegion", text, allowed));
        return value;
    }

    private Optional<String> existingTable(Settings.Role role) {
        return role == Settings.Role.SECONDARY
                ? absent("existingTable", "the primary stack")
                : matching("existingTable", TABLE_NAME, "the name of a DynamoDB table, 3 to 255 of a-z A-Z 0-9 _ . -");
    }

    /** A key and not an alias: policies name keys only. */
    private Optional<String> key(String name, String region) {
        return matching(
                name,
                Pattern.compile("arn:aws[a-z-]*:kms:" + Pattern.quote(region) + ":\\d{12}:key/[0-9a-zA-Z-]+"),
                "the ARN of a key of KMS in " + region + ", like arn:aws:kms:" + region
                        + ":123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    }

    private Optional<String> replicaKey(Settings.Role role) {
        if (role == Settings.Role.SECONDARY) {
            return absent("replicaKey", "the primary stack");
        }
        if (configuration.containsKey("replicaKey") != configuration.containsKey("tableKey")) {
            problems.add(named("tableKey") + " and " + named("replicaKey")
                    + " must be set both or neither: a table and its replica have keys of one kind.");
        }
        return key("replicaKey", configuration.getOrDefault("secondaryRegion", ""));
    }

    private Optional<String> primaryStack(Settings.Role role) {
        var allowed = "the primary stack as organization/project/stack";
        if (role == Settings.Role.PRIMARY) {
            return absent("primaryStack", "the secondary stack");
        }
        required("primaryStack", allowed);
        return matching("primaryStack", STACK, allowed);
    }

    /** An alarm can only notify a topic of its own Region. */
    private Optional<String> alarmTopic(String region) {
        return checked(
                "alarmTopic",
                arn -> TOPIC_ARN.matcher(arn).matches() && arn.split(":", -1)[3].equals(region),
                "the ARN of an SNS topic of the stack's Region " + region);
    }

    private Map<String, Double> requestsPerSecond() {
        var allowed = "an object of requests per second, above 0 and at most " + MOST_REQUESTS_PER_SECOND
                + ", by category of Amazon Cognito's quotas: "
                + String.join(", ", QUOTA_CATEGORIES);
        var rates = new TreeMap<String, Double>();
        json("requestsPerSecond", JsonObject.class, allowed)
                .ifPresent(object -> object.entrySet().forEach(entry -> {
                    var rate = number(text(entry.getValue())).filter(SettingsReader::isRate);
                    if (rate.isEmpty() || !QUOTA_CATEGORIES.contains(entry.getKey())) {
                        refuse("requestsPerSecond", entry.getKey() + ": " + entry.getValue(), allowed);
                    }
                    rates.put(entry.getKey(), rate.orElse(0.0));
                }));
        return rates;
    }

    private List<String> furtherSources(List<Settings.UserPool> userPools) {
        var allowed = "a list of ids of user pools, of any Region, that are not in userPools";
        var backedUp = userPools.stream().map(Settings.UserPool::id).toList();
        var sources = new ArrayList<String>();
        for (var entry : array("furtherSources", allowed)) {
            if (!USER_POOL_ID.matcher(text(entry)).matches() || backedUp.contains(text(entry))) {
                refuse("furtherSources", entry.toString(), allowed);
            }
            sources.add(text(entry));
        }
        refuseRepeated("furtherSources", sources);
        return sources;
    }

    private List<String> importTargets(String region, List<Settings.UserPool> userPools) {
        var allowed = "a list of ids of user pools of the stack's Region " + region
                + " that are not in userPools: those are filled only with importIntoSources";
        var backedUp = userPools.stream().map(Settings.UserPool::id).toList();
        var targets = new ArrayList<String>();
        for (var entry : array("importTargets", allowed)) {
            if (!isUserPoolOf(region, text(entry)) || backedUp.contains(text(entry))) {
                refuse("importTargets", entry.toString(), allowed);
            }
            targets.add(text(entry));
        }
        refuseRepeated("importTargets", targets);
        return targets;
    }

    private String lambdaJar() {
        var value = configuration.getOrDefault("lambdaJar", "../lambdas/target/functions.jar");
        if (!Files.isRegularFile(Path.of(value))) {
            problems.add(named("lambdaJar") + " is '" + value + "', but there is no file "
                    + Path.of(value).toAbsolutePath().normalize()
                    + ". Package the Lambda functions first: run `mvn package` at the top level of the project.");
        }
        return value;
    }

    // ---- kinds of values

    private Optional<String> required(String key, String allowed) {
        var value = Optional.ofNullable(configuration.get(key));
        if (value.isEmpty()) {
            problems.add(named(key) + " is missing. Allowed: " + allowed + ".");
        }
        return value;
    }

    private Optional<String> absent(String key, String owner) {
        Optional.ofNullable(configuration.get(key))
                .ifPresent(value -> refuse(key, value, "nothing here: it belongs to " + owner));
        return Optional.empty();
    }

    private Optional<String> matching(String key, Pattern pattern, String allowed) {
        return checked(key, text -> pattern.matcher(text).matches(), allowed);
    }

    private Optional<String> checked(String key, Predicate<String> valid, String allowed) {
        var value = Optional.ofNullable(configuration.get(key));
        value.filter(valid.negate()).ifPresent(text -> refuse(key, text, allowed));
        return value;
    }

    /** The first of the options is the default. */
    private String oneOf(String key, String... options) {
        return checked(key, List.of(options)::contains, String.join(", ", options))
                .orElse(options[0]);
    }

    private double share(String key, double absent) {
        return checked(
                        key,
                        text -> number(text)
                                .filter(value -> value > 0 && value <= 1)
                                .isPresent(),
                        "a number above 0 and at most 1")
                .flatMap(SettingsReader::number)
                .orElse(absent);
    }

    private Optional<Double> positive(String key) {
        return checked(
                        key,
                        text -> number(text).filter(SettingsReader::isRate).isPresent(),
                        "a number above 0 and at most " + MOST_REQUESTS_PER_SECOND)
                .flatMap(SettingsReader::number);
    }

    private static boolean isRate(double value) {
        return value > 0 && value <= MOST_REQUESTS_PER_SECOND;
    }

    private int whole(String key, int absent, int least, int most) {
        return checked(
                        key,
                        text -> number(text)
                                .filter(value -> value == Math.rint(value) && value >= least && value <= most)
                                .isPresent(),
                        "a whole number from " + least + " to " + most)
                .flatMap(SettingsReader::number)
                .map(Double::intValue)
                .orElse(absent);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private JsonArray array(String key, String allowed) {
        return json(key, JsonArray.class, allowed).orElseGet(JsonArray::new);
    }

    private <T extends JsonElement> Optional<T> json(String key, Class<T> kind, String allowed) {
        var value = Optional.ofNullable(configuration.get(key));
        try {
            var parsed = value.map(text -> new Gson().fromJson(text, JsonElement.class))
                    .filter(kind::isInstance)
                    .map(kind::cast);
            if (value.isPresent() && parsed.isEmpty()) {
                refuse(key, value.get(), allowed);
            }
            return parsed;
        } catch (JsonParseException malformed) {
            refuse(key, value.orElse(""), allowed);
            return Optional.empty();
        }
    }

    private static Map<String, String> texts(JsonObject object) {
        var texts = new LinkedHashMap<String, String>();
        object.entrySet().forEach(entry -> texts.put(entry.getKey(), text(entry.getValue())));
        return texts;
    }

    private static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }

    /** An id begins with its pool's Region: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html. */
    private static boolean isUserPoolOf(String region, String id) {
        return USER_POOL_ID.matcher(id).matches() && id.startsWith(region + "_");
    }

    private void refuseRepeated(String key, List<String> ids) {
        var seen = new HashSet<String>();
        ids.stream().filter(id -> !seen.add(id)).forEach(id -> refuse(key, id, "each pool once"));
    }

    private void refuse(String key, String value, String allowed) {
        problems.add(named(key) + " is '" + value + "'. Allowed: " + allowed + ".");
    }

    private static String named(String key) {
        return key.contains(":") ? key : Settings.PROJECT + ":" + key;
    }
}
