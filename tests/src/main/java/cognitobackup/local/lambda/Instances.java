package cognitobackup.local.lambda;

import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The function instances of one Region. One that has answered is kept warm for the next invocation of its function; the
 * longest idle ones go when there are too many.
 */
final class Instances implements AutoCloseable {
    /** Told apart at the Region's gate by this key. */
    record Instance(FunctionDefinition function, String accessKeyId, Sandbox sandbox) {}

    private static final AtomicLong COUNT = new AtomicLong();

    private final String region;
    private final Iam iam;
    private final RegionGate gate;
    private final FunctionRuntime runtime;
    private final FunctionLogs logs;
    private final Map<String, String> endpoints;
    private final Deque<Instance> idle = new ArrayDeque<>();
    private final Set<Instance> all = new HashSet<>();
    private boolean closed;

    Instances(
            String region,
            Iam iam,
            RegionGate gate,
            FunctionRuntime runtime,
            FunctionLogs logs,
            Map<String, String> endpoints) {
        this.region = region;
        this.iam = iam;
        this.gate = gate;
        this.runtime = runtime;
        this.logs = logs;
        this.endpoints = endpoints;
    }

    /** An idle instance of the function, or a new one. */
    Instance take(FunctionDefinition function) {
        Optional<Instance> warm = takeIdle(function);
        if (warm.isPresent()) {
            return warm.get();
        }
        String accessKeyId = "ASIALOCAL" + COUNT.incrementAndGet();
        gate.issue(accessKeyId);
        Caller caller = new Caller(function.role(), function.name());
        iam.issue(accessKeyId, caller);
        LogWriter log = new LogWriter(iam, caller, region, function, logs);
        Sandbox sandbox =
                runtime.start(function, FunctionEnvironment.of(function, region, accessKeyId, endpoints), log::write);
        Instance made = new Instance(function, accessKeyId, sandbox);
        synchronized (this) {
            all.add(made);
        }
        if (isClosed()) {
            kill(made);
        }
        return made;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized Optional<Instance> takeIdle(FunctionDefinition function) {
        for (Iterator<Instance> latestFirst = idle.iterator(); latestFirst.hasNext(); ) {
            Instance candidate = latestFirst.next();
            if (candidate.function().equals(function)) {
                latestFirst.remove();
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Keeps an instance that has answered. */
    void giveBack(Instance instance) {
        List<Instance> surplus = new ArrayList<>();
        synchronized (this) {
            if (!all.contains(instance)) {
                return;
            }
            idle.addFirst(instance);
            while (idle.size() > runtime.maxIdle()) {
                surplus.add(idle.removeLast());
            }
        }
        surplus.forEach(this::kill);
    }

    /** Ends an instance; from now on nobody answers its requests. */
    void kill(Instance instance) {
        gate.kill(instance.accessKeyId());
        synchronized (this) {
            all.remove(instance);
            idle.remove(instance);
        }
        instance.sandbox().kill();
    }

    /** Ends the idle instances of a function, or of a version of it, that are not as it is now. */
    void retire(FunctionDefinition current) {
        List<Instance> outdated;
        synchronized (this) {
            outdated = idle.stream()
                    .filter(instance -> instance.function().name().equals(current.name())
                            && instance.function().version().equals(current.version())
                            && !instance.function().equals(current))
                    .toList();
        }
        outdated.forEach(this::kill);
    }

    /** Kills every instance, whatever it does. */
    void killAll(Optional<String> function) {
        List<Instance> victims;
        synchronized (this) {
            victims = all.stream()
                    .filter(instance ->
                            function.isEmpty() || instance.function().name().equals(function.get()))
                    .toList();
        }
        victims.forEach(this::kill);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        killAll(Optional.empty());
    }
}
