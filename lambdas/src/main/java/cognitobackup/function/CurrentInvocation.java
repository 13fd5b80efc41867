package cognitobackup.function;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;

/**
 * Keeps Lambda's context of the invocation that this thread serves. Micronaut's own way registers it as a singleton
 * anew each time, which neither forgets the former ones nor keeps concurrent invocations apart.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
class CurrentInvocation implements LambdaContextFactory {
    private final ThreadLocal<Context> context = new ThreadLocal<>();

    @Override
    public void registerSingletons(Context invocation) {
        context.set(invocation);
    }

    Context context() {
        return context.get();
    }
}
