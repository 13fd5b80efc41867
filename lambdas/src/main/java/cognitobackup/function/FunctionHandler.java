package cognitobackup.function;

import cognitobackup.metrics.Metrics;
import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The frame of every function: gives the handler its deadline, names the execution in every log line, prints the invocation's metrics at its end, and lets only
 * {@link RefusedException}, {@link TemporaryFailure} and {@link UnexpectedFailure} out. Logs when an invocation ends
 * and how, never what it got or gave.
 *
 * @param <I> the input, a {@code @Serdeable} record
 * @param <O> the output, a {@code @Serdeable} record
 */
public abstract class FunctionHandler<I, O> extends MicronautRequestHandler<I, O> {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionHandler.class);

    /** For Lambda, whose environment configures the function. */
    protected FunctionHandler() {}

    /** For a caller in the same process that brings the function's environment in the context. */
    protected FunctionHandler(ApplicationContext context) {
        super(context);
    }

    /**
     * Does the work of one invocation.
     *
     * @param deadline when to stop and return a continuation
     */
    protected abstract O handle(I input, Deadline deadline);

    @Override
    public final O execute(I input) {
        MDC.put("execution", input instanceof StepInput step ? step.execution() : "-");
        try {
            O output = handle(input, deadline());
            LOG.atInfo().addKeyValue("handler", getClass().getName()).log("invocation finished");
            return output;
        } catch (Exception e) {
            RuntimeException failure = Failures.known(e);
            LOG.atError()
                    .addKeyValue("handler", getClass().getName())
                    .addKeyValue("failure", failure.getClass().getName())
                    .addKeyValue("reason", failure.getMessage())
                    .log("invocation failed");
            throw failure;
        } finally {
            MDC.remove("execution");
            // Also of what fails: its requests were made all the same.
            getApplicationContext().getBean(Metrics.class).flush();
        }
    }

    private Deadline deadline() {
        Context context =
                getApplicationContext().getBean(CurrentInvocation.class).context();
        return Deadline.of(
                context::getRemainingTimeInMillis,
                getApplicationContext().getBean(FunctionSettings.class).functionTimeout());
    }
}
