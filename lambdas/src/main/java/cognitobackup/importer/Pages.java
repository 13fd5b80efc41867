package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A listing that several invocations read one after the other: each as far as its deadline lets it. */
final class Pages<T> {
    private final Deadline deadline;
    private Optional<String> token;
    private boolean done;

    /** @param token where the listing goes on; empty at its beginning */
    Pages(Optional<String> token, Deadline deadline) {
        this.token = token;
        this.deadline = deadline;
    }

    /**
     * Reads at least a page.
     *
     * @throws cognitobackup.cognito.ExpiredTokenException where the listing has to begin anew
     */
    void read(Function<Optional<String>, UserPool.Page<T>> listing, Consumer<T> items) {
        boolean first = true;
        do {
            UserPool.Page<T> page;
            try {
                page = listing.apply(token);
            } catch (TemporaryFailure e) {
                // Mostly the deadline that comes before the next request may be sent; what was read is kept.
                if (first) {
                    throw e;
                }
                return;
            }
            first = false;
            page.items().forEach(items);
            token = page.token();
            done = token.isEmpty();
        } while (!done && !deadline.passed());
    }

    /** Whether the last page has been read. */
    boolean done() {
        return done;
    }

    /** Where the listing goes on; empty where it is done. */
    Optional<String> token() {
        return token;
    }
}
