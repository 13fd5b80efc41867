package cognitobackup.exporter;

import cognitobackup.cognito.UserPool.Page;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Goes through a listing, asking for the next page while the last one is written. */
final class Pages {
    private Pages() {}

    /**
     * Works on page after page, at least one, until the listing ends or the deadline passes. Only a page without a token
     * ends a listing, however empty the others are. A page after the first whose work fails for a while, mostly since the
     * deadline comes before all of its requests may be sent, is left to the next invocation: what was done is kept.
     *
     * @param token where to begin; empty is the first page
     * @param work safe to repeat
     * @return where to go on, empty where the listing ended
     */
    static <T> Optional<String> through(
            Function<Optional<String>, Page<T>> listing,
            Optional<String> token,
            Deadline deadline,
            Consumer<List<T>> work) {
        ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "next-page");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Page<T> page = listing.apply(token);
            Optional<String> current = token;
            for (boolean first = true; ; first = false) {
                Optional<String> next = page.token();
                boolean last = next.isEmpty() || deadline.passed();
                CompletableFuture<Page<T>> following =
                        last ? null : CompletableFuture.supplyAsync(() -> listing.apply(next), asking);
                try {
                    work.accept(page.items());
                } catch (TemporaryFailure e) {
                    if (first) {
                        throw e;
                    }
                    return current;
                }
                if (following == null) {
                    return next;
                }
                page = answer(following);
                current = next;
            }
        } finally {
            asking.shutdown();
        }
    }

    private static <T> Page<T> answer(CompletableFuture<Page<T>> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
