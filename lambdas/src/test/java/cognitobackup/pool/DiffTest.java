package cognitobackup.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DiffTest {
    @Test
    void saysWhatToCreateChangeAndRemove() {
        Diff<String> diff =
                Diff.between(Map.of("new", 1, "other", 2, "same", 3), Map.of("other", 0, "same", 3, "old", 4));

        assertThat(diff.create()).containsExactly("new");
        assertThat(diff.change()).containsExactly("other");
        assertThat(diff.remove()).containsExactly("old");
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void isEmptyBetweenEqualStates() {
        assertThat(Diff.between(Map.of("a", 1), Map.of("a", 1)).isEmpty()).isTrue();
    }
}
