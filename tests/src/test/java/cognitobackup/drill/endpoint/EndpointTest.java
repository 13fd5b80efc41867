package cognitobackup.drill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.scenario.RegionLoss;
import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.summary.Summary;
import cognitobackup.local.Clients;
import cognitobackup.local.LambdaMode;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Cognito, DynamoDB, SQS, SNS and S3 in another process: the rehearsal finds the same there. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndpointTest {
    /** What differs between two rehearsals of the same, wherever they are played. */
    private static final Set<String> ITS_OWN = Set.of("seconds", "exportId", "importId", "apiCalls");

    /** In the text of a definition that is itself a JSON string. */
    private static final Pattern RETRY = Pattern.compile("\\\\\"Retry.*?],");

    private static ServedAws served;
    private static Endpoint endpoint;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedAws(StageOptions.standard().quotaFactor());
        endpoint = EndpointProbe.probe(URI.create(served.uri()), Runs.NOTHING);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private ObjectNode rehearse(Optional<Endpoint> where) throws InterruptedException {
        List<Summary> summaries = new Rehearsals(LambdaMode.IN_PROCESS, new PrintWriter(said, true), where)
                .withoutWaiting()
                .run(List.of(new RegionLoss(MadeUpPool.of(60, 6, 9, SignIn.USERNAME))));
        ObjectNode summary = summaries.get(0).toJson();
        summary.findParents("seconds").forEach(parent -> ((ObjectNode) parent).remove(ITS_OWN));
        // Subs and dates are made anew each time.
        summary.path("differences").forEach(difference -> ((ObjectNode) difference)
                .remove(
                        difference.path("reason").asText().equals(Reason.DATES.name())
                                ? Set.of("expected", "actual")
                                : Set.of("actual")));
        return summary;
    }

    @Test
    void anotherProcessGivesTheSameResult() throws Exception {
        ObjectNode here = rehearse(Optional.empty());
        JsonNode there = rehearse(Optional.of(endpoint));

        assertThat(here.path("passed").asBoolean()).as(here.toPrettyString()).isTrue();
        assertThat(there.toPrettyString()).isEqualTo(here.toPrettyString());

        ObjectNode running = rehearse(Optional.of(endpoint.running(Runs.WORKFLOWS)));

        // What functions there call and print does not come here, so that is not shown; everything else is the same.
        Set<String> notShown = Set.of(
                "calls of the primary Region after its loss",
                "functions that did something and left nothing in their logs");
        assertThat(running.path("leftOut").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(notShown);
        running.putObject("leftOut");
        List<JsonNode> shownHere = here.path("proofs")
                .valueStream()
                .filter(proof -> !notShown.contains(proof.path("what").asText()))
                .toList();
        assertThat(shownHere).hasSize(here.path("proofs").size() - notShown.size());
        here.putArray("proofs").addAll(shownHere);
        assertThat(running.toPrettyString()).isEqualTo(here.toPrettyString());
    }

    /** An endpoint that is not ours: no users of every status; and neither import jobs nor replicas. */
    @Test
    void whatAnEndpointLacksIsLeftOutByName() throws Exception {
        Endpoint poor = new Endpoint(
                endpoint.uri(),
                endpoint.accountId(),
                endpoint.accessKeyId(),
                endpoint.quotaFactor(),
                Set.of(Lack.ANY_STATUS, Lack.IMPORT_JOBS, Lack.REPLICAS),
                Runs.FUNCTIONS);

        JsonNode there = rehearse(Optional.of(poor));

        assertThat(there.path("passed").asBoolean()).as(there.toPrettyString()).isTrue();
        assertThat(said.toString())
                .contains(
                        Lack.ANY_STATUS.line(),
                        Lack.IMPORT_JOBS.line(),
                        Lack.REPLICAS.line(),
                        "Left out: rules, schedules, alarms, dashboards",
                        "Left out: 2 users of status UNCONFIRMED",
                        "Restoring to an empty pool in the same Region");
    }

    /** It is no more lenient than AWS: a role must be there, and what nobody allowed to it is denied. */
    @Test
    void whatRunsThereMayWhatItsRoleMay() throws Exception {
        String name = "may-nothing-" + UUID.randomUUID();
        String definition = """
                {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "some-function"}}}}""";
        try (Clients clients = Clients.at(endpoint.uri(), endpoint.accessKeyId(), Stage.PRIMARY);
                IamClient iam = clients.iam();
                SfnClient stepFunctions = clients.stepFunctions()) {
            String role = "arn:aws:iam::" + endpoint.accountId() + ":role/" + name;
            assertThatThrownBy(() -> stepFunctions.createStateMachine(
                            request -> request.name(name).roleArn(role).definition(definition)))
                    .isInstanceOf(SfnException.class)
                    .hasMessageContaining("authorized to assume the provided role");

            iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument("""
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                      "Principal": {"Service": "states.amazonaws.com"}}]}"""));
            String workflow = stepFunctions
                    .createStateMachine(
                            request -> request.name(name).roleArn(role).definition(definition))
                    .stateMachineArn();
            String execution = stepFunctions
                    .startExecution(request -> request.stateMachineArn(workflow))
                    .executionArn();

            assertThatThrownBy(() -> new Runbook(stepFunctions, Map.of()).await(execution, Duration.ofMinutes(1)))
                    .isInstanceOf(WorkflowFailedException.class)
                    .hasMessageContaining("Lambda.AWSLambdaException")
                    .hasMessageContaining("is not authorized to perform: lambda:InvokeFunction");
        }
    }

    /** Asked like an endpoint that nobody knows, ours has all but a way to make users of every status. */
    @Test
    void whatAnEndpointRunsIsFoundByTrying() {
        Endpoint found = EndpointProbe.stranger(endpoint.uri(), Runs.WORKFLOWS);

        assertThat(found.lacks()).containsExactly(Lack.ANY_STATUS);
        assertThat(found.runs()).isEqualTo(Runs.WORKFLOWS);
    }

    @Test
    void anEndpointWhoseWorkflowsTryNothingAgainIsRefusedThem() {
        HttpService ours = new ForwardingService(endpoint.uri());
        try (HttpFront front = new HttpFront("forgetful")) {
            front.serve(request -> ours.answer(
                    request.header("X-Amz-Target").orElse("").endsWith(".CreateStateMachine")
                            ? request.withBody(RETRY.matcher(request.bodyText())
                                    .replaceAll("")
                                    .getBytes(StandardCharsets.UTF_8))
                            : request));

            assertThatThrownBy(() -> EndpointProbe.stranger(front.endpoint(), Runs.WORKFLOWS))
                    .isInstanceOf(EndpointException.class)
                    .hasMessage(front.endpoint() + " cannot run workflows: " + Lack.WORKFLOWS.reason() + ".");
        }
    }

    @Test
    void anEndpointWithoutLambdaIsRefusedFunctionsAndGoodForTheRest() {
        HttpService ours = new ForwardingService(endpoint.uri());
        try (HttpFront front = new HttpFront("without-lambda")) {
            front.serve(request -> request.header("Authorization").orElse("").contains("/lambda/")
                    ? JsonProtocol.error(AwsError.notBuilt("Lambda"))
                    : ours.answer(request));

            assertThatThrownBy(() -> EndpointProbe.stranger(front.endpoint(), Runs.FUNCTIONS))
                    .isInstanceOf(EndpointException.class)
                    .hasMessage(front.endpoint() + " cannot run functions: " + Lack.FUNCTIONS.reason() + ".");
            assertThat(EndpointProbe.stranger(front.endpoint(), Runs.NOTHING).lacks())
                    .containsExactly(Lack.ANY_STATUS);
        }
    }
}
