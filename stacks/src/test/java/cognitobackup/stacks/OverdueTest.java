package cognitobackup.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverdueTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(5 minutes)                | PT5M
            rate(1 hour)                   | PT1H
            rate(7 days)                   | PT168H
            cron(30 2 * * ? *)             | PT24H
            cron(0 */6 * * ? *)            | PT6H
            cron(0 8,20 ? * MON-FRI *)     | PT60H
            cron(0 3 1 * ? *)              | PT744H
            cron(0 3 L * ? *)              | PT744H
            cron(15 10 ? * 6#3 *)          | PT840H
            cron(0 0 29 2 ? *)             | PT35064H
            """)
    void theLongestTimeBetweenTwoStartsIsFound(String schedule, Duration gap) {
        assertThat(LongestGap.of(schedule)).contains(gap);
        assertThat(LongestGap.isValid(schedule)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cron(0 3 1 1 ? 2026) | true
            cron(0 25 * * ? *)   | false
            cron(0 3 * *)        | false
            rate(0 days)         | false
            daily                | false
            """)
    void whatStartsOnceOrNeverHasNone(String schedule, boolean valid) {
        assertThat(LongestGap.of(schedule)).isEmpty();
        assertThat(LongestGap.isValid(schedule)).isEqualTo(valid);
    }

    @Test
    void aQuarterOfTheGapIsGrantedWithinLimits() {
        assertThat(Overdue.after(Duration.ofHours(1))).hasHours(3);
        assertThat(Overdue.after(Duration.ofHours(12))).hasHours(15);
        assertThat(Overdue.after(Duration.ofDays(1))).hasHours(30);
        assertThat(Overdue.after(Duration.ofDays(7))).hasHours(174);
    }

    @Test
    void aPoolWithoutAScheduleIsNeverOverdue() {
        assertThat(Overdue.seconds(List.of(
                        new Settings.UserPool("eu-central-1_A", Optional.of("rate(1 day)"), Optional.empty()),
                        new Settings.UserPool("eu-central-1_B", Optional.empty(), Optional.empty()))))
                .isEqualTo(Map.of("eu-central-1_A", 108_000.0));
    }
}
