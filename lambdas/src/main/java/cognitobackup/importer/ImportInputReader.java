package cognitobackup.importer;

import cognitobackup.function.RefusedException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the workflow's input as a whole; every refusal names the field, the value received and what is allowed. */
final class ImportInputReader {
    /** The name that the AWS reference architecture gave the target; its runbooks still say so. */
    private static final String ALIAS = "NewUserPoolId";

    private static final String TARGET = "targetUserPoolId";
    private static final String SOURCE = "userPoolId";
    private static final String AS_OF = "asOf";
    private static final String MODE = "mode";
    private static final String METHOD = "method";
    private static final String ONLY = "only";
    private static final String DRY_RUN = "dryRun";
    private static final String ALLOW_REMOVALS = "allowRemovals";
    private static final String ACCEPT_INCOMPLETE = "acceptIncomplete";
    private static final String RESTART = "restart";
    private static final String BREAK_LOCK = "breakLock";
    private static final String COMPARE = "compare";
    private static final String EXPORTS = "exports";
    private static final String IGNORE_MISSING_ATTRIBUTES = "ignoreMissingAttributes";
    private static final String PROVIDERS = "providers";

    private static final List<String> FIELDS = List.of(
            TARGET,
            ALIAS,
            SOURCE,
            AS_OF,
            MODE,
            METHOD,
            ONLY,
            DRY_RUN,
            ALLOW_REMOVALS,
            ACCEPT_INCOMPLETE,
            "trustExistingIdentities",
            "allowTriggers",
            IGNORE_MISSING_ATTRIBUTES,
            PROVIDERS,
            RESTART,
            BREAK_LOCK,
            COMPARE,
            EXPORTS);

    private static final Set<String> FIELDS_OF_COMPARISON = Set.of(COMPARE, TARGET, ALIAS, SOURCE, AS_OF, BREAK_LOCK);
    private static final Set<String> FIELDS_OF_LIST = Set.of(EXPORTS, SOURCE, BREAK_LOCK);

    /** What a comparison is with that is not with another snapshot. */
    private static final String POOL = "pool";

    private static final String TIMES =
            "latest, latest-complete, an export id such as 2026-11-21T23:22:05.120Z, or a time"
                    + " with its offset such as 2026-11-21T23:00:00Z";

    static final int MOST_USERNAMES = 1000;

    /** They pass through the workflow's state. */
    private static final int MOST_PROVIDERS = 50;

    /** As in the parameter ProviderName of CreateIdentityProvider. */
    private static final Predicate<String> PROVIDER = Pattern.compile(
                    "(?=.{1,32}$)[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+")
            .asMatchPredicate();

    private static final List<String> SELECTORS = List.of("groups", "usernames", "subs");

    /** As in the parameter UserPoolId of Cognito's API; at most 55 characters. */
    private static final Predicate<String> USER_POOL_ID =
            Pattern.compile("(?=.{1,55}$)[\\w-]+_[0-9a-zA-Z]+").asMatchPredicate();

    private static final Predicate<String> REPEATABLE =
            Pattern.compile("[\\w:.-]{1,60}").asMatchPredicate();

    private final Map<String, JsonNode> members;
    private final List<String> sources;

    private ImportInputReader(Map<String, JsonNode> members, List<String> sources) {
        this.members = members;
        this.sources = sources;
    }

