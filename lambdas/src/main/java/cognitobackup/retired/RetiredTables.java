package cognitobackup.retired;

import cognitobackup.function.InvalidSettingException;
import cognitobackup.function.Variables;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code RETIRED_TABLES}: by user pool id, the table of the retired architecture to take its first snapshot from. */
@Singleton
final class RetiredTables {
    private static final String VARIABLE = "RETIRED_TABLES";
    private static final String ALLOWED =
            "a JSON object of names of DynamoDB tables by ids of user pools, such as {\"eu-west-1_AbCdEf123\": \"backup\"},"
                    + " or nothing";

    private final Map<String, String> byPool;

    @Inject
    RetiredTables(Variables variables, JsonMapper json) {
        this(variables.find(VARIABLE).map(value -> read(value, json)).orElse(Map.of()));
    }

    RetiredTables(Map<String, String> byPool) {
        this.byPool = Map.copyOf(byPool);
    }

    Optional<String> of(String userPoolId) {
        return Optional.ofNullable(byPool.get(userPoolId));
    }

    private static Map<String, String> read(String value, JsonMapper json) {
        try {
            if (json.readValue(value, Object.class) instanceof Map<?, ?> members) {
                Map<String, String> tables = new TreeMap<>();
                members.forEach((pool, table) -> {
                    if (!String.valueOf(table).matches("[a-zA-Z0-9_.-]{3,255}")) {
                        throw invalid(value);
                    }
                    tables.put(String.valueOf(pool), String.valueOf(table));
                });
                return tables;
            }
        } catch (IOException e) {
            throw invalid(value);
        }
        throw invalid(value);
    }

    private static InvalidSettingException invalid(String value) {
        return new InvalidSettingException(VARIABLE, "'" + value + "'", ALLOWED);
    }
}
