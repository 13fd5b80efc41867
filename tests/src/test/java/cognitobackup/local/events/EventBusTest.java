package cognitobackup.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.TestRoles;
import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.InProcessRuntime;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.TestFunctions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events reach a rule's function, and how often. */
class EventBusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE_ARN = "arn:aws:events:us-east-1:123456789012:rule/ended";
    private static final String PATTERN = """
            {"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
             "detail": {"status": ["FAILED", "ABORTED"], "stateMachineArn": [{"prefix": "arn:mine:"}]}}""";

    @TempDir
    private Path directory;

    private final Iam iam = TestRoles.iamWith("123456789012", "functions", "lambda.amazonaws.com", "logs:*");
    private final InProcessRuntime runtime = new InProcessRuntime();
    private LambdaFunctions functions;
    private EventBus bus;
    private String function;

    @BeforeEach
    void start() throws Exception {
        Path jar = directory.resolve("functions.jar");
        TestFunctions.writeTo(jar);
        functions = new LambdaFunctions("us-east-1", iam, new RegionGate("us-east-1"), runtime, Map.of());
        function = functions.create(new FunctionDefinition(
                "echo",
                TestFunctions.Echo.class.getName(),
                jar,
                Map.of(),
                Duration.ofSeconds(3),
                128,
                iam.roleArn("functions")));
        bus = new EventBus("us-east-1", iam, functions);
        bus.call("PutRule", JSON.createObjectNode().put("Name", "ended").put("EventPattern", PATTERN));
    }

    @AfterEach
    void stop() {
        functions.close();
        runtime.close();
    }

    private void target(boolean withRole) {
        target(withRole, "lambda:InvokeFunction");
    }

    private void target(boolean withRole, String allowed) {
        ObjectNode request = JSON.createObjectNode().put("Rule", "ended");
        ObjectNode target =
                request.putArray("Targets").addObject().put("Id", "t").put("Arn", function);
        if (withRole) {
            target.put("RoleArn", TestRoles.put(iam, "events", "events.amazonaws.com", allowed));
        }
        bus.call("PutTargets", request);
    }

    private static JsonNode event(String status, String stateMachine) throws Exception {
        return JSON.readTree("""
                {"source": "aws.states", "detail-type": "Step Functions Execution Status Change",
                 "detail": {"status": "%s", "stateMachineArn": "%s"}}""".formatted(status, stateMachine));
    }

    private long invocations() {
        return functions.logs().lines().size();
    }

    @Test
    void onlyEventsThatMatchReachTheFunction() throws Exception {
        target(true);
        bus.accept(event("SUCCEEDED", "arn:mine:export"));
        bus.accept(event("FAILED", "arn:other:export"));
        bus.accept(event("FAILED", "arn:mine:export"));
        bus.accept(event("ABORTED", "arn:mine:import"));

        Awaitility.await().until(() -> invocations() == 2);
        assertThat(bus.events()).hasSize(4);
    }

    @Test
    void anEventCanBeDeliveredTwice() throws Exception {
        target(true);
        bus.deliverTimes(2);
        bus.accept(event("FAILED", "arn:mine:export"));

        Awaitility.await().until(() -> invocations() == 2);
    }

    @Test
    void withoutRoleOrPermissionNothingIsDelivered() throws Exception {
        target(false);
        bus.accept(event("FAILED", "arn:mine:export"));
        functions.allow(function, "events.amazonaws.com", RULE_ARN);
        bus.accept(event("ABORTED", "arn:mine:export"));

        Awaitility.await().until(() -> invocations() == 1);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> invocations() == 1);
    }

    @Test
    void aRoleThatMayNotInvokeTheFunctionDeliversNothing() throws Exception {
        target(true, "lambda:GetFunction");
        bus.accept(event("FAILED", "arn:mine:export"));

        Awaitility.await().during(Duration.ofMillis(300)).until(() -> invocations() == 0);
        assertThat(iam.denials()).singleElement().satisfies(denial -> assertThat(denial.getMessage())
                .contains("lambda:InvokeFunction", function));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\": [{\"anything-but\": [\"x\"]}]}",
                "{\"$or\": [{\"source\": [\"x\"]}]}",
                "{\"source\": [{\"wildcard\": \"x*\"}]}"
            })
    void operatorsThatAreNotBuiltAreRefusedByName(String pattern) {
        assertThatThrownBy(() -> bus.call(
                        "PutRule", JSON.createObjectNode().put("Name", "other").put("EventPattern", pattern)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("The event pattern operator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"source\": \"aws.states\"}", "{\"source\": []}"})
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> bus.call(
                        "PutRule", JSON.createObjectNode().put("Name", "other").put("EventPattern", pattern)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Event pattern is not valid");
    }
}
