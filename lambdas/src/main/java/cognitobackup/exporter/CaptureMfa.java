package cognitobackup.exporter;

import cognitobackup.cognito.SourcePool;
import cognitobackup.function.Variables;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks for the second factors of users, which no listing shows, where {@code CAPTURE_MFA} is {@code true}; otherwise, as
 * by default, for nobody's. Each question bills its user as active this month, which is why it is a choice.
 */
@Context
final class CaptureMfa {
    /** Enough to use up the budget at the usual answering times; the budget itself sets the pace. */
    private static final int AT_ONCE = 8;

    /** Cognito asks for no second factor of those who sign in through a provider. */
    private static final String EXTERNAL_PROVIDER = "EXTERNAL_PROVIDER";

    private final boolean wanted;
    private final ExecutorService asking;

    CaptureMfa(Variables variables) {
        this(variables.flag("CAPTURE_MFA"));
    }

    private CaptureMfa(boolean wanted) {
        this.wanted = wanted;
        this.asking = Executors.newFixedThreadPool(AT_ONCE, task -> {
            var thread = new Thread(task, "capture-mfa");
            thread.setDaemon(true);
            return thread;
        });
    }

    static CaptureMfa of(boolean wanted) {
        return new CaptureMfa(wanted);
    }

    @PreDestroy
    void close() {
        asking.shutdownNow();
    }

    /** The same users, with their second factors where they were asked for. */
    List<User> capture(SourcePool pool, List<User> users) {
        if (!wanted) {
            return users;
        }
        List<CompletableFuture<User>> asked = users.stream()
                .map(user -> CompletableFuture.supplyAsync(() -> user.with(mfa(pool, user)), asking))
                .toList();
        // All end before any failure is passed on, so that nothing goes on behind the caller.
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return asked.stream().map(CaptureMfa::answer).toList();
    }

    private static Optional<MfaPreference> mfa(SourcePool pool, User user) {
        return user.status().equals(EXTERNAL_PROVIDER) ? Optional.empty() : pool.mfa(user);
    }

    private static User answer(CompletableFuture<User> asked) {
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
