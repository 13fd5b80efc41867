package cognitobackup.local.cognito;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests per second are let through.
 *
 * @param perSecond by category, over all pools of the account and Region
 * @param perPoolAndOperation for each single operation on one pool, in the categories that AWS limits so
 * @param perUser reads of one user, and likewise writes of one user
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
 */
public record Quotas(Map<QuotaCategory, Double> perSecond, double perPoolAndOperation, double perUser) {
    public Quotas {
        perSecond = Map.copyOf(perSecond);
        for (QuotaCategory category : QuotaCategory.values()) {
            if (!(perSecond.getOrDefault(category, 0.0) > 0)) {
                throw new IllegalArgumentException("Every category needs a rate above 0; " + category + " has none.");
            }
        }
        if (!(perPoolAndOperation > 0 && perUser > 0)) {
            throw new IllegalArgumentException("The rates per pool and per user must be above 0.");
        }
    }

    /** AWS's default quotas. */
    public static Quotas ofAws() {
        Map<QuotaCategory, Double> rates = new EnumMap<>(QuotaCategory.class);
        for (QuotaCategory category : QuotaCategory.values()) {
            rates.put(category, category.defaultPerSecond());
        }
        return new Quotas(rates, 5, 10);
    }

    /** No quota at all: for tests of something else. */
    public static Quotas unlimited() {
        return ofAws().times(Double.POSITIVE_INFINITY);
    }

    /** These quotas with every rate multiplied, so that a rehearsal takes less time. */
    public Quotas times(double factor) {
        Map<QuotaCategory, Double> rates = new EnumMap<>(QuotaCategory.class);
        perSecond.forEach((category, rate) -> rates.put(category, rate * factor));
        return new Quotas(rates, perPoolAndOperation * factor, perUser * factor);
    }

    /** These quotas with another rate for one category. */
    public Quotas with(QuotaCategory category, double rate) {
        Map<QuotaCategory, Double> rates = new EnumMap<>(perSecond);
        rates.put(category, rate);
        return new Quotas(rates, perPoolAndOperation, perUser);
    }
}
