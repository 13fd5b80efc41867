package cognitobackup.cognito;

import cognitobackup.function.InvalidSettingException;
import cognitobackup.function.Variables;
import io.micronaut.context.annotation.Context;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests per second this deployment may send, by category, over all its workers of this Region: a share of
 * the default quotas ({@code QUOTA_SHARE}, one half by default), or what {@code REQUESTS_PER_SECOND} says for the
 * category, and never more than {@code COGNITO_TPS}. The rest is for the pool's own sign-ins.
 */
@Context
public final class RequestBudgets {
    private static final double MOST = 100_000;
    private static final String REQUESTS_PER_SECOND = "REQUESTS_PER_SECOND";
    private static final String ALLOWED =
            "a JSON object of requests per second, above 0, by category out of " + RequestCategory.names();

    private final Map<RequestCategory, Double> requestsPerSecond = new EnumMap<>(RequestCategory.class);

    RequestBudgets(Variables variables, JsonMapper json) {
        double share = variables.positive("QUOTA_SHARE", 1).orElse(0.5);
        double cap = variables.positive("COGNITO_TPS", MOST).orElse(MOST);
        Map<RequestCategory, Double> configured = configured(variables, json);
        for (RequestCategory category : RequestCategory.values()) {
            double budget = configured.getOrDefault(category, share * category.defaultQuota());
            requestsPerSecond.put(category, Math.min(budget, cap));
        }
    }

    /** For all workers of this Region together. */
    public double requestsPerSecond(RequestCategory category) {
        return requestsPerSecond.get(category);
    }

    /**
     * How long it takes to send so many calls, given by operation: categories at the same time, the calls of one category
     * one after the other at its budget.
     */
    public Duration timeFor(Map<String, Long> calls) {
        Map<RequestCategory, Double> seconds = new EnumMap<>(RequestCategory.class);
        calls.forEach((operation, count) -> {
            RequestCategory category = RequestCategory.of(operation);
            double rate = category.forOneOperation(requestsPerSecond(category));
            seconds.merge(category, count / rate, Double::sum);
        });
        double longest =
                seconds.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return Duration.ofMillis(Math.round(longest * 1000));
    }

    private static Map<RequestCategory, Double> configured(Variables variables, JsonMapper json) {
        Map<RequestCategory, Double> configured = new EnumMap<>(RequestCategory.class);
        variables.find(REQUESTS_PER_SECOND).ifPresent(value -> {
            for (Map.Entry<?, ?> entry : members(value, json).entrySet()) {
                RequestCategory category =
                        RequestCategory.named(String.valueOf(entry.getKey())).orElseThrow(() -> invalid(value));
                if (!(entry.getValue() instanceof Number number)
                        || number.doubleValue() <= 0
                        || number.doubleValue() > MOST) {
                    throw invalid(value);
                }
                configured.put(category, number.doubleValue());
            }
        });
        return configured;
    }

    private static Map<?, ?> members(String value, JsonMapper json) {
        try {
            if (json.readValue(value, Object.class) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (IOException e) {
            // Answered below, like JSON that is no object.
        }
        throw invalid(value);
    }

    private static InvalidSettingException invalid(String value) {
        return new InvalidSettingException(REQUESTS_PER_SECOND, "'" + value + "'", ALLOWED);
    }
}
