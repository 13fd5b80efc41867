package cognitobackup.function;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what functions share, and refuses to start them with settings that are not valid. */
@Factory
class FunctionFactory {
    /** The one place that names the system's clock; everything else is given one. */
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Context
    FunctionSettings settings(Variables variables) {
        return FunctionSettings.from(variables);
    }
}
