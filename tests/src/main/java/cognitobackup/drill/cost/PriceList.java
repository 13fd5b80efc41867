package cognitobackup.drill.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * List prices of AWS on one day in one Region, in US dollars.
 *
 * @param about what the list leaves out
 * @param region whose prices they are
 * @param lookedUp when, as {@code 2026-11-22}
 * @param prices by what they are for
 */
public record PriceList(String about, String region, String lookedUp, Map<Price, Listed> prices) {
    private static final String RESOURCE = "prices.json";

    /** Who said a price on the day. */
    public enum SaidBy {
        AWS,
        OTHERS,
        NOBODY
    }

    /**
     * A price.
     *
     * @param dollars for so many units
     * @param of how many
     * @param unit of what, with the number in words
     * @param source AWS's page where it is to be looked up again
     */
    public record Listed(BigDecimal dollars, int of, String unit, URI source, SaidBy saidBy) {
        double dollars(double units) {
            return dollars.doubleValue() * units / of;
        }
    }

    public PriceList {
        LocalDate.parse(lookedUp);
        prices = new EnumMap<>(prices);
    }

    /** The list that is kept with the sources. */
    public static PriceList kept() {
        try (InputStream file = PriceList.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readValue(file, PriceList.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Listed of(Price price) {
        return prices.get(price);
    }
}
