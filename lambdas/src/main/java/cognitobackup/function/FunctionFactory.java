package cognitobackup.function;

import cognitobackup.metrics.Metrics;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what functions share, and refuses to start them with settings that are not valid. */
@Factory
class FunctionFactory {
    /** The one place that names the system's clock; everything else is given one, and so is who brings one. */
    @Singleton
    @Requires(missingBeans = Clock.class)
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Standard output is what CloudWatch Logs gets; looked up each time, since the process may have it redirected. */
    @Singleton
    Metrics metrics(Variables variables, Clock clock) {
        return new Metrics(
                variables.required("STACK_NAME", "the name of the stack that the function belongs to"),
                clock,
                line -> System.out.println(line));
    }

    @Context
    FunctionSettings settings(Variables variables) {
        return FunctionSettings.from(variables);
    }
}
