package cognitobackup.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private static final Instant END = Instant.parse("2026-11-21T10:00:00Z");
    private static final Map<String, String> DIMENSIONS = Map.of("Stack", "primary");

    @Test
    void asManyPeriodsInARowAsItSaysRaiseIt() {
        Alarm alarm = alarm("Maximum", 2, "notBreaching");

        assertThat(alarm.stateAt(END, List.of(at(0, 10), at(60, 10)))).isEqualTo(AlarmState.ALARM);
        assertThat(alarm.stateAt(END, List.of(at(0, 10), at(60, 9)))).isEqualTo(AlarmState.OK);
        assertThat(alarm.stateAt(END, List.of(at(0, 10)))).isEqualTo(AlarmState.OK);
        assertThat(alarm.stateAt(END, List.of(at(120, 10), at(180, 10)))).isEqualTo(AlarmState.OK);
    }

    @Test
    void silenceCountsAsItSays() {
        assertThat(alarm("Sum", 2, "breaching").stateAt(END, List.of())).isEqualTo(AlarmState.ALARM);
        assertThat(alarm("Sum", 2, "breaching").stateAt(END, List.of(at(60, 1))))
                .isEqualTo(AlarmState.OK);
        assertThat(alarm("Sum", 2, "notBreaching").stateAt(END, List.of())).isEqualTo(AlarmState.OK);
        assertThat(alarm("Sum", 2, "missing").stateAt(END, List.of())).isEqualTo(AlarmState.INSUFFICIENT_DATA);
    }

    @Test
    void theStatisticIsOverAPeriod() {
        List<Datapoint> datapoints = List.of(at(0, 6), at(30, 4));

        assertThat(alarm("Sum", 1, "missing").stateAt(END, datapoints)).isEqualTo(AlarmState.ALARM);
        assertThat(alarm("Average", 1, "missing").stateAt(END, datapoints)).isEqualTo(AlarmState.OK);
        assertThat(alarm("Maximum", 1, "missing").stateAt(END, datapoints)).isEqualTo(AlarmState.OK);
    }

    @Test
    void anotherNamespaceNameDimensionOrUnitIsAnotherMetric() {
        Alarm alarm = alarm("Sum", 1, "notBreaching");

        assertThat(alarm.takes(new Datapoint("Own", "Age", DIMENSIONS, "Count", END, List.of(1.0))))
                .isTrue();
        assertThat(alarm.takes(new Datapoint("Other", "Age", DIMENSIONS, "Count", END, List.of(1.0))))
                .isFalse();
        assertThat(alarm.takes(new Datapoint("Own", "Size", DIMENSIONS, "Count", END, List.of(1.0))))
                .isFalse();
        assertThat(alarm.takes(new Datapoint("Own", "Age", Map.of(), "Count", END, List.of(1.0))))
                .isFalse();
        assertThat(alarm.takes(new Datapoint(
                        "Own", "Age", Map.of("Stack", "primary", "Pool", "p"), "Count", END, List.of(1.0))))
                .isFalse();
        assertThat(alarm.takes(new Datapoint("Own", "Age", DIMENSIONS, "Seconds", END, List.of(1.0))))
                .isFalse();
    }

    @Test
    void aShareIsOfTheSumsAndNotTheAverageOfShares() {
        Alarm alarm = alarm("Sum", 1, "notBreaching", Optional.of("Years"));

        assertThat(alarm.stateAt(END, List.of(at(0, 40), years(0, 200), years(5, 1), years(9, 1))))
                .as("40 of 202, though two of three had none")
                .isEqualTo(AlarmState.ALARM);
        assertThat(alarm.stateAt(END, List.of(at(0, 1), years(0, 1), years(5, 200))))
                .as("1 of 201, though it was all of one")
                .isEqualTo(AlarmState.OK);
        assertThat(alarm.stateAt(END, List.of(years(0, 200)))).isEqualTo(AlarmState.OK);
        assertThat(alarm.stateAt(END, List.of(at(0, 40)))).isEqualTo(AlarmState.OK);
        assertThat(alarm.takes(years(0, 1))).isTrue();
    }

    private static Datapoint years(int secondsAgo, double value) {
        return new Datapoint("Own", "Years", DIMENSIONS, "Count", END.minusSeconds(secondsAgo), List.of(value));
    }

    @Test
    void whatCloudWatchRefusesIsRefused() {
        assertThatThrownBy(() -> alarm("Median", 1, "missing")).hasMessageContaining("statistics");
        assertThatThrownBy(() -> alarm("Sum", 1, "ignored")).hasMessageContaining("missing data");
        assertThatThrownBy(() -> alarm("Sum", 1441, "missing")).hasMessageContaining("a day in total");
    }

    private static Alarm alarm(String statistic, int periods, String treatMissingData) {
        return alarm(statistic, periods, treatMissingData, Optional.empty());
    }

    private static Alarm alarm(String statistic, int periods, String treatMissingData, Optional<String> whole) {
        return new Alarm(
                "alarm",
                new Measured("Own", "Age", DIMENSIONS, Optional.of("Count"), whole, statistic, 60),
                periods,
                periods,
                "GreaterThanOrEqualToThreshold",
                10,
                treatMissingData,
                List.of("arn:aws:sns:eu-west-1:123456789012:topic"),
                List.of());
    }

    private static Datapoint at(int secondsAgo, double value) {
        return new Datapoint("Own", "Age", DIMENSIONS, "Count", END.minusSeconds(secondsAgo), List.of(value));
    }
}
