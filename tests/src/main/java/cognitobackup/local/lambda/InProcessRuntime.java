package cognitobackup.local.lambda;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs functions in this process, each instance with threads and an application context of its own. Fast, but it
 * cannot show what only a process of its own shows: static state and the decoding of AWS's own runtime.
 */
public final class InProcessRuntime implements FunctionRuntime {
    private final Map<Path, FunctionClasses> archives = new ConcurrentHashMap<>();

    @Override
    public Sandbox start(FunctionDefinition function, Map<String, String> environment, Consumer<String> log) {
        return new InProcessSandbox(
                function, archives.computeIfAbsent(function.archive(), FunctionClasses::new), environment, log);
    }

    @Override
    public int maxBusy() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxIdle() {
        return 200;
    }

    @Override
    public void close() {
        archives.values().forEach(FunctionClasses::close);
    }
}
