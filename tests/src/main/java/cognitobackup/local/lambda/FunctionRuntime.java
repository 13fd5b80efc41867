package cognitobackup.local.lambda;

import java.util.Map;
import java.util.function.Consumer;

/** What function instances run in. */
public interface FunctionRuntime extends AutoCloseable {
    /**
     * Starts an instance; whatever fails at this is answered to its first invocation, as at AWS.
     *
     * @param environment all variables that the function sees
     * @param log takes what the function prints, line by line
     */
    Sandbox start(FunctionDefinition function, Map<String, String> environment, Consumer<String> log);

    /** How many instances of a Region may work at once; further invocations wait, as if their instances started slowly. */
    int maxBusy();

    /** How many idle instances a Region may keep warm. */
    int maxIdle();

    @Override
    void close();
}
