package cognitobackup.drill.cost;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.Project;
import cognitobackup.drill.cost.ActiveUserPrices.FeaturePlan;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PriceListTest {
    private final PriceList prices = PriceList.kept();

    @Test
    void everythingThatIsBilledHasAPrice() {
        assertThat(prices.prices()).containsOnlyKeys(Price.values()).allSatisfy((price, listed) -> {
            assertThat(listed.dollars()).isGreaterThan(BigDecimal.ZERO);
            assertThat(listed.of()).isPositive();
            assertThat(listed.unit()).isNotBlank();
            assertThat(listed.source()).hasScheme("https").hasHost("aws.amazon.com");
            assertThat(listed.saidBy()).isNotNull();
        });
    }

    @Test
    void everyPriceIsOfALineOfTheBill() {
        List<Line> lines = Month.of(CountedRuns.kept(), new Habit(new PoolSize(10_000, 20, 12_000), 1, 30, 35, false));

        Set<Price> billed = lines.stream().map(Line::price).collect(Collectors.toSet());
        assertThat(billed).containsExactlyInAnyOrder(Price.values());
    }

    /** The functions' own list, by which they price imports in their reports. */
    @Test
    void activeUsersHaveThePricesOfTheReports() {
        assertThat(ActiveUserPrices.of(Project.lambdaJar()).dollars())
                .containsOnlyKeys(FeaturePlan.values())
                .allSatisfy((plan, dollars) -> assertThat(dollars).isBetween(0.001, 0.1));
    }
}
