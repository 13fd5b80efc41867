package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveUserPricesTest {
    private final ActiveUserPrices prices = new ActiveUserPrices();

    @ParameterizedTest
    @ValueSource(strings = {"LITE", "ESSENTIALS", "PLUS"})
    void everyFeaturePlanHasAPrice(String tier) {
        assertThat(prices.dollars(tier)).get().satisfies(dollars -> assertThat(dollars)
                .isBetween(new BigDecimal("0.001"), new BigDecimal("0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SOMETHING_NEW", "source", "lookedUp"})
    void nothingElseHasOne(String tier) {
        assertThat(prices.dollars(tier)).isEmpty();
    }

    @Test
    void saysWhenAndWhere() {
        assertThat(YearMonth.parse(prices.lookedUp())).isAfter(YearMonth.of(2026, 1));
        assertThat(prices.source()).startsWith("https://aws.amazon.com/");
    }
}
