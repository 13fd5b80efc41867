package cognitobackup.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What an invocation came to.
 *
 * @param payload JSON: the function's output, or {@code {errorMessage, errorType, stackTrace}} as Lambda words it
 * @param failed whether the payload is an error
 */
public record InvocationResult(String payload, boolean failed) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STACK_FRAMES = 50;

    /** The most that a function may return, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
    static final int MAX_PAYLOAD_BYTES = 6_291_556;

    static InvocationResult success(String payload) {
        return new InvocationResult(payload, false);
    }

    static InvocationResult error(String payload) {
        return new InvocationResult(payload, true);
    }

    /** As AWS's runtime for Java words an exception that a handler lets out. */
    static InvocationResult thrown(Throwable failure) {
        ObjectNode error = JSON.createObjectNode();
        String message = failure.getLocalizedMessage();
        error.put("errorMessage", message == null ? failure.getClass().getName() : message);
        error.put("errorType", failure.getClass().getName());
        ArrayNode stackTrace = error.putArray("stackTrace");
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, STACK_FRAMES); i++) {
            stackTrace.add(frames[i].toString());
        }
        return error(error.toString());
    }

    static InvocationResult timedOut(String requestId, long timeoutMilliseconds) {
        return sandboxError(
                "Sandbox.Timedout",
                String.format(
                        Locale.ROOT,
                        "RequestId: %s Error: Task timed out after %.2f seconds",
                        requestId,
                        timeoutMilliseconds / 1000.0));
    }

    static InvocationResult exited(String requestId, String how) {
        return sandboxError("Runtime.ExitError", "RequestId: " + requestId + " Error: Runtime exited " + how);
    }

    static InvocationResult responseTooLarge() {
        return sandboxError(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_PAYLOAD_BYTES + " bytes).");
    }

    private static InvocationResult sandboxError(String type, String message) {
        return error(JSON.createObjectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString());
    }
}
