package cognitobackup.local.lambda;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs functions in this process, each instance with threads and an application context of its own. Fast, but it
 * cannot show what only a process of its own shows: static state and the decoding of AWS's own runtime.
 */
public final class InProcessRuntime implements FunctionRuntime {
    private final Clock clock;
    private final int maxBusy;

    /** Runs as many functions at a time as are invoked, by the machine's clock. */
    public InProcessRuntime() {
        this(Clock.systemUTC());
    }

    /** @param clock what functions go by */
    public InProcessRuntime(Clock clock) {
        this(clock, Integer.MAX_VALUE);
    }

    /**
     * Lets invocations wait for one another: every instance costs a second of starting, and more of them at work than
     * there are processors bring nothing.
     *
     * @param clock what functions go by
     * @param maxBusy how many functions run at a time, in each Region
     */
    public InProcessRuntime(Clock clock, int maxBusy) {
        this.clock = clock;
        this.maxBusy = maxBusy;
    }

    @Override
    public Sandbox start(FunctionDefinition function, Map<String, String> environment, Consumer<String> log) {
        return new InProcessSandbox(function, FunctionClasses.of(function.archive()), environment, clock, log);
    }

    @Override
    public int maxBusy() {
        return maxBusy;
    }

    @Override
    public int maxIdle() {
        return 200;
    }

    /** There is nothing to close: instances are closed by whoever started them. */
    @Override
    public void close() {}
}
