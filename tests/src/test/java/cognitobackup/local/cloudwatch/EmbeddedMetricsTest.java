package cognitobackup.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedMetricsTest {
    private static final String LINE = """
            {"_aws":{"Timestamp":1795255200000,"CloudWatchMetrics":[{"Namespace":"Own",\
            "Dimensions":[["Stack","Pool"],["Stack"]],"Metrics":[{"Name":"Users","Unit":"Count"}]}]},\
            "Stack":"primary","Pool":"p","Users":5}""";

    @Test
    void aLineGivesADatapointForEachSetOfDimensions() {
        Instant time = Instant.ofEpochMilli(1795255200000L);

        assertThat(EmbeddedMetrics.of(LINE))
                .containsExactly(
                        new Datapoint(
                                "Own", "Users", Map.of("Stack", "primary", "Pool", "p"), "Count", time, List.of(5.0)),
                        new Datapoint("Own", "Users", Map.of("Stack", "primary"), "Count", time, List.of(5.0)));
    }

    @Test
    void anyOtherLineIsNoMetric() {
        assertThat(EmbeddedMetrics.of("{\"message\":\"invocation finished\"}")).isEmpty();
        assertThat(EmbeddedMetrics.of("START RequestId: 1")).isEmpty();
        assertThat(EmbeddedMetrics.of("")).isEmpty();
    }

    /** One row, one changed place, one rejection. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            1795255200000             | "2026-11-21T10:00:00Z"          | Timestamp
            "Namespace":"Own",        |                                 | Namespace
            "Namespace":"Own"         | "Namespace":"AWS/Lambda"        | AWS's own
            "Namespace":"Own"         | "Namespace":"Own","Region":"x"  | a directive with Region
            [["Stack","Pool"],["Stack"]] | ["Stack"]                    | set of dimensions
            ["Stack"]]                | ["Elsewhere"]]                  | the dimension Elsewhere
            "Stack":"primary"         | "Stack":7                       | the dimension Stack
            "Pool":"p"                | "Pool":"Jürgen"                 | the dimension Pool
            "Unit":"Count"            | "Unit":"Users"                  | the unit Users
            "Unit":"Count"            | "Unit":"Count","Kind":"x"       | a metric with Kind
            "Users":5                 | "Users":"5"                     | the metric Users
            "Users":5                 | "Others":5                      | the metric Users
            "Users":5                 | "Users":[]                      | without 1 to 100 values
            """)
    void aLineThatBreaksARuleIsRefused(String place, String changed, String why) {
        String line = LINE.replace(place, changed == null ? "" : changed);

        assertThat(line).isNotEqualTo(LINE);
        assertThatThrownBy(() -> EmbeddedMetrics.of(line))
                .isInstanceOf(MalformedMetricsException.class)
                .hasMessageContaining(why);
    }

    @Test
    void moreThanThirtyDimensionsAreRefused() {
        String names = IntStream.range(0, 31).mapToObj(i -> "\"d" + i + "\"").collect(Collectors.joining(","));

        assertThatThrownBy(() -> EmbeddedMetrics.of(LINE.replace("\"Stack\",\"Pool\"", names)))
                .hasMessageContaining("up to 30");
    }
}
