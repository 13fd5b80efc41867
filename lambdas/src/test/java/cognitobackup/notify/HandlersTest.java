package cognitobackup.notify;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.function.FunctionEnvironment;
import io.micronaut.function.aws.JsonMapperCustomPojoSerializer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That every handler can be made with all it needs, and reads what the workflows and EventBridge send. */
class HandlersTest {
    /** As in https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html. */
    private static final String EVENT = """
            {"version":"0","id":"315c1398-40ff-a850-213b-158f73e60175",
             "detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"123456789012",
             "time":"2026-11-21T19:42:21Z","region":"eu-west-1",
             "resources":["arn:aws:states:eu-west-1:123456789012:execution:import:one"],
             "detail":{"executionArn":"arn:aws:states:eu-west-1:123456789012:execution:import:one",
             "stateMachineArn":"arn:aws:states:eu-west-1:123456789012:stateMachine:import","name":"one",
             "status":"TIMED_OUT","startDate":1551225146847,"stopDate":1551225151881,"input":"{}",
             "inputDetails":{"included":true},"output":null,"outputDetails":null,"error":null,"cause":null}}""";

    private final JsonMapperCustomPojoSerializer json = new JsonMapperCustomPojoSerializer();

    @Test
    void everyHandlerIsGivenWhatItNeeds() {
        try (var context = FunctionEnvironment.start(FunctionEnvironment.complete())) {
            assertThat(new NotifyHandler(context).notifyOfSummary).isNotNull();
            assertThat(new ReleaseRunLockHandler(context).lock).isNotNull();
            assertThat(new ExecutionEndedHandler(context).tellOfEnd).isNotNull();
        }
    }

    @Test
    void theEventOfAnEndIsRead() {
        EndedExecution execution = json.<ExecutionEndedHandler.Input>fromJson(EVENT, ExecutionEndedHandler.Input.class)
                .detail()
                .execution();

        assertThat(execution.arn()).endsWith(":execution:import:one");
        assertThat(execution.status()).isEqualTo("TIMED_OUT");
        assertThat(execution.input()).contains("{}");
        assertThat(execution.error()).isEmpty();
    }

    @Test
    void theRunsOfBothWorkflowsNameTheirLocks() {
        var id = new RunId("2026-11-21T10:00:00.000Z");
        String own =
                "\"userPoolId\":\"eu-west-1_One\",\"id\":{\"value\":\"" + id + "\"},\"execution\":\"arn\",\"term\":3";

        ReleaseRunLockHandler.Input ofExport =
                json.fromJson("{\"run\":{" + own + "}}", ReleaseRunLockHandler.Input.class);
        assertThat(ofExport.run().lock()).isEqualTo(new Run("eu-west-1_One", id, "arn", 3));
        assertThat(ofExport.run().alsoHeld()).isEmpty();
        ReleaseRunLockHandler.Input ofImport = json.fromJson(
                "{\"run\":{" + own + ",\"resumed\":true,\"alsoHeld\":[{" + own + "}]}}",
                ReleaseRunLockHandler.Input.class);
        assertThat(ofImport.run().alsoHeld()).containsExactly(new Run("eu-west-1_One", id, "arn", 3));
    }

    @Test
    void aSummaryIsReadWhateverItHas() {
        NotifyHandler.Input input = json.fromJson(
                "{\"workflow\":\"EXPORT\",\"summary\":{\"outcome\":\"COMPLETED\",\"users\":12345678901}}",
                NotifyHandler.Input.class);

        assertThat(input.summary()).isEqualTo(Map.of("outcome", "COMPLETED", "users", 12345678901L));
    }
}
