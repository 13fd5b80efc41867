package cognitobackup.importer;

import cognitobackup.cognito.RequestCategory;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an import has asked of Cognito, and what AWS may bill for it. In the report of a dry run, what was asked so far.
 *
 * @param apiCalls requests by category, in Cognito's words, such as {@code UserCreation}
 * @param activeUsers planned users whom calls of this import have made active: by creating them one by one, setting
 *     their passwords, changing them or their memberships. Import jobs make nobody active
 * @param estimate the most that the active users cost; null where the target's feature plan is not known
 */
@Serdeable
record Cost(
        Map<String, Long> apiCalls,
        long activeUsers,
        @Nullable Estimate estimate) {
    private static final ActiveUserPrices PRICES = new ActiveUserPrices();

    // What is empty is left out of the JSON.
    Cost {
        apiCalls = apiCalls == null ? Map.of() : apiCalls;
    }

    /**
     * The most that it can be: whoever was active in the month anyway is billed once, and there are free users and lower
     * prices for many.
     *
     * @param dollars US dollars
     * @param dollarsForAnActiveUser US dollars
     * @param tier the target's feature plan
     * @param pricesOf the month in which the price was looked up
     * @param source where it is to be looked up again
     */
    @Serdeable
    record Estimate(
            BigDecimal dollars, BigDecimal dollarsForAnActiveUser, String tier, String pricesOf, String source) {}

    /**
     * @param apiCalls requests by operation
     * @param tier the target's feature plan in Cognito's words; null where it is not known
     */
    static Cost of(Map<String, Long> apiCalls, long activeUsers, @Nullable String tier) {
        Map<String, Long> byCategory = new TreeMap<>();
        apiCalls.forEach((operation, calls) ->
                byCategory.merge(RequestCategory.of(operation).awsName(), calls, Long::sum));
        return new Cost(
                byCategory,
                activeUsers,
                Optional.ofNullable(tier)
                        .flatMap(PRICES::dollars)
                        .map(dollars -> new Estimate(
                                dollars.multiply(BigDecimal.valueOf(activeUsers)),
                                dollars,
                                tier,
                                PRICES.lookedUp(),
                                PRICES.source()))
                        .orElse(null));
    }
}
