package cognitobackup.backup;

import java.util.HashMap;
import java.util.Map;

/** Executions that are running until a test says otherwise. */
public final class ScriptedExecutions implements Executions {
    private final Map<String, State> states = new HashMap<>();

    public void set(String execution, State state) {
        states.put(execution, state);
    }

    @Override
    public State state(String execution) {
        return states.getOrDefault(execution, new State.Running());
    }
}
