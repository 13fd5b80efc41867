package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A listing as one stream, for those that are short enough for one invocation. */
final class Listing {
    private Listing() {}

    /** Every item, page by page as the stream is read. Only a page without a token is the last. */
    static <T> Stream<T> stream(Function<Optional<String>, UserPool.Page<T>> listing) {
        return Stream.iterate(Optional.of(listing.apply(Optional.empty())), Optional::isPresent, page -> page.flatMap(
                                UserPool.Page::token)
                        .map(token -> listing.apply(Optional.of(token))))
                .flatMap(page -> page.orElseThrow().items().stream());
    }

    /** Whether a listing has an item like this; reads no further than it must. */
    static <T> boolean any(Function<Optional<String>, UserPool.Page<T>> listing, Predicate<T> wanted) {
        return stream(listing).anyMatch(wanted);
    }
}
