package cognitobackup.local.lambda;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ConnectionCut;
import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's runtime API, for one process: it asks here for the next invocation and brings its answer.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda's runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime/";
    private static final String INVOCATION = VERSION + "invocation/";

    private record Task(Invocation invocation, CompletableFuture<InvocationResult> result) {}

    private final HttpFront front = new HttpFront("runtime-api").serve(this::answer);
    private final BlockingQueue<Task> next = new LinkedBlockingQueue<>();
    private final CountDownLatch initialised = new CountDownLatch(1);
    private volatile Task current;
    private volatile String ended;
    private volatile InvocationResult initialisationError;

    int port() {
        return front.port();
    }

    void awaitInitialised() throws InterruptedException {
        initialised.await();
    }

    InvocationResult invoke(Invocation invocation) throws InterruptedException {
        if (initialisationError != null) {
            return initialisationError;
        }
        Task task = new Task(invocation, new CompletableFuture<>());
        current = task;
        next.add(task);
        // The process may have ended between two invocations, when nobody waited for anything.
        if (ended != null) {
            ended(ended);
        }
        try {
            return task.result().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a result is never a failure", e);
        }
    }

    /** The process has ended: whoever waits for it is told. */
    void ended(String how) {
        ended = how;
        initialised.countDown();
        Task waiting = current;
        if (waiting != null) {
            waiting.result()
                    .complete(InvocationResult.exited(waiting.invocation().requestId(), how));
        }
    }

    private ServiceResponse answer(ServiceRequest request) {
        String path = request.target().getPath();
        if (path.equals(INVOCATION + "next")) {
            return nextInvocation();
        }
        if (path.equals(VERSION + "init/error")) {
            initialisationError = InvocationResult.error(request.bodyText());
            initialised.countDown();
            return accepted();
        }
        Task task = current;
        if (task != null && path.equals(INVOCATION + task.invocation().requestId() + "/response")) {
            task.result().complete(InvocationResult.success(request.bodyText()));
            return accepted();
        }
        if (task != null && path.equals(INVOCATION + task.invocation().requestId() + "/error")) {
            task.result().complete(InvocationResult.error(request.bodyText()));
            return accepted();
        }
        return JsonProtocol.error(AwsError.badRequest("InvalidRequestID", "No such invocation: " + path));
    }

    private ServiceResponse nextInvocation() {
        initialised.countDown();
        try {
            Invocation invocation = next.take().invocation();
            ServiceResponse response = ServiceResponse.of(
                    200, "application/json", invocation.payload().getBytes(StandardCharsets.UTF_8));
            response.headers().set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
            response.headers().set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis()));
            response.headers().set("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionCut("the instance is being killed");
        }
    }

    private static ServiceResponse accepted() {
        return ServiceResponse.of(202, "application/json", "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        front.close();
    }
}
