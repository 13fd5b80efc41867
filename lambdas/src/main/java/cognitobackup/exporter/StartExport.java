package cognitobackup.exporter;

import cognitobackup.backup.Backups;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunLock;
import cognitobackup.backup.RunLock.Attempt.Acquired;
import cognitobackup.backup.RunLock.Attempt.Held;
import cognitobackup.cognito.SourcePools;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Validates what an execution was started with, and takes the run lock of the pool. */
@Singleton
final class StartExport {
    private static final String USER_POOL_ID = "userPoolId";
    private static final String BREAK_LOCK = "breakLock";
    private static final String ALLOW_DELETIONS = "allowDeletions";
    private static final Set<String> FIELDS = new TreeSet<>(Set.of(USER_POOL_ID, BREAK_LOCK, ALLOW_DELETIONS));

    private final RunLock lock;
    private final Backups backups;
    private final SourcePools pools;
    private final FunctionSettings settings;
    private final Metrics metrics;

    StartExport(RunLock lock, Backups backups, SourcePools pools, FunctionSettings settings, Metrics metrics) {
        this.lock = lock;
        this.backups = backups;
        this.pools = pools;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * How the start went.
     *
     * @param outcome {@code STARTED}, or {@code SKIPPED} where another execution holds the lock
     * @param reason why it was skipped
     * @param run the run, where it was started
     * @param allowDeletions how many deletions the input allows, where it does
     */
    @Serdeable
    public record Start(
            String outcome,
            @Nullable String reason,
            @Nullable Run run,
            @Nullable Long allowDeletions) {}

    /**
     * Starts an export.
     *
     * @throws RefusedException where the input is not valid; nothing is changed then
     */
    Start start(@Nullable JsonNode input, String execution) {
        Map<String, JsonNode> fields = fields(input);
        String userPoolId = configuredPool(text(fields, USER_POOL_ID));
        Optional<Long> allowDeletions = allowDeletions(fields.get(ALLOW_DELETIONS));
        refuseSecondMigration(userPoolId);
        RunLock.Attempt attempt = lock.acquire(userPoolId, execution, text(fields, BREAK_LOCK));
        if (attempt instanceof Acquired acquired) {
            return new Start("STARTED", null, acquired.run(), allowDeletions.orElse(null));
        }
        metrics.add(Metric.EXPORTS_SKIPPED, 1);
        return new Start("SKIPPED", reason(userPoolId, (Held) attempt), null, null);
    }

    /** Read from the other backup once more, the pool would seem to fall back to an earlier state. */
    private void refuseSecondMigration(String userPoolId) {
        if (pools.migrates(userPoolId)) {
            backups.of(userPoolId).newestManifest().ifPresent(manifest -> {
                throw new RefusedException("The user pool " + userPoolId + " already has exports, the newest of them "
                        + manifest.exportId() + ", and only a pool's first one may be taken over from the retired"
                        + " architecture's table. Allowed: an export of the pool itself; remove retiredTable from its"
                        + " configuration.");
            });
        }
    }

    private static Map<String, JsonNode> fields(@Nullable JsonNode input) {
        if (input == null || !input.isObject()) {
            throw new RefusedException("The input is not a JSON object. Allowed: {\"userPoolId\": \"<id>\"}, or {}"
                    + " where exactly one pool is configured.");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        input.entries().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        List<String> unknown =
                fields.keySet().stream().filter(name -> !FIELDS.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException("The input has fields that an export does not know: "
                    + unknown.stream().map(StartExport::toldName).collect(Collectors.joining(", ")) + ". Allowed: "
                    + String.join(", ", FIELDS) + ".");
        }
        return fields;
    }

    private static Optional<String> text(Map<String, JsonNode> fields, String name) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.getStringValue().isBlank()) {
            throw new RefusedException("The field " + name + " is not a text. Allowed: "
                    + (name.equals(USER_POOL_ID)
                            ? "the id of a configured user pool"
                            : "the ARN of the execution that holds the run lock")
                    + ".");
        }
        return Optional.of(value.getStringValue());
    }

    /** A number is not repeated in a refusal: it may be somebody's, put in the wrong place. */
    private static Optional<Long> allowDeletions(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            throw notAllowedDeletions("is no number");
        }
        try {
            long deletions = new BigDecimal(value.coerceStringValue()).longValueExact();
            if (deletions >= 1) {
                return Optional.of(deletions);
            }
        } catch (ArithmeticException e) {
            throw notAllowedDeletions("has a fraction or is too large");
        }
        throw notAllowedDeletions("is below 1");
    }

    private static RefusedException notAllowedDeletions(String wrong) {
        return new RefusedException("The field allowDeletions " + wrong
                + ". Allowed: a whole number from 1, the number of deletions that a stopped export reported.");
    }

    private String configuredPool(Optional<String> asked) {
        List<String> configured = settings.userPoolIds();
        String allowed = configured.isEmpty()
                ? "no pool is configured for exports in this Region"
                : "one of the configured pools: " + String.join(", ", configured);
        if (asked.isEmpty()) {
            if (configured.size() == 1) {
                return configured.get(0);
            }
            throw new RefusedException("The field userPoolId is missing. Allowed: " + allowed + ".");
        }
        if (!configured.contains(asked.get())) {
            throw new RefusedException("The field userPoolId is " + told(asked.get()) + ". Allowed: " + allowed + ".");
        }
        return asked.get();
    }

    /** Only what could be the id of a pool is repeated: anything else may be somebody's name, put in the wrong place. */
    private static String told(String value) {
        return value.matches("[\\w-]{1,55}") ? "'" + value + "'" : "no id of a user pool";
    }

    private static String toldName(String field) {
        return field.matches("\\w{1,40}") ? field : "(not a plain name)";
    }

    private static String reason(String userPoolId, Held held) {
        return "The run lock of " + userPoolId + " is held by " + held.holder()
                + held.freeFrom()
                        .map(instant -> "; it can be taken from " + instant + ".")
                        .orElse(".");
    }
}
