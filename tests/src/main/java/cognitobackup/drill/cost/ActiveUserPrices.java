package cognitobackup.drill.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * What AWS bills for a user who was active in a month, by the pool's feature plan: the list by which the functions price
 * imports in their reports, as it is in their jar.
 *
 * @param lookedUp the month
 * @param dollars for a user and month, by the plan's name in Cognito's words
 */
public record ActiveUserPrices(String lookedUp, Map<FeaturePlan, Double> dollars) {
    private static final String RESOURCE = "cognitobackup/importer/active-user-prices.properties";

    /** The feature plans of user pools. */
    public enum FeaturePlan {
        LITE,
        ESSENTIALS,
        PLUS
    }

    static ActiveUserPrices of(Path functionsJar) {
        Properties prices = new Properties();
        try (JarFile jar = new JarFile(functionsJar.toFile())) {
            ZipEntry entry = jar.getEntry(RESOURCE);
            if (entry == null) {
                throw new IllegalStateException(functionsJar + " has no prices of active users: build it anew.");
            }
            try (InputStream file = jar.getInputStream(entry)) {
                prices.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ActiveUserPrices(
                prices.getProperty("lookedUp"),
                Map.of(
                        FeaturePlan.LITE, Double.valueOf(prices.getProperty("LITE")),
                        FeaturePlan.ESSENTIALS, Double.valueOf(prices.getProperty("ESSENTIALS")),
                        FeaturePlan.PLUS, Double.valueOf(prices.getProperty("PLUS"))));
    }
}
