package cognitobackup.drill.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.AnyPool;
import cognitobackup.drill.population.AnyPool.Mode;
import cognitobackup.drill.population.PoolUser;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That of a case nothing is left but what it takes to fail. */
class ShrinkTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @Test
    void oneUserIsLeftWithOneAttribute() throws Exception {
        Case start = start();

        Case smallest = Shrink.smallest(
                start, tried -> tried.source().users().stream().anyMatch(ShrinkTest::hasTwoLines), LONG_ENOUGH);

        assertThat(start.source().users()).hasSizeGreaterThan(30);
        assertThat(smallest.source().users()).singleElement().satisfies(user -> {
            assertThat(hasTwoLines(user)).isTrue();
            assertThat(user.attributes()).hasSize(2).containsKey("sub");
        });
        assertThat(smallest.source().memberships()).isEmpty();
        assertThat(smallest.input()).isEmpty();
        assertThat(smallest.after()).isEqualTo(Case.After.NOTHING);
    }

    @Test
    void whatItTakesIsKept() throws Exception {
        Case smallest = Shrink.smallest(
                start(),
                tried -> tried.asks("allowTriggers") && tried.source().users().size() >= 3,
                LONG_ENOUGH);

        assertThat(smallest.source().users()).hasSize(3);
        assertThat(smallest.input()).isEqualTo(Map.of("allowTriggers", true));
    }

    @Test
    void whenTheTimeIsUpTheSmallestSoFarIsGoodEnough() throws Exception {
        Case start = start();

        assertThat(Shrink.smallest(start, tried -> true, Duration.ZERO)).isEqualTo(start);
    }

    private static boolean hasTwoLines(PoolUser user) {
        return user.attributes().values().stream().anyMatch(value -> value.contains("\n"));
    }

    private static Case start() {
        var pool = AnyPool.of(Mode.USERNAME, 40, 5);
        return new Case(
                pool,
                pool.userPool(),
                Map.of(),
                Map.of("allowTriggers", true, "method", "CSV"),
                Optional.empty(),
                false,
                Optional.empty(),
                true,
                Case.After.DAMAGE);
    }
}
