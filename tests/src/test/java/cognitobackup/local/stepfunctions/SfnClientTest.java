package cognitobackup.local.stepfunctions;

import static cognitobackup.local.stepfunctions.Workbench.ROLE;
import static cognitobackup.local.stepfunctions.Workbench.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.JsonServer;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** The real AWS SDK against the local Step Functions. */
class SfnClientTest {
    private static final String WAITS = definition("\"W\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");
    private static final String PASSES =
            definition("\"P\": {\"Type\": \"Pass\", \"Assign\": {\"v\": 1}, \"End\": true}");

    private final Workbench bench = new Workbench(Sleeper.real());
    private final JsonServer server = new JsonServer(bench.stepFunctions, "1.0");
    private final SfnClient client = SfnClient.builder()
            .region(Region.EU_CENTRAL_1)
            .endpointOverride(server.endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void close() {
        client.close();
        server.close();
        bench.close();
    }

    @Test
    void stateMachineIsCreatedOnceAndDescribed() {
        String arn = create("one", WAITS);
        assertThat(arn).isEqualTo("arn:aws:states:eu-central-1:123456789012:stateMachine:one");
        assertThat(create("one", WAITS)).isEqualTo(arn);
        assertThatThrownBy(() -> create("one", PASSES)).isInstanceOf(StateMachineAlreadyExistsException.class);
        var description = client.describeStateMachine(request -> request.stateMachineArn(arn));
        assertThat(description.definition()).isEqualTo(WAITS);
        assertThat(description.roleArn()).isEqualTo(ROLE);
        assertThat(description.loggingConfiguration().level()).isEqualTo(LogLevel.ERROR);
        assertThat(description.creationDate()).isEqualTo(bench.clock.instant());
        assertThat(client.listStateMachines().stateMachines())
                .singleElement()
                .satisfies(machine -> assertThat(machine.name()).isEqualTo("one"));
    }

    @Test
    void anUpdateReachesNewExecutionsAndNoneThatRuns() {
        String machine = create("one", WAITS);
        String running = client.startExecution(request -> request.stateMachineArn(machine))
                .executionArn();

        client.updateStateMachine(request -> request.stateMachineArn(machine).definition(PASSES));

        assertThat(client.describeStateMachine(request -> request.stateMachineArn(machine))
                        .definition())
                .isEqualTo(PASSES);
        String next = client.startExecution(request -> request.stateMachineArn(machine))
                .executionArn();
        Awaitility.await().until(() -> describe(next).statusAsString().equals("SUCCEEDED"));
        client.stopExecution(request -> request.executionArn(running));
        client.redriveExecution(request -> request.executionArn(running));
        assertThat(describe(running).statusAsString())
                .as("goes on waiting, as its own definition says")
                .isEqualTo("RUNNING");
        assertThatThrownBy(() -> client.updateStateMachine(request -> request.stateMachineArn(machine)))
                .isInstanceOf(MissingRequiredParameterException.class);
        assertThatThrownBy(() -> client.updateStateMachine(
                        request -> request.stateMachineArn(machine + "-other").definition(PASSES)))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void executionIsStartedDescribedListedAndStopped() {
        String machine = create("one", WAITS);
        String arn = client.startExecution(request ->
                        request.stateMachineArn(machine).name("first").input("{\"a\":1}"))
                .executionArn();
        assertThat(arn).isEqualTo("arn:aws:states:eu-central-1:123456789012:execution:one:first");
        assertThat(describe(arn).statusAsString()).isEqualTo("RUNNING");
        assertThat(describe(arn).input()).isEqualTo("{\"a\":1}");
        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter("RUNNING"))
                        .executions())
                .hasSize(1);
        client.stopExecution(request -> request.executionArn(arn).error("Mine").cause("enough"));
        assertThat(describe(arn).statusAsString()).isEqualTo("ABORTED");
        assertThat(describe(arn).error()).isEqualTo("Mine");
        assertThat(describe(arn).redriveStatusAsString()).isEqualTo("REDRIVABLE");
        assertThat(client.listExecutions(
                                request -> request.stateMachineArn(machine).statusFilter("RUNNING"))
                        .executions())
                .isEmpty();
        client.redriveExecution(request -> request.executionArn(arn));
        assertThat(describe(arn).redriveCount()).isEqualTo(1);
        assertThatThrownBy(() -> client.redriveExecution(request -> request.executionArn(arn)))
                .isInstanceOf(ExecutionNotRedrivableException.class);
    }

