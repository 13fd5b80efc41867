package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.pool.Shard;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "500, 1",
        "501, 2",
        "1000, 2",
        "1001, 4",
        "2000, 4",
        "2001, 8",
        "4000, 8",
        "4001, 16",
        "8001, 16",
        "40000000, 16"
    })
    void itIsAsFineAsThereAreUsers(long users, int units) {
        assertThat(Division.of(users, Division.USERS_OF_UNIT)).isEqualTo(new Division(units));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16})
    void everyShardIsInOneUnitAndEveryUnitHasAsMany(int units) {
        var division = new Division(units);

        assertThat(division.all()).hasSize(units).doesNotHaveDuplicates();
        for (Shard unit : division.all()) {
            assertThat(division.unit(unit)).isEqualTo(unit);
            assertThat(Shard.all().stream().filter(shard -> division.unit(shard).equals(unit)))
                    .hasSize(16 / units);
        }
        assertThat(Shard.all()).allSatisfy(shard -> assertThat(division.all()).contains(division.unit(shard)));
        assertThat(division.unit(Shard.UNSHARDED)).isEqualTo(Shard.UNSHARDED);
    }

    /** Changing this changes where an unfinished import finds its files and results. */
    @Test
    void aUnitIsCalledByItsFirstShard() {
        assertThat(new Division(4).all()).extracting(Shard::digit).containsExactly("0", "4", "8", "c");
        assertThat(new Division(4).unit(new Shard("b"))).isEqualTo(new Shard("8"));
        assertThat(List.of(Division.FINEST.unit("ann"), Division.FINEST.unit("bob")))
                .containsExactly(Shard.of("ann"), Shard.of("bob"));
        assertThat(new Division(1).unit("bob")).isEqualTo(new Shard("0"));
    }

    @Test
    void aUnitByIdentityIsTheUnitOfItsShard() {
        Set<Shard> used = new TreeSet<>((one, other) -> one.digit().compareTo(other.digit()));
        for (int i = 0; i < 200; i++) {
            String identity = "user-" + i;
            Shard unit = new Division(8).unit(identity);
            assertThat(unit).isEqualTo(new Division(8).unit(Shard.of(identity)));
            used.add(unit);
        }
        assertThat(used).containsExactlyElementsOf(new Division(8).all());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3, 12, 32})
    void anyOtherNumberOfUnitsIsRefused(int units) {
        assertThatThrownBy(() -> new Division(units))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1, 2, 4, 8 or 16 units, not " + units);
    }
}
