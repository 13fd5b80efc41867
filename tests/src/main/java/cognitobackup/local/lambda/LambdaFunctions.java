package cognitobackup.local.lambda;

import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.Iam;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** Lambda of one Region. */
public final class LambdaFunctions implements FunctionInvoker, AutoCloseable {
    /** A new account's default, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
    private static final int MAX_CONCURRENT = 1000;

    private static final long MAX_TIMEOUT_SECONDS = 900;

    /** Who takes on the roles of functions. */
    private static final String SERVICE = "lambda.amazonaws.com";

    private static final int ASYNCHRONOUS_ATTEMPTS = 3;

    private final String arnPrefix;
    private final RegionGate gate;
    private final Iam iam;
    private final FunctionLogs logs = new FunctionLogs();
    private final Instances instances;
    private final Map<String, FunctionDefinition> functions = new ConcurrentHashMap<>();
    private final Versions versions = new Versions();
    private final Map<String, LongAdder> begun = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> finished = new ConcurrentHashMap<>();
    private final LongAdder busyNanoseconds = new LongAdder();
    private final Set<Permission> permissions = ConcurrentHashMap.newKeySet();
    private final Semaphore busy;
    private volatile FailedInvocations failedInvocations = FailedInvocations.NOT_AGAIN;
    private final Semaphore concurrency = new Semaphore(MAX_CONCURRENT);
    private final ExecutorService invocations = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-lambda");
        thread.setDaemon(true);
        return thread;
    });

    private record Permission(String function, String principal, String sourceArn) {}

    /**
     * @param iam whose account it is
     * @param endpoints the variables that lead a function's SDK clients to the Region's services
     */
    public LambdaFunctions(
            String region, Iam iam, RegionGate gate, FunctionRuntime runtime, Map<String, String> endpoints) {
        this.arnPrefix = "arn:aws:lambda:" + region + ":" + iam.accountId() + ":function:";
        this.gate = gate;
        this.iam = iam;
        this.busy = new Semaphore(runtime.maxBusy(), true);
        this.instances = new Instances(region, iam, gate, runtime, logs, endpoints);
    }

    /**
     * Makes a function; its code is read when it is first invoked.
     *
     * @return its ARN
     * @throws LambdaServiceException if Lambda would refuse it
     */
    public String create(FunctionDefinition function) throws LambdaServiceException {
        check(function);
        if (functions.putIfAbsent(function.name(), function) != null) {
            throw new LambdaServiceException(
                    409, "ResourceConflictException", "Function already exist: " + function.name());
        }
        return arnPrefix + function.name();
    }

    /**
     * Changes a function. What is running goes on with what it was.
     *
     * @throws LambdaServiceException if Lambda would refuse it
     */
    public void update(FunctionDefinition function) throws LambdaServiceException {
        check(function);
        if (functions.replace(function.name(), function) == null) {
            throw notFound(function.name());
        }
        instances.retire(function);
    }

    /**
     * Publishes a function as it is now: a version that nobody can change any more. Where nothing has changed since the
     * last one, it is that one.
     *
     * @return the version's number
     * @throws LambdaServiceException if there is no such function
     */
    public String publish(String name) throws LambdaServiceException {
        FunctionDefinition function = functions.get(name);
        if (function == null) {
            throw notFound(name);
        }
        return versions.publish(function).version();
    }

    /** Deletes a function with all its versions, if it is there. What is running goes on. */
    public void delete(String name) {
        versions.delete(name);
        FunctionDefinition function = functions.remove(name);
        if (function != null) {
            instances.retire(function);
        }
    }

    private void check(FunctionDefinition function) throws LambdaServiceException {
        long seconds = function.timeout().toSeconds();
        if (seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
            throw new LambdaServiceException(
                    400, "InvalidParameterValueException", "A timeout is 1 to " + MAX_TIMEOUT_SECONDS + " s.");
        }
        if (!function.name().matches("[a-zA-Z0-9-_]{1,64}")) {
            throw new LambdaServiceException(
                    400, "InvalidParameterValueException", "Not a function's name: " + function.name());
        }
        FunctionEnvironment.check(function.environment());
        try {
            iam.assume(function.role(), SERVICE, arnPrefix + function.name(), function.name());
        } catch (AccessDeniedException e) {
            throw new LambdaServiceException(
                    400,
                    "InvalidParameterValueException",
                    "The role defined for the function cannot be assumed by Lambda.");
        }
    }

    private LambdaServiceException notFound(String name) {
        return new LambdaServiceException(404, "ResourceNotFoundException", "Function not found: " + arnPrefix + name);
    }

    /** Allows a service to invoke a function on behalf of one of its resources. */
    public void allow(String function, String principal, String sourceArn) {
        permissions.add(new Permission(Qualified.of(function).toString(), principal, sourceArn));
    }

    public boolean allows(String function, String principal, String sourceArn) {
        return permissions.contains(new Permission(Qualified.of(function).toString(), principal, sourceArn));
    }

    /** Who hears of invocations that fail from now on. */
    public void tellFailed(FailedInvocations listener) {
        this.failedInvocations = listener;
    }

    /** Who hears of them now. */
    public FailedInvocations failedInvocations() {
        return failedInvocations;
    }

    /** The ARN of a function that is named by its name or by its ARN. */
    public String arn(String function) {
        return function.startsWith("arn:") ? function : arnPrefix + function;
    }

    /** All functions as they are now, whatever has been published of them. */
    public List<FunctionDefinition> functions() {
        return List.copyOf(functions.values());
    }

    public FunctionLogs logs() {
        return logs;
    }

    @Override
    public InvocationResult invoke(String function, String payload) throws LambdaServiceException {
        if (gate.lost()) {
            throw new LambdaServiceException(503, "ServiceUnavailableException", "The Region is lost.");
        }
        FunctionDefinition definition = definition(function);
        if (bytes(payload) > InvocationResult.MAX_PAYLOAD_BYTES) {
            throw new LambdaServiceException(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + InvocationResult.MAX_PAYLOAD_BYTES + " bytes");
        }
        if (!concurrency.tryAcquire()) {
            throw new LambdaServiceException(429, "TooManyRequestsException", "Rate Exceeded.");
        }
        try {
            busy.acquire();
            try {
                String invokedArn = arnPrefix + Qualified.of(function);
                begun.computeIfAbsent(definition.name() + ":" + definition.version(), any -> new LongAdder())
                        .increment();
                while (true) {
                    long beginning = System.nanoTime();
                    InvocationResult result = invoke(definition, invokedArn, payload);
                    if (!result.failed()) {
                        finished.computeIfAbsent(definition.name(), any -> new LongAdder())
                                .increment();
                    }
                    if (!result.failed() || !failedInvocations.again(definition.role(), beginning)) {
                        return result;
                    }
                }
            } finally {
                busy.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            concurrency.release();
        }
    }

    private InvocationResult invoke(FunctionDefinition definition, String invokedArn, String payload)
            throws LambdaServiceException {
        Instances.Instance instance = instances.take(definition);
        awaitInitialised(instance);
        String requestId = UUID.randomUUID().toString();
        long milliseconds = definition.timeout().toMillis();
        Invocation invocation =
                new Invocation(requestId, invokedArn, payload, System.currentTimeMillis() + milliseconds);
        Future<InvocationResult> answer =
                invocations.submit(() -> instance.sandbox().invoke(invocation));
        long beginning = System.nanoTime();
        try {
            InvocationResult result = answer.get(milliseconds, TimeUnit.MILLISECONDS);
            if (instance.sandbox().alive()) {
                instances.giveBack(instance);
            } else {
                instances.kill(instance);
            }
            return bytes(result.payload()) > InvocationResult.MAX_PAYLOAD_BYTES
                    ? InvocationResult.responseTooLarge()
                    : result;
        } catch (TimeoutException e) {
            instances.kill(instance);
            return InvocationResult.timedOut(requestId, milliseconds);
        } catch (ExecutionException e) {
            instances.kill(instance);
            throw new IllegalStateException("the sandbox of " + definition.name() + " broke", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            instances.kill(instance);
            throw interrupted();
        } finally {
            busyNanoseconds.add(System.nanoTime() - beginning);
        }
    }

    /** How long invocations have taken so far, in total, without the start of instances; by this machine, not AWS's. */
    public Duration busy() {
        return Duration.ofNanos(busyNanoseconds.sum());
    }

    /** What runs when this is invoked. */
    FunctionDefinition definition(String function) throws LambdaServiceException {
        Qualified wanted = Qualified.of(function);
        FunctionDefinition latest = functions.get(wanted.name());
        if (latest == null) {
            throw notFound(wanted.name());
        }
        return wanted.isLatest()
                ? latest
                : versions.of(wanted.name(), wanted.version()).orElseThrow(() -> notFound(wanted.toString()));
    }

    /** How often each version of each function was invoked so far, by {@code name:version}. */
    public Map<String, Long> invocationsByVersion() {
        return counts(begun);
    }

    /** How often each function has done what it was invoked for, by its name; those that never have are left out. */
    public Map<String, Long> finished() {
        return counts(finished);
    }

    private static Map<String, Long> counts(Map<String, LongAdder> counters) {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach((name, count) -> counts.put(name, count.sum()));
        return counts;
    }

    private void awaitInitialised(Instances.Instance instance) throws LambdaServiceException {
        try {
            instance.sandbox().awaitInitialised();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            instances.kill(instance);
            throw interrupted();
        }
    }

    private static LambdaServiceException interrupted() {
        return new LambdaServiceException(500, "ServiceException", "Interrupted while the function ran.");
    }

    /**
     * Hands an event to a function and does not wait. As at AWS, a function that fails gets it twice more; the pauses
     * between are seconds here instead of minutes.
     */
    public void invokeLater(String function, String event) {
        invocations.execute(() -> {
            for (int attempt = 1; attempt <= ASYNCHRONOUS_ATTEMPTS; attempt++) {
                try {
                    if (!invoke(function, event).failed()) {
                        return;
                    }
                    TimeUnit.SECONDS.sleep(attempt);
                } catch (LambdaServiceException e) {
                    // Who hands over an event learns nothing of its fate; there is nobody to tell.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    /** Kills the instances of a function, busy or idle, as if their machines had failed. */
    public void killInstances(String function) {
        instances.killAll(Optional.of(Qualified.of(function).name()));
    }

    /** Kills every instance. */
    public void killInstances() {
        instances.killAll(Optional.empty());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void close() {
        instances.close();
        invocations.shutdownNow();
    }
}
