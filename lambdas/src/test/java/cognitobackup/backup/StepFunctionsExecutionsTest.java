package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Executions.State;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What Step Functions answers, and what follows from it, over its wire protocol. */
class StepFunctionsExecutionsTest {
    private static final String EXECUTION = "arn:aws:states:eu-west-1:123456789012:execution:export:one";

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private SfnClient client;
    private int status = 200;
    private String body = "{}";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        client = SfnClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
    }

    @Test
    void aRunningExecutionIsRunning() {
        assertThat(state(200, "{\"status\":\"RUNNING\"}")).isEqualTo(new State.Running());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"})
    void anEndedExecutionHasEndedWhenItStopped(String status) {
        assertThat(state(200, "{\"status\":\"" + status + "\",\"stopDate\":1700000000.5}"))
                .isEqualTo(new State.Ended(Instant.ofEpochMilli(1_700_000_000_500L)));
    }

    @Test
    void anUnknownExecutionDoesNotExist() {
        assertThat(state(400, "{\"__type\":\"ExecutionDoesNotExist\",\"message\":\"no\"}"))
                .isEqualTo(new State.DoesNotExist());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"SOMETHING_NEW\"}", "{\"status\":\"FAILED\"}"})
    void anAnswerThatSaysNothingIsNoEnd(String answer) {
        assertThat(state(200, answer)).isInstanceOf(State.CannotTell.class);
    }

    @Test
    void aFailureToAnswerIsNoEnd() {
        assertThat(state(500, "{}")).isInstanceOf(State.CannotTell.class);
        assertThat(state(400, "{\"__type\":\"AccessDeniedException\"}")).isInstanceOf(State.CannotTell.class);
    }

    @Test
    void anotherRegionsExecutionsAreNotAskedForHere() {
        Executions executions = new StepFunctionsExecutions(client);

        assertThat(executions.state("arn:aws:states:us-east-1:123456789012:execution:export:one"))
                .isInstanceOf(State.CannotTell.class);
        assertThat(executions.state("no ARN")).isInstanceOf(State.CannotTell.class);
        assertThat(requests).hasValue(0);
    }

    private State state(int httpStatus, String answer) {
        status = httpStatus;
        body = answer;
        return new StepFunctionsExecutions(client).state(EXECUTION);
    }
}
