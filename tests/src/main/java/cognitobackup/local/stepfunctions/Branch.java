package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One thread of control and where it is: the execution itself, an iteration of a Map, a branch of a Parallel. It
 * outlives the execution's end, so that a redrive goes on where it stopped. Only its own thread changes it.
 */
final class Branch {
    private final State.Flow flow;
    private final Scope scope;
    private final ObjectNode mapItem;

    private volatile String state;
    private volatile JsonNode input;
    private volatile long lastEvent;
    private volatile boolean done;
    private volatile List<Branch> children;

    /** @param mapItem what {@code $states.context.Map} says inside of a Map, or null */
    Branch(State.Flow flow, JsonNode input, Scope scope, ObjectNode mapItem) {
        this.flow = flow;
        this.scope = scope;
        this.mapItem = mapItem;
        this.state = flow.startAt();
        this.input = input;
    }

    State state() {
        return flow.states().get(state);
    }

    JsonNode input() {
        return input;
    }

    /** What the last state gave, when the branch is done. */
    JsonNode output() {
        return input;
    }

    Scope scope() {
        return scope;
    }

    ObjectNode mapItem() {
        return mapItem;
    }

    boolean isDone() {
        return done;
    }

    /** @param next the state to go to, or null: the end */
    void leave(String next, JsonNode output) {
        input = output;
        done = next == null;
        state = done ? state : next;
        forgetChildren();
        if (done) {
            scope.close();
        }
    }

    long lastEvent() {
        return lastEvent;
    }

    void follow(long event) {
        lastEvent = event;
    }

    /** Of the Map or Parallel that the branch is in, or null before it has any. */
    List<Branch> children() {
        return children;
    }

    void children(List<Branch> started) {
        children = started;
    }

    /** A Map or Parallel that is tried again begins anew. */
    void forgetChildren() {
        if (children != null) {
            children.forEach(Branch::discard);
        }
        children = null;
    }

    private void discard() {
        forgetChildren();
        scope.close();
    }
}
