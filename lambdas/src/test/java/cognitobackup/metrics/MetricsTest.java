package cognitobackup.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final PrintedMetrics printed = new PrintedMetrics();

    @Test
    void valuesOfOnePoolAreOneLine() {
        printed.metrics().add(Metric.USERS, "eu-west-1_Pool", 500_000);
        printed.metrics().add(Metric.EXPORT_DURATION, "eu-west-1_Pool", 12.5);

        assertThat(printed.flushed())
                .containsExactly(
                        "{\"_aws\":{\"Timestamp\":1795255200000,\"CloudWatchMetrics\":[{\"Namespace\":\"CognitoBackup\","
                                + "\"Dimensions\":[[\"Stack\",\"UserPoolId\"]],\"Metrics\":[{\"Name\":\"Users\",\"Unit\":\"Count\"},"
                                + "{\"Name\":\"ExportDuration\",\"Unit\":\"Seconds\"}]}]},\"Stack\":\"primary\","
                                + "\"UserPoolId\":\"eu-west-1_Pool\",\"Users\":500000.0,\"ExportDuration\":12.5}");
    }

    @Test
    void whatIsAlsoWantedInTotalIsPublishedUnderBothSetsOfDimensions() {
        printed.metrics().add(Metric.THROTTLES, "UserList", 1);

        assertThat(printed.flushed())
                .singleElement()
                .asString()
                .contains("\"Dimensions\":[[\"Stack\",\"Category\"],[\"Stack\"]]");
    }

    @Test
    void eachValueOfADimensionHasALineOfItsOwn() {
        printed.metrics().add(Metric.API_CALLS, "UserList", 1);
        printed.metrics().add(Metric.API_CALLS, "UserRead", 1);
        printed.metrics().add(Metric.API_CALLS, "UserList", 1);

        assertThat(printed.flushed()).hasSize(3).anySatisfy(line -> assertThat(line)
                .contains("\"Category\":\"UserList\",\"ApiCalls\":2.0"));
    }

    @Test
    void theShareOfRefusedRequestsIsToldOfWhoeverSentSome() {
        printed.metrics().add(Metric.API_CALLS, "UserList", 6);
        printed.metrics().add(Metric.API_CALLS, "UserRead", 2);
        printed.metrics().add(Metric.THROTTLES, "UserList", 2);

        assertThat(printed.values()).containsEntry("ThrottledShare", 25.0);
    }

    @Test
    void anInvocationTellsWhatIsItsOwn() {
        printed.metrics().add(Metric.IMPORTS_FAILED, 1);

        assertThat(printed.flushed()).hasSize(1);
        assertThat(printed.flushed()).isEmpty();
    }

    @Test
    void aMetricIsToldApartByItsOwnDimensionOnly() {
        assertThatThrownBy(() -> printed.metrics().add(Metric.USERS, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> printed.metrics().add(Metric.IMPORTS_FAILED, "eu-west-1_Pool", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoMetricsHaveTheSameName() {
        List<String> names = Stream.of(Metric.values()).map(Metric::awsName).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Z][A-Za-z]+"));
    }
}
