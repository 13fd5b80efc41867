package cognitobackup.importer;

import cognitobackup.function.RefusedException;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads an import's input as a whole; every refusal names the field, the value received and what is allowed. */
final class ImportInputReader {
    /** The name that the AWS reference architecture gave the target; its runbooks still say so. */
    private static final String ALIAS = "NewUserPoolId";

    private static final String TARGET = "targetUserPoolId";
    private static final String SOURCE = "userPoolId";
    private static final List<String> FIELDS = List.of(
            TARGET,
            ALIAS,
            SOURCE,
            "asOf",
            "mode",
            "method",
            "dryRun",
            "trustExistingIdentities",
            "allowTriggers",
            "restart",
            "breakLock");

    /** As in the parameter UserPoolId of Cognito's API; at most 55 characters. */
    private static final Predicate<String> USER_POOL_ID =
            Pattern.compile("(?=.{1,55}$)[\\w-]+_[0-9a-zA-Z]+").asMatchPredicate();

    private static final Predicate<String> EXPORT_ID = Pattern.compile(
                    "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")
            .asMatchPredicate();

    private static final Predicate<String> REPEATABLE =
            Pattern.compile("[\\w:.-]{1,60}").asMatchPredicate();

    private final Map<String, JsonNode> members;

    private ImportInputReader(Map<String, JsonNode> members) {
        this.members = members;
    }

    /**
     * @param sources the pools whose backups this deployment's imports may use
     * @throws RefusedException where anything in it is not as it should be
     */
    static ImportInput read(@Nullable JsonNode input, List<String> sources) {
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
        return new ImportInputReader(members).read(sources);
    }

    private ImportInput read(List<String> sources) {
        String target = target();
        String source = source(sources);
        // A pool that backups are made of holds the company's customers; the input alone must never reach it.
        if (sources.contains(target)) {
            throw new RefusedException(
                    "The field " + TARGET + " is '" + target
                            + "', which is a source pool of this deployment. Allowed: any other pool of this account and Region.");
        }
        refuseDryRun();
        return new ImportInput(
                target,
                source,
                asOf(),
                oneOf("mode", "EMPTY", Set.of("MERGE", "OVERWRITE")),
                oneOf("method", "API", Set.of("AUTO", "CSV")),
                flag("trustExistingIdentities"),
                flag("allowTriggers"),
                flag("restart"),
                text("breakLock"));
    }

    private String target() {
        if (members.containsKey(TARGET) && members.containsKey(ALIAS)) {
            throw new RefusedException("The input has both " + TARGET + " and " + ALIAS
                    + ", which are two names for one" + " field. Give one.");
        }
        String field = members.containsKey(ALIAS) ? ALIAS : TARGET;
        return poolId(field)
                .orElseThrow(() -> new RefusedException("The input lacks the field " + TARGET
                        + ". Give the id of the pool to fill, such as {\"" + TARGET + "\": \"eu-west-1_AbCdEf123\"}."));
    }

    private String source(List<String> sources) {
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
        String asOf = text("asOf").orElse(ImportInput.LATEST);
        if (!asOf.equals(ImportInput.LATEST) && !EXPORT_ID.test(asOf)) {
            throw invalid("asOf", told(asOf), "latest, or an export id such as 2026-11-21T23:22:05.120Z");
        }
        return asOf;
    }

    private void refuseDryRun() {
        if (flag("dryRun")) {
            throw invalid("dryRun", "true", "false; this release has no dry run");
        }
    }

    /** The one value that is built, which is also what an input without the field gets. */
    private String oneOf(String field, String built, Set<String> later) {
        String value = text(field).orElse(built);
        if (!value.equals(built)) {
            String allowed = later.contains(value) ? built + "; this release has no " + value : built;
            throw invalid(field, told(value), allowed);
        }
        return value;
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
