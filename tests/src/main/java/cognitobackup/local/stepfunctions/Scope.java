package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The variables of one thread of control. It sees those of the outer ones; they never see its own. That no inner scope
 * assigns a name of an outer one is seen to when a definition is read.
 */
final class Scope {
    private final Scope outer;
    private final AtomicLong bytesOfExecution;
    private final Map<String, JsonNode> own = new LinkedHashMap<>();

    private Scope(Scope outer, AtomicLong bytesOfExecution) {
        this.outer = outer;
        this.bytesOfExecution = bytesOfExecution;
    }

    static Scope ofExecution() {
        return new Scope(null, new AtomicLong());
    }

    Scope inner() {
        return new Scope(this, bytesOfExecution);
    }

    synchronized Map<String, JsonNode> visible() {
        Map<String, JsonNode> visible = outer == null ? new LinkedHashMap<>() : outer.visible();
        visible.putAll(own);
        return visible;
    }

    /** @throws StateFailure if the execution would hold more than it may */
    synchronized void assign(Map<String, JsonNode> values, String state) {
        values.forEach((name, value) -> {
            JsonNode before = own.put(name, value);
            bytesOfExecution.addAndGet(Json.bytes(value) - (before == null ? 0L : Json.bytes(before)));
        });
        if (bytesOfExecution.get() > Limits.VARIABLES_BYTES) {
            throw StateFailure.dataLimitExceeded(state);
        }
    }

    /** The thread of control has ended, and its variables with it. */
    synchronized void close() {
        own.values().forEach(value -> bytesOfExecution.addAndGet(-Json.bytes(value)));
        own.clear();
    }
}
