package cognitobackup.local.lambda;

import cognitobackup.local.output.ThreadOutput;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * One instance of a function in this process.
 *
 * <p>A thread cannot be killed. A killed instance's thread is interrupted, and the Region's gate answers none of its
 * requests any more: what it still does, nobody sees.
 */
final class InProcessSandbox implements Sandbox {
    private final FunctionDefinition function;
    private final FunctionClasses classes;
    private final ExecutorService thread;
    private final Future<Instance> instance;
    private volatile boolean killed;

    private record Instance(AutoCloseable context, RequestHandler<Object, Object> handler, HandlerTypes types) {}

    InProcessSandbox(
            FunctionDefinition function,
            FunctionClasses classes,
            Map<String, String> environment,
            Clock clock,
            Consumer<String> log) {
        this.function = function;
        this.classes = classes;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(
                    () -> {
                        ThreadOutput.redirect(log);
                        task.run();
                    },
                    "function-" + function.name());
            made.setDaemon(true);
            made.setContextClassLoader(classes.loader());
            return made;
        });
        this.instance = thread.submit(() -> create(environment, clock));
    }

    private Instance create(Map<String, String> environment, Clock clock) throws ReflectiveOperationException {
        Class<?> handlerClass = Class.forName(function.handler(), true, classes.loader());
        HandlerTypes types = HandlerTypes.of(handlerClass);
        if (!MicronautContext.isIn(classes.loader())) {
            return new Instance(() -> {}, handler(handlerClass.getConstructor().newInstance()), types);
        }
        MicronautContext context = MicronautContext.start(classes.loader(), environment, clock);
        return new Instance(context, handler(context.construct(handlerClass)), types);
    }

    /** The type arguments are those that the serializer is told of, so nothing else ever gets in. */
    @SuppressWarnings("unchecked")
    private static RequestHandler<Object, Object> handler(Object handler) {
        return (RequestHandler<Object, Object>) handler;
    }

    @Override
    public void awaitInitialised() throws InterruptedException {
        try {
            instance.get();
        } catch (ExecutionException | CancellationException e) {
            // The invocation tells.
        }
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        try {
            InvocationResult result = thread.submit(() -> run(invocation)).get();
            return killed ? wasKilled(invocation) : result;
        } catch (ExecutionException e) {
            return InvocationResult.thrown(e.getCause());
        } catch (CancellationException | RejectedExecutionException e) {
            return wasKilled(invocation);
        }
    }

    private static InvocationResult wasKilled(Invocation invocation) {
        return InvocationResult.exited(invocation.requestId(), "because it was killed");
    }

    private InvocationResult run(Invocation invocation) throws InterruptedException {
        try {
            Instance ready = instance.get();
            Context context = new InvocationContext(function, invocation);
            Object input = classes.serializer()
                    .fromJson(invocation.payload(), ready.types().input());
            Object output = ready.handler().handleRequest(input, context);
            if (output == null) {
                return InvocationResult.success("null");
            }
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            classes.serializer().toJson(output, encoded, ready.types().output());
            return InvocationResult.success(encoded.toString(StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            return InvocationResult.thrown(causeOf(e.getCause()));
        } catch (RuntimeException | LinkageError e) {
            return InvocationResult.thrown(e);
        }
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof InvocationTargetException ? failure.getCause() : failure;
    }

    @Override
    public boolean alive() {
        return !killed;
    }

    @Override
    public void kill() {
        killed = true;
        thread.shutdownNow();
        if (instance.isDone() && !instance.isCancelled()) {
            try {
                instance.get().context().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // It never came to be, or is thrown away, whatever its beans say to that.
            }
        }
    }
}
