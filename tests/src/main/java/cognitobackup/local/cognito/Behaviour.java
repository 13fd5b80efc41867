package cognitobackup.local.cognito;

import java.time.Duration;

/**
 * What AWS leaves open and this service decides.
 *
 * @param seed of everything made up: subs, ids, tokens, which pages are odd
 * @param oddPages the share of pages, 0 to less than 1, that are shorter than they could be, maybe empty, or that carry a token
 *     although nothing follows. AWS documents all three for ListUsers
 * @param listingDelay how long a new user is missing from ListUsers, which is eventually consistent
 * @param imports how user import jobs go
 */
public record Behaviour(long seed, double oddPages, Duration listingDelay, ImportBehaviour imports) {
    public Behaviour {
        if (!(oddPages >= 0 && oddPages < 1)) {
            throw new IllegalArgumentException("oddPages must be from 0 to less than 1, not " + oddPages);
        }
    }

    /** One page in sixteen is odd, a new user is listed at once, and import jobs are as fast as AWS's. */
    public static Behaviour standard() {
        return new Behaviour(1, 1.0 / 16, Duration.ZERO, ImportBehaviour.ofAws());
    }

    public Behaviour withSeed(long other) {
        return new Behaviour(other, oddPages, listingDelay, imports);
    }

    public Behaviour withOddPages(double share) {
        return new Behaviour(seed, share, listingDelay, imports);
    }

    public Behaviour withListingDelay(Duration delay) {
        return new Behaviour(seed, oddPages, delay, imports);
    }

    public Behaviour withImports(ImportBehaviour other) {
        return new Behaviour(seed, oddPages, listingDelay, other);
    }
}
