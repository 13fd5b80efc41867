package cognitobackup.importer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Properties;

/** What AWS bills for a user who was active in a month, by the feature plan of the pool. */
final class ActiveUserPrices {
    private static final String RESOURCE = "active-user-prices.properties";

    private final Properties prices = new Properties();

    ActiveUserPrices() {
        try (InputStream file = ActiveUserPrices.class.getResourceAsStream(RESOURCE)) {
            prices.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In US dollars for a user and month, the first and dearest step.
     *
     * @param tier the feature plan in Cognito's words, such as {@code LITE}
     * @return empty for a plan that has no price here
     */
    Optional<BigDecimal> dollars(String tier) {
        return tier.matches("[A-Z]+")
                ? Optional.ofNullable(prices.getProperty(tier)).map(BigDecimal::new)
                : Optional.empty();
    }

    /** The month in which the prices were looked up. */
    String lookedUp() {
        return prices.getProperty("lookedUp");
    }

    /** Where they are to be looked up again. */
    String source() {
        return prices.getProperty("source");
    }
}
