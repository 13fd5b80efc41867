package cognitobackup.watch;

import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is known of the exports of a pool in one Region. A unit that was once found whole in an export needs no second
 * look: its versions are kept until the export expires.
 *
 * @param whole the newest export that was found whole here; null before any was
 * @param open the exports after it, by id: the units, as their shards, that have not been found whole yet
 */
@Serdeable
record Verdict(@Nullable String whole, @Nullable Map<String, List<String>> open) {
    static final Verdict UNKNOWN = new Verdict(null, Map.of());

    /** Of more exports than these, if so many are not whole, only the newest are looked at. */
    private static final int MOST_OPEN = 10;

    // Empty maps are left out of the JSON.
    Verdict {
        open = open == null ? Map.of() : new TreeMap<>(open);
    }

    Optional<RunId> newestWhole() {
        return Optional.ofNullable(whole).map(RunId::new);
    }

    /** @param manifests all of the pool's that have not expired, newest first */
    Verdict amended(List<Manifest> manifests) {
        List<String> ids =
                manifests.stream().map(manifest -> manifest.exportId().value()).toList();
        Optional<String> still = Optional.ofNullable(whole).filter(ids::contains);
        Map<String, List<String>> later = new TreeMap<>();
        ids.stream()
                .filter(id -> still.filter(known -> known.compareTo(id) >= 0).isEmpty())
                .limit(MOST_OPEN)
                .forEach(id -> later.put(id, open.getOrDefault(id, allUnits())));
        return new Verdict(still.orElse(null), later);
    }

    private static List<String> allUnits() {
        return Shard.units().stream().map(Shard::digit).toList();
    }

    /** The units in which something is still to be found out. */
    List<Shard> openUnits() {
        return Shard.units().stream()
                .filter(unit -> open.values().stream().anyMatch(units -> units.contains(unit.digit())))
                .toList();
    }

    boolean open(Shard unit, RunId exportId) {
        return open.getOrDefault(exportId.value(), List.of()).contains(unit.digit());
    }

    /** That this unit was found whole in these exports. Where one has nothing open any more, those before it do not matter. */
    Verdict with(Shard unit, Collection<RunId> wholeIn) {
        Map<String, List<String>> left = new TreeMap<>(open);
        wholeIn.forEach(id -> left.computeIfPresent(id.value(), (key, units) -> units.stream()
                .filter(digit -> !digit.equals(unit.digit()))
                .toList()));
        Optional<String> newest = left.entrySet().stream()
                .filter(export -> export.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
        newest.ifPresent(done -> left.keySet().removeIf(id -> id.compareTo(done) <= 0));
        return new Verdict(
                Stream.concat(Stream.ofNullable(whole), newest.stream())
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                left);
    }
}