    @Test
    void historyIsReadPageByPageInBothDirections() throws Exception {
        bench.function("one", payload -> IntNode.valueOf(1));
        Execution execution =
                bench.run("""
                "Each": {"Type": "Map", "Items": [1, 2], "MaxConcurrency": 1, "End": true,
                  "ItemProcessor": {"StartAt": "I", "States": {%s}}}""".formatted(Workbench.task("I", "one", ", \"Output\": \"mark\", \"End\": true")), "{}");
        GetExecutionHistoryRequest request = GetExecutionHistoryRequest.builder()
                .executionArn(execution.arn())
                .maxResults(5)
                .build();
        List<HistoryEvent> events =
                client.getExecutionHistoryPaginator(request).events().stream().toList();
        assertThat(events).hasSize(20).extracting(HistoryEvent::id).isSorted().startsWith(1L, 2L);
        assertThat(events).extracting(HistoryEvent::type).doesNotContain(HistoryEventType.UNKNOWN_TO_SDK_VERSION);
        HistoryEvent scheduled = events.stream()
                .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
                .findFirst()
                .orElseThrow();
        assertThat(scheduled.taskScheduledEventDetails().parameters())
                .isEqualTo("{\"FunctionName\":\"one\",\"Payload\":1}");
        assertThat(client.getExecutionHistory(
                                request.toBuilder().reverseOrder(true).build())
                        .events()
                        .get(0)
                        .type())
                .isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(client.getExecutionHistory(request.toBuilder()
                                .includeExecutionData(false)
                                .maxResults(1000)
                                .build())
                        .toString())
                .doesNotContain("mark");
        assertThatThrownBy(() -> client.getExecutionHistory(
                        request.toBuilder().nextToken("nonsense").build()))
                .isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void variablesAssignedAreInTheHistory() throws Exception {
        Execution execution = bench.stepFunctions.startExecution(create("one", PASSES), "{}");
        Workbench.end(execution);
        assertThat(client.getExecutionHistory(request -> request.executionArn(execution.arn()))
                        .events()
                        .get(2)
                        .stateExitedEventDetails()
                        .assignedVariables())
                .containsEntry("v", "1");
    }

    @Test
    void errorsAreThoseOfAws() {
        String machine = create("one", WAITS);
        assertThatThrownBy(() -> create("bad", "{\"QueryLanguage\": \"JSONata\"}"))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("Missing required field 'StartAt'");
        assertThatThrownBy(() -> create("a b", WAITS)).isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> client.startExecution(request -> request.stateMachineArn(machine + "x")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
        assertThatThrownBy(() -> client.startExecution(
                        request -> request.stateMachineArn(machine).input("{")))
                .isInstanceOf(InvalidExecutionInputException.class);
        assertThatThrownBy(() -> describe("arn:aws:states:eu-central-1:123456789012:execution:one:none"))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        client.startExecution(
                request -> request.stateMachineArn(machine).name("x").input("{}"));
        assertThatThrownBy(() -> client.startExecution(
                        request -> request.stateMachineArn(machine).name("x").input("[]")))
                .isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void whatIsNotBuiltIsRefusedByName() {
        assertThatThrownBy(() -> client.createActivity(request -> request.name("a")))
                .isInstanceOf(SfnException.class)
                .hasMessageContaining("CreateActivity is not built");
        assertThatThrownBy(() -> client.createStateMachine(request ->
                        request.name("e").definition(WAITS).roleArn(ROLE).type("EXPRESS")))
                .hasMessageContaining("EXPRESS");
        assertThatThrownBy(() -> client.listExecutions(request -> request.mapRunArn("arn:aws:states:x")))
                .hasMessageContaining("mapRunArn");
    }

    private String create(String name, String definition) {
        return client.createStateMachine(request -> request.name(name)
                        .definition(definition)
                        .roleArn(ROLE)
                        .loggingConfiguration(
                                logging -> logging.level(LogLevel.ERROR).includeExecutionData(false)))
                .stateMachineArn();
    }

    private DescribeExecutionResponse describe(String arn) {
        return client.describeExecution(request -> request.executionArn(arn));
    }
}