    /**
     * @param sources the pools whose backups this deployment's imports may use
     * @param intoSources whether the deployment lets imports fill these pools, too
     * @throws RefusedException where anything in it is not as it should be
     */
    static ImportInput read(@Nullable JsonNode input, List<String> sources, boolean intoSources) {
        if (input == null || !input.isObject()) {
            throw new RefusedException(
                    "The input is not a JSON object. Give one such as {\"targetUserPoolId\": \"eu-west-1_AbCdEf123\"}.");
        }
        var members = new HashMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> member : input.entries()) {
            if (!FIELDS.contains(member.getKey())) {
                throw new RefusedException("The input has a field that an import does not know: "
                        + told(member.getKey()) + ". Allowed: " + String.join(", ", FIELDS) + ".");
            }
            if (!member.getValue().isNull()) {
                members.put(member.getKey(), member.getValue());
            }
        }
        return new ImportInputReader(members, sources).read(intoSources);
    }

    private ImportInput read(boolean intoSources) {
        if (members.containsKey(EXPORTS)) {
            return list();
        }
        return members.containsKey(COMPARE) ? comparison() : importing(intoSources);
    }

    private ImportInput list() {
        refuseOthersThan(FIELDS_OF_LIST, EXPORTS);
        text(EXPORTS).filter(value -> !value.equals("list")).ifPresent(value -> {
            throw invalid(EXPORTS, told(value), "list");
        });
        String source = source();
        return reading(source, source, ImportInput.LATEST, Optional.empty(), Purpose.LIST_EXPORTS);
    }

    private ImportInput comparison() {
        refuseOthersThan(FIELDS_OF_COMPARISON, COMPARE);
        String source = source();
        String with = text(COMPARE).orElseThrow();
        if (with.equals(POOL)) {
            return reading(target().orElse(source), source, asOf(), Optional.empty(), Purpose.COMPARE_WITH_POOL);
        }
        if (target().isPresent()) {
            throw new RefusedException("The field " + TARGET + " is given, but " + COMPARE + " is " + told(with)
                    + ". Allowed: a target only where " + COMPARE + " is pool.");
        }
        if (!with.equals(ImportInput.LATEST) && !isTime(with)) {
            throw invalid(COMPARE, told(with), "pool, " + TIMES.replace("latest-complete, ", ""));
        }
        return reading(source, source, asOf(), Optional.of(with), Purpose.COMPARE_SNAPSHOTS);
    }

    private ImportInput reading(
            String target, String source, String asOf, Optional<String> comparedWith, Purpose purpose) {
        return new ImportInput(
                target,
                source,
                asOf,
                comparedWith,
                Selection.EVERYTHING,
                new ImportOptions(
                        purpose,
                        ImportMode.EMPTY,
                        ImportMethod.API,
                        false,
                        false,
                        false,
                        false,
                        asOf.equals(ImportInput.LATEST_COMPLETE),
                        false,
                        false,
                        Map.of()),
                false,
                text(BREAK_LOCK));
    }

    private ImportInput importing(boolean intoSources) {
        String target = target().orElseThrow(() -> new RefusedException("The input lacks the field " + TARGET
                + ". Give the id of the pool to fill, such as {\"" + TARGET + "\": \"eu-west-1_AbCdEf123\"}."));
        String source = source();
        Purpose purpose = flag(DRY_RUN) ? Purpose.DRY_RUN : Purpose.IMPORT;
        // A pool that backups are made of holds the company's customers; the input alone must never reach it.
        if (sources.contains(target) && purpose.changesTarget() && !intoSources) {
            throw new RefusedException("The field " + TARGET + " is '" + target
                    + "', which is a source pool of this deployment. Allowed: any other pool of this account and Region,"
                    + " or this one once the stack's configuration has importIntoSources: true.");
        }
        String asOf = asOf();
        ImportMode mode = oneOf(MODE, ImportMode.values(), ImportMode.EMPTY);
        Selection only = only(mode);
        var options = new ImportOptions(
                purpose,
                mode,
                oneOf(METHOD, ImportMethod.values(), ImportMethod.AUTO),
                flag("trustExistingIdentities"),
                flag("allowTriggers"),
                flag(ALLOW_REMOVALS),
                flag(ACCEPT_INCOMPLETE),
                asOf.equals(ImportInput.LATEST_COMPLETE),
                !only.everything(),
                flag(IGNORE_MISSING_ATTRIBUTES),
                providers());
        refuseContradictions(options);
        return new ImportInput(target, source, asOf, Optional.empty(), only, options, flag(RESTART), text(BREAK_LOCK));
    }

    private void refuseContradictions(ImportOptions options) {
        if (options.allowRemovals() && options.mode() != ImportMode.OVERWRITE) {
            throw invalid(ALLOW_REMOVALS, "true", "true only with the mode OVERWRITE");
        }
        if (options.acceptIncomplete() && options.latestComplete()) {
            throw invalid(ACCEPT_INCOMPLETE, "true", "false with asOf latest-complete, which is whole");
        }
        if (flag(RESTART) && !options.purpose().changesTarget()) {
            throw invalid(RESTART, "true", "true only for an import; a dry run leaves nothing unfinished");
        }
    }

    private void refuseOthersThan(Set<String> allowed, String field) {
        Set<String> others = new TreeSet<>(members.keySet());
        others.removeAll(allowed);
        if (!others.isEmpty()) {
            throw new RefusedException("The input has " + String.join(", ", others) + " beside " + field
                    + ". Allowed beside it: "
                    + allowed.stream()
                            .filter(name -> !name.equals(field) && !name.equals(ALIAS))
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private Optional<String> target() {
        if (members.containsKey(TARGET) && members.containsKey(ALIAS)) {
            throw new RefusedException("The input has both " + TARGET + " and " + ALIAS
                    + ", which are two names for one field. Give one.");
        }
        return poolId(members.containsKey(ALIAS) ? ALIAS : TARGET);
    }

    private String source() {
        String allowed = sources.isEmpty() ? "none, since no pool is configured" : String.join(", ", sources);
        Optional<String> given = poolId(SOURCE);
        if (given.isEmpty() && sources.size() != 1) {
            throw new RefusedException("The input lacks the field " + SOURCE
                    + ", which may be left out only where one source pool is configured. Allowed: " + allowed + ".");
        }
        String source = given.orElseGet(() -> sources.get(0));
        if (!sources.contains(source)) {
            throw new RefusedException("The field " + SOURCE + " is '" + source
                    + "', which is not a pool whose backup this deployment may use. Allowed: " + allowed + ".");
        }
        return source;
    }

    private String asOf() {
        String asOf = text(AS_OF).orElse(ImportInput.LATEST);
        if (!isMoment(asOf)) {
            throw invalid(AS_OF, told(asOf), TIMES);
        }
        return asOf;
    }

    private static boolean isMoment(String text) {
        return Set.of(ImportInput.LATEST, ImportInput.LATEST_COMPLETE).contains(text) || isTime(text);
    }

    /** Export ids are times, too. */
    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What is given by its name, or what holds where nothing is. */
    private <T extends Enum<T>> T oneOf(String field, T[] values, T otherwise) {
        Optional<String> given = text(field);
        if (given.isEmpty()) {
            return otherwise;
        }
        return Stream.of(values)
                .filter(each -> each.name().equals(given.get()))
                .findFirst()
                .orElseThrow(() -> invalid(
                        field,
                        told(given.get()),
                        Stream.of(values).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private Selection only(ImportMode mode) {
        JsonNode only = members.get(ONLY);
        if (only == null) {
            return Selection.EVERYTHING;
        }
        if (mode == ImportMode.EMPTY) {
            throw new RefusedException("The field " + ONLY + " is given with the mode EMPTY. Allowed: with MERGE or"
                    + " OVERWRITE, since a selection goes into a pool that has others.");
        }
        String allowed =
                "an object of lists of texts, such as {\"usernames\": [\"…\"]}, with at least one text, out of "
                        + String.join(", ", SELECTORS);
        if (!only.isObject()) {
            throw invalid(ONLY, "not an object", allowed);
        }
        for (Map.Entry<String, JsonNode> member : only.entries()) {
            if (!SELECTORS.contains(member.getKey())) {
                throw invalid(ONLY, "an object with " + told(member.getKey()), allowed);
            }
        }
        var selection = new Selection(
                texts(only, "groups", allowed), texts(only, "usernames", allowed), texts(only, "subs", allowed));
        if (selection.everything()) {
            throw invalid(ONLY, "empty", allowed);
        }
        return selection;
    }

    private static List<String> texts(JsonNode only, String selector, String allowed) {
        JsonNode list = only.get(selector);
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw invalid(ONLY + "." + selector, "not a list", allowed);
        }
        // Each username is looked up by itself; subs and groups are found by reading.
        if (selector.equals("usernames") && list.size() > MOST_USERNAMES) {
            throw invalid(
                    ONLY + ".usernames",
                    "a list of " + list.size() + " texts",
                    "at most " + MOST_USERNAMES + "; select more users by sub or by group");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list.values()) {
            if (!value.isString() || value.getStringValue().isEmpty()) {
                throw invalid(ONLY + "." + selector, "a list with something else than texts", allowed);
            }
            texts.add(value.getStringValue());
        }
        return texts;
    }

    private Map<String, String> providers() {
        JsonNode providers = members.get(PROVIDERS);
        if (providers == null) {
            return Map.of();
        }
        String allowed = "an object of names of identity providers, such as {\"OldName\": \"NewName\"}, with at most "
                + MOST_PROVIDERS + " of them";
        if (!providers.isObject() || providers.size() > MOST_PROVIDERS) {
            throw invalid(PROVIDERS, providers.isObject() ? "an object of more" : "not an object", allowed);
        }
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : providers.entries()) {
            JsonNode name = member.getValue();
            if (!PROVIDER.test(member.getKey()) || !name.isString() || !PROVIDER.test(name.getStringValue())) {
                throw invalid(PROVIDERS, "an object with something else", allowed);
            }
            names.put(member.getKey(), name.getStringValue());
        }
        // Two providers of the source under one name could make one person's profile another's.
        if (Set.copyOf(names.values()).size() < names.size()) {
            throw invalid(PROVIDERS, "an object that gives one name twice", allowed);
        }
        return names;
    }

    private Optional<String> poolId(String field) {
        Optional<String> id = text(field);
        id.filter(USER_POOL_ID.negate()).ifPresent(value -> {
            throw invalid(field, told(value), "the id of a user pool such as eu-west-1_AbCdEf123");
        });
        return id;
    }

    private Optional<String> text(String field) {
        JsonNode value = members.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString() || value.getStringValue().isBlank()) {
            throw invalid(field, "not a text, or an empty one", "a JSON string");
        }
        return Optional.of(value.getStringValue());
    }

    private boolean flag(String field) {
        JsonNode value = members.get(field);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "neither true nor false", "true or false, without quotes");
        }
        return value.getBooleanValue();
    }

    private static RefusedException invalid(String field, String value, String allowed) {
        return new RefusedException("The field " + field + " is " + value + ". Allowed: " + allowed + ".");
    }

    /** Only what could be an id or a word is repeated: anything else may be somebody's name, put in the wrong place. */
    private static String told(String value) {
        return REPEATABLE.test(value) ? "'" + value + "'" : "something else";
    }
}
