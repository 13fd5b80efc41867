package cognitobackup.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.LocalBackups;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.ManualClock;
import cognitobackup.backup.RunLock.Attempt;
import cognitobackup.backup.ScriptedExecutions;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.function.Variables;
import cognitobackup.metrics.PrintedMetrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TellOfEndTest {
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:import:1";
    private static final String WORKFLOW = "arn:aws:states:eu-west-1:123456789012:stateMachine:import";
    private static final String TARGET = "eu-west-1_Target1";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final LocalTable table = new LocalTable();
    private final LocalBackups backups =
            new LocalBackups(table.client(), clock, new ScriptedExecutions(), Duration.ofDays(35));
    private final PrintedMetrics printed = new PrintedMetrics();
    private final RecordingTopic topic = new RecordingTopic();
    private final ApplicationContext context = FunctionEnvironment.start(FunctionEnvironment.complete());
    private EndedExecution described = ended("FAILED", Optional.empty(), Optional.empty(), Optional.empty());

    @AfterEach
    void close() {
        context.close();
        table.close();
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        EndedExecution event = failed("cognitobackup.function.RefusedException", "\"errorMessage\":\"no such pool\"");

        tellOfEnd().tell(event);
        tellOfEnd().tell(event);

        assertThat(topic.subjects).containsExactly("Cognito backup: FAILED import");
        assertThat(printed.values()).containsExactly(Map.entry("ImportsFailed", 1.0));
        assertThat(topic.messages)
                .singleElement()
                .asString()
                .contains(EXECUTION, "cognitobackup.function.RefusedException: no such pool");
    }

    @Test
    void whatCouldNotBeToldIsToldWhenTheEventComesAgain() {
        topic.broken = true;
        EndedExecution event = failed("x", "y");
        assertThatThrownBy(() -> tellOfEnd().tell(event)).isInstanceOf(IllegalStateException.class);
        topic.broken = false;

        tellOfEnd().tell(event);

        assertThat(topic.messages).hasSize(1);
    }

    @Test
    void whoeverDiedWhileTellingIsReplacedAfterTheFunctionTimeout() {
        backups.notices().claim(EXECUTION);
        EndedExecution event = failed("x", "y");

        assertThatThrownBy(() -> tellOfEnd().tell(event)).isInstanceOf(TemporaryFailure.class);
        assertThat(topic.messages).isEmpty();
        clock.advance(LocalBackups.FUNCTION_TIMEOUT);
        tellOfEnd().tell(event);

        assertThat(topic.messages).hasSize(1);
    }

    @Test
    void locksOfTheDeadAreFreeAfterTheFunctionTimeout() {
        backups.acquire(TARGET, EXECUTION);
        backups.acquire("imports/eu-west-1", EXECUTION);
        described = ended(
                "ABORTED", Optional.of("{\"NewUserPoolId\":\"" + TARGET + "\"}"), Optional.empty(), Optional.empty());

        tellOfEnd().tell(ended("ABORTED", Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(backups.runLock().acquire(TARGET, "arn:next", Optional.empty()))
                .isInstanceOf(Attempt.Held.class);
        clock.advance(LocalBackups.FUNCTION_TIMEOUT);
        assertThat(backups.acquire(TARGET, "arn:next").execution()).isEqualTo("arn:next");
        assertThat(backups.acquire("imports/eu-west-1", "arn:next").execution()).isEqualTo("arn:next");
    }

    @Test
    void anothersLockStaysHeld() {
        backups.acquire(TARGET, "arn:other");

        tellOfEnd()
                .tell(ended(
                        "FAILED",
                        Optional.of("{\"targetUserPoolId\":\"" + TARGET + "\"}"),
                        Optional.of("x"),
                        Optional.empty()));
        clock.advance(LocalBackups.FUNCTION_TIMEOUT);

        assertThat(backups.runLock().acquire(TARGET, "arn:next", Optional.empty()))
                .isInstanceOf(Attempt.Held.class);
    }

    @Test
    void foreignWordsAreNotPassedOn() {
        tellOfEnd().tell(failed("States.Runtime", "{\"errorMessage\":\"ann@example.com broke it\"}"));

        assertThat(topic.messages)
                .singleElement()
                .asString()
                .contains("States.Runtime")
                .doesNotContain("ann@");
    }

    @Test
    void whyItFailedIsAskedForWhereTheEventDoesNotSay() {
        described = failed(
                "cognitobackup.function.RefusedException", "{\"errorMessage\":\"a \\\"quoted\\\" reason\",\"err");

        tellOfEnd().tell(ended("FAILED", Optional.of("{}"), Optional.empty(), Optional.empty()));

        assertThat(topic.messages).singleElement().asString().contains("a \"quoted\" reason");
    }

    @Test
    void aLongReasonIsCut() {
        String message = "{\"errorMessage\":\"" + "x".repeat(100_000) + "\"}";

        tellOfEnd().tell(failed("cognitobackup.function.UnexpectedFailure", message));

        assertThat(topic.messages).singleElement().asString().hasSizeLessThan(2_000);
    }

    /** As the guard's refusal comes out of Lambda, and as the workflow cuts it. */
    @Test
    void whatTheDeletionGuardSaysIsToldWhole() {
        String told = "The export would delete 4123456 of 5000000 users (too many), 9999 of 10000 groups (too many),"
                + " 41234567 of 50000000 memberships (too many), which the snapshot 2026-11-21T23:22:05.120Z has. It was"
                + " stopped before the first deletion, and that snapshot stays the newest. If these records are gone on"
                + " purpose, start the export again with allowDeletions: 45368022. Too many is more than 10 records and"
                + " more than 10 %, of that snapshot or, over its last 7 days, of the largest (5000000 users, of which"
                + " 876544 would be left; 10000 groups, of which 1 would be left; 50000000 memberships, of which 8765433"
                + " would be left), or all of a kind.";
        String cause = "{\"errorMessage\":\"" + told
                + "\",\"errorType\":\"cognitobackup.function.RefusedException\",\"stackTrace\":[\""
                + "cognitobackup.exporter.GuardDeletions.decide(GuardDeletions.java:1)\",\"".repeat(50) + "\"]}";

        tellOfEnd().tell(failed("cognitobackup.function.RefusedException", cause.substring(0, 2000)));

        assertThat(topic.messages).singleElement().asString().contains(told);
    }

    private TellOfEnd tellOfEnd() {
        return new TellOfEnd(
                event -> described,
                backups.runLock(),
                backups.notices(),
                topic,
                ObjectMapper.getDefault(),
                context.getBean(FunctionSettings.class),
                printed.metrics(),
                context.getBean(Variables.class));
    }

    private static EndedExecution failed(String error, String cause) {
        return ended("FAILED", Optional.of("{}"), Optional.of(error), Optional.of(cause));
    }

    private static EndedExecution ended(
            String status, Optional<String> input, Optional<String> error, Optional<String> cause) {
        return new EndedExecution(EXECUTION, WORKFLOW, status, input, error, cause);
    }
}
