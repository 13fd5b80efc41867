package cognitobackup.backup;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Does the same to many, several at a time, and waits for all of them. */
final class InParallel {
    private final Executor executor;

    InParallel(Executor executor) {
        this.executor = executor;
    }

    /**
     * Returns the results by what they are of. Where some fail, the first failure is thrown after all have ended, so that
     * nothing goes on behind the caller.
     */
    <T, R> Map<T, R> all(Collection<T> inputs, Function<T, R> work) {
        Map<T, CompletableFuture<R>> running = new LinkedHashMap<>();
        inputs.forEach(input -> running.put(input, CompletableFuture.supplyAsync(() -> work.apply(input), executor)));
        CompletableFuture<Void> ended = CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new));
        ended.exceptionally(failure -> null).join();
        Map<T, R> results = new LinkedHashMap<>();
        running.forEach((input, result) -> results.put(input, valueOf(result)));
        return results;
    }

    private static <R> R valueOf(CompletableFuture<R> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        }
    }
}
