package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing proves something only if it finds what is there. */
class MarksTest {
    @ParameterizedTest
    @ValueSource(strings = {Marks.ASCII, Marks.UNICODE})
    void areFoundPlainAndInUpperCase(String mark) {
        assertThat(Marks.isIn("name=" + mark + "@example.com")).isTrue();
        assertThat(Marks.isIn("name=" + mark.toUpperCase(java.util.Locale.ROOT)))
                .isTrue();
    }

    @Test
    void areFoundEscapedAsInJsonAndInAddresses() {
        assertThat(Marks.isIn("\"\\u0448\\u049b\\u2602\\u043c\\u0435\\u0442\\u043a\\u0430\""))
                .isTrue();
        assertThat(Marks.isIn("?q=" + URLEncoder.encode(Marks.UNICODE, StandardCharsets.UTF_8)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd"})
    void areFoundInBase64WhereverTheyBegin(String before) {
        for (String mark : new String[] {Marks.ASCII, Marks.UNICODE}) {
            byte[] bytes = (before + mark + "after").getBytes(StandardCharsets.UTF_8);
            assertThat(Marks.isIn(Base64.getEncoder().encodeToString(bytes))).isTrue();
        }
    }

    @Test
    void areNotFoundWhereTheyAreNot() {
        assertThat(Marks.isIn("{\"userPoolId\":\"us-east-1_AbCdEf123\",\"count\":17}"))
                .isFalse();
    }
}
