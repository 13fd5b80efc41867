package cognitobackup.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.TestRoles;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same expectations of functions in this process and in processes of their own. */
class LambdaFunctionsTest {
    enum Mode {
        IN_PROCESS,
        PROCESSES
    }

    private static final String ROLE = "arn:aws:iam::123456789012:role/functions";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static final Iam IAM = TestRoles.iamWith("123456789012", "functions", "lambda.amazonaws.com", "logs:*");

    private static final Map<Mode, FunctionRuntime> RUNTIMES = new HashMap<>();
    private static final Map<Mode, LambdaFunctions> LAMBDAS = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        TestFunctions.writeTo(jar());
        RUNTIMES.put(Mode.IN_PROCESS, new InProcessRuntime());
        RUNTIMES.put(Mode.PROCESSES, new ProcessRuntime());
        RUNTIMES.forEach((mode, runtime) -> LAMBDAS.put(
                mode, new LambdaFunctions("us-east-1", IAM, new RegionGate("us-east-1"), runtime, Map.of())));
        for (LambdaFunctions functions : LAMBDAS.values()) {
            for (Class<?> handler : TestFunctions.class.getDeclaredClasses()) {
                functions.create(new FunctionDefinition(
                        handler.getSimpleName(), handler.getName(), jar(), Map.of(), Duration.ofSeconds(4), 512, ROLE));
            }
        }
    }

    @AfterAll
    static void stop() {
        LAMBDAS.values().forEach(LambdaFunctions::close);
        RUNTIMES.values().forEach(FunctionRuntime::close);
    }

    private static Path jar() {
        return directory.resolve("functions.jar");
    }

    private static JsonNode json(InvocationResult result) throws Exception {
        return JSON.readTree(result.payload());
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceIsUsedAgainAndKnowsItsFunctionAndItsTime(Mode mode) throws Exception {
        InvocationResult first = LAMBDAS.get(mode).invoke("Echo", "{\"a\":1}");
        InvocationResult second =
                LAMBDAS.get(mode).invoke("arn:aws:lambda:us-east-1:123456789012:function:Echo:$LATEST", "{\"a\":2}");

        assertThat(first.failed()).isFalse();
        assertThat(json(first).at("/input/a").asInt()).isEqualTo(1);
        assertThat(json(first).path("function").asText()).isEqualTo("Echo");
        assertThat(json(first).path("remaining").asInt()).isBetween(1, 4000);
        assertThat(json(second).path("instance")).isEqualTo(json(first).path("instance"));
        Awaitility.await()
                .until(() -> LAMBDAS.get(mode).logs().lines().stream()
                                .filter(line -> line.function().equals("Echo")
                                        && line.text().startsWith("{\"request\":"))
                                .count()
                        >= 2);
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionIsAnsweredAsAwsRuntimeWordsIt(Mode mode) throws Exception {
        InvocationResult result = LAMBDAS.get(mode).invoke("Failing", "{}");

        assertThat(result.failed()).isTrue();
        assertThat(json(result).path("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(json(result).path("errorMessage").asText()).isEqualTo("refused {}");
        assertThat(json(result).path("stackTrace").path(0).asText()).contains("TestFunctions$Failing.handleRequest");
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatOverrunsItsTimeIsKilledAndANewInstanceTakesOver(Mode mode) throws Exception {
        InvocationResult result = LAMBDAS.get(mode).invoke("Slow", "60000");

        assertThat(result.failed()).isTrue();
        assertThat(json(result).path("errorType").asText()).isEqualTo("Sandbox.Timedout");
        assertThat(json(result).path("errorMessage").asText()).endsWith("Error: Task timed out after 4.00 seconds");
        assertThat(LAMBDAS.get(mode).invoke("Slow", "1").payload()).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void concurrentInvocationsHaveInstancesOfTheirOwn(Mode mode) throws Exception {
        List<CompletableFuture<JsonNode>> running = List.of(invokeLater(mode), invokeLater(mode), invokeLater(mode));
        Set<String> answers = new HashSet<>();
        for (CompletableFuture<JsonNode> answer : running) {
            answers.add(answer.get().toString());
        }
        assertThat(answers).containsExactly("1500");
    }

    private static CompletableFuture<JsonNode> invokeLater(Mode mode) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return json(LAMBDAS.get(mode).invoke("Slow", "1500"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aResponseOverSixMegabytesIsRefused(Mode mode) throws Exception {
        assertThat(LAMBDAS.get(mode).invoke("Talkative", "6000000").failed()).isFalse();

        InvocationResult result = LAMBDAS.get(mode).invoke("Talkative", "6291556");

        assertThat(json(result).path("errorType").asText()).isEqualTo("Function.ResponseSizeTooLarge");
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceThatIsKilledAnswersThatItIsGone(Mode mode) throws Exception {
        CompletableFuture<JsonNode> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return json(LAMBDAS.get(mode).invoke("Slow", "3500"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Thread.sleep(1500);
        LAMBDAS.get(mode).killInstances("Slow");

        assertThat(answer.get().path("errorType").asText()).isEqualTo("Runtime.ExitError");
    }

    @Test
    void aProcessThatEndsIsAnsweredAsAnError() throws Exception {
        InvocationResult result = LAMBDAS.get(Mode.PROCESSES).invoke("Exiting", "{}");

        assertThat(json(result).path("errorType").asText()).isEqualTo("Runtime.ExitError");
        assertThat(json(result).path("errorMessage").asText()).endsWith("with exit status 3");
    }

    @Test
    void aFunctionThatDoesNotExistIsAnErrorOfTheService() {
        assertThatThrownBy(() -> LAMBDAS.get(Mode.IN_PROCESS).invoke("nobody", "{}"))
                .isInstanceOf(LambdaServiceException.class)
                .extracting(failure -> ((LambdaServiceException) failure).code())
                .isEqualTo("ResourceNotFoundException");
    }

    @ParameterizedTest
    @EnumSource
    void aVersionStaysWhatItWasWhateverBecomesOfTheFunction(Mode mode) throws Exception {
        LambdaFunctions functions = LAMBDAS.get(mode);
        functions.create(definition("Versioned", TestFunctions.Echo.class));
        assertThat(functions.publish("Versioned")).isEqualTo("1");
        assertThat(functions.publish("Versioned")).as("nothing has changed").isEqualTo("1");

        functions.update(definition("Versioned", TestFunctions.Talkative.class));
        assertThat(functions.publish("Versioned")).isEqualTo("2");

        String arn = "arn:aws:lambda:us-east-1:123456789012:function:Versioned";
        JsonNode old = json(functions.invoke(arn + ":1", "{\"a\":1}"));
        assertThat(old.at("/input/a").asInt()).isEqualTo(1);
        assertThat(old.path("version").asText()).isEqualTo("1");
        assertThat(old.path("arn").asText()).isEqualTo(arn + ":1");
        assertThat(functions.invoke("Versioned:2", "3").payload()).isEqualTo("\"xxx\"");
        assertThat(functions.invoke("Versioned", "3").payload()).isEqualTo("\"xxx\"");
        assertThat(functions.invocationsByVersion())
                .containsEntry("Versioned:1", 1L)
                .containsEntry("Versioned:2", 1L)
                .containsEntry("Versioned:$LATEST", 1L);
        assertThatThrownBy(() -> functions.invoke(arn + ":3", "{}")).hasMessage("Function not found: " + arn + ":3");
    }

    @Test
    void aPermissionIsForWhatItNames() {
        LambdaFunctions functions = LAMBDAS.get(Mode.IN_PROCESS);
        functions.allow("Echo:1", "cognito-idp.amazonaws.com", "pool");

        assertThat(functions.allows("Echo:1", "cognito-idp.amazonaws.com", "pool"))
                .isTrue();
        assertThat(functions.allows("Echo", "cognito-idp.amazonaws.com", "pool"))
                .isFalse();
    }

    @Test
    void theNumberOfADeletedFunctionsVersionIsNotUsedAgain() throws Exception {
        LambdaFunctions functions = LAMBDAS.get(Mode.IN_PROCESS);
        functions.create(definition("Again", TestFunctions.Echo.class));
        functions.publish("Again");
        functions.delete("Again");

        assertThatThrownBy(() -> functions.invoke("Again:1", "{}")).isInstanceOf(LambdaServiceException.class);
        functions.create(definition("Again", TestFunctions.Echo.class));
        assertThat(functions.publish("Again")).isEqualTo("2");
    }

    private static FunctionDefinition definition(String name, Class<?> handler) {
        return new FunctionDefinition(name, handler.getName(), jar(), Map.of(), Duration.ofSeconds(4), 512, ROLE);
    }

    @Test
    void variablesThatLambdaWouldNotTakeAreRefused() {
        assertThatThrownBy(() -> create(Map.of("AWS_REGION", "eu-west-1"))).hasMessageContaining("reserved keys");
        assertThatThrownBy(() -> create(Map.of("LONG", "x".repeat(4093)))).hasMessageContaining("4096 bytes");
    }

    private static void create(Map<String, String> environment) throws LambdaServiceException {
        LAMBDAS.get(Mode.IN_PROCESS)
                .create(new FunctionDefinition(
                        "refused",
                        TestFunctions.Echo.class.getName(),
                        jar(),
                        environment,
                        Duration.ofSeconds(1),
                        128,
                        ROLE));
    }
}
