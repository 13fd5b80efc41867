package cognitobackup.exporter;

import cognitobackup.cognito.UserPool.Page;
import cognitobackup.function.Deadline;
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
     * ends a listing, however empty the others are.
     *
     * @param token where to begin; empty is the first page
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
            while (true) {
                Optional<String> next = page.token();
                if (next.isEmpty() || deadline.passed()) {
                    work.accept(page.items());
                    return next;
                }
                CompletableFuture<Page<T>> following = CompletableFuture.supplyAsync(() -> listing.apply(next), asking);
                work.accept(page.items());
                page = answer(following);
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
