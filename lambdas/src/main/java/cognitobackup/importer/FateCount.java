package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many planned users have a fate.
 *
 * @param users at least one
 */
@Serdeable
record FateCount(Fate fate, long users) {
    private static final Comparator<FateCount> ORDER = Comparator.<FateCount, String>comparing(
                    count -> count.fate().sourceStatus())
            .thenComparing(count -> count.fate().route())
            .thenComparing(count -> count.fate().next())
            .thenComparing(count -> count.fate().targetStatus(), Comparator.nullsFirst(Comparator.naturalOrder()));

    static List<FateCount> of(Fate fate) {
        return List.of(new FateCount(fate, 1));
    }

    /** The sums of both by fate, in an order that follows from the fates alone. */
    static List<FateCount> sum(List<FateCount> one, List<FateCount> other) {
        Map<Fate, Long> sums = new LinkedHashMap<>();
        one.forEach(count -> sums.merge(count.fate(), count.users(), Long::sum));
        other.forEach(count -> sums.merge(count.fate(), count.users(), Long::sum));
        List<FateCount> counts = new ArrayList<>();
        sums.forEach((fate, users) -> counts.add(new FateCount(fate, users)));
        counts.sort(ORDER);
        return List.copyOf(counts);
    }

    /** How many users all of them are. */
    static long users(List<FateCount> counts) {
        return counts.stream().mapToLong(FateCount::users).sum();
    }
}
