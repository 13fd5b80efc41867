package cognitobackup.exporter;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of the users that one worker lists.
 *
 * @param worker the worker's name
 * @param subPrefixes lists, one after the other, the users whose sub begins with each of these; null lists everybody,
 *     without a filter
 * @param sharers how many workers share the request budget
 */
@Serdeable
public record Listing(String worker, @Nullable List<String> subPrefixes, int sharers) {
    private static final int DIGITS = 16;

    /** Everybody, by one worker. Workflow definitions say it in these words, too. */
    static final Listing WHOLE = new Listing("users-0", null, 1);

    /**
     * The listing in so many parts: the users whose sub begins with each of the hexadecimal digits, dealt out one by one,
     * since subs need not begin with all of them equally often. A sub that begins with anything else is in no part.
     *
     * @param count a divisor of 16
     */
    static List<Listing> partitions(int count) {
        return IntStream.range(0, count)
                .mapToObj(part -> new Listing(
                        "users-" + part,
                        IntStream.range(0, DIGITS)
                                .filter(digit -> digit % count == part)
                                .mapToObj(Integer::toHexString)
                                .toList(),
                        count))
                .toList();
    }
}
