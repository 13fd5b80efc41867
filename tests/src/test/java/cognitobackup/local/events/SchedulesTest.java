package cognitobackup.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.http.JsonService;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.TestRoles;
import cognitobackup.local.lambda.InProcessRuntime;
import cognitobackup.local.lambda.LambdaFunctions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a start when the time of a schedule has come. */
class SchedulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:export:1";

    private final Iam iam = new Iam("123456789012");
    private final InProcessRuntime runtime = new InProcessRuntime();
    private final LambdaFunctions functions =
            new LambdaFunctions("us-east-1", iam, new RegionGate("us-east-1"), runtime, Map.of());
    private final List<String> deadLetters = new ArrayList<>();
    private final Schedules schedules = new Schedules(
            "us-east-1", iam, new Starts(), functions, (caller, queue, body) -> deadLetters.add(queue + " " + body));

    /** Starts everything. */
    private static final class Starts implements JsonService {
        @Override
        public String targetPrefix() {
            return "AWSStepFunctions";
        }

        @Override
        public JsonNode call(String operation, ObjectNode request) {
            return JSON.createObjectNode().put("executionArn", EXECUTION);
        }
    }

    @AfterEach
    void stop() {
        functions.close();
        runtime.close();
    }

    private Schedule schedule(String allowed) {
        Schedule schedule = new Schedule(
                "default",
                "export",
                "rate(1 day)",
                "UTC",
                true,
                "arn:aws:states:us-east-1:123456789012:stateMachine:export",
                TestRoles.put(iam, "schedules", "scheduler.amazonaws.com", allowed),
                "{}",
                Optional.of("queue"));
        schedules.create(schedule);
        return schedule;
    }

    @Test
    void whoMayStartDoes() {
        assertThat(schedules.fire(schedule("states:StartExecution"))).hasValue(EXECUTION);
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void aStartForWhichTheRightIsMissingIsKept() {
        assertThat(schedules.fire(schedule("states:StopExecution"))).isEmpty();
        assertThat(deadLetters).containsExactly("queue {}");
        assertThat(iam.denials()).hasSize(1);
    }

    @Test
    void aStartThatIsThrottledIsKept() {
        Schedule schedule = schedule("states:StartExecution");
        schedules.throttle(true);

        assertThat(schedules.fire(schedule)).isEmpty();
        assertThat(deadLetters).containsExactly("queue {}");

        schedules.throttle(false);
        assertThat(schedules.fire(schedule)).hasValue(EXECUTION);
    }
}
