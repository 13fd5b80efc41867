package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the calls that arrived, throttled and refused ones included, and tells who listens. */
public final class Calls {
    private final Map<String, Long> byOperation = new TreeMap<>();
    private final Map<String, Long> byOperationAndPool = new TreeMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long throttled;

    /** Hears of calls before they take effect. What it throws is the answer, if it is an AwsError. */
    @FunctionalInterface
    public interface Listener {
        void onCall(String operation, ObjectNode request);
    }

    /** Adds a listener: a test can change the pool between two pages, or hold a call up. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** All calls by operation. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(byOperation);
    }

    public synchronized long count(String operation) {
        return byOperation.getOrDefault(operation, 0L);
    }

    public synchronized long count(String operation, String userPoolId) {
        return byOperationAndPool.getOrDefault(operation + " " + userPoolId, 0L);
    }

    /** How many calls were answered with TooManyRequestsException because of a quota. */
    public synchronized long throttled() {
        return throttled;
    }

    void arrived(String operation, ObjectNode request) {
        synchronized (this) {
            byOperation.merge(operation, 1L, Long::sum);
            byOperationAndPool.merge(
                    operation + " " + request.path("UserPoolId").asText(), 1L, Long::sum);
        }
        listeners.forEach(listener -> listener.onCall(operation, request));
    }

    synchronized void throttledOne() {
        throttled++;
    }
}
