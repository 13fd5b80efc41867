package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops an export before its first deletion where more is gone than is likely to be meant. How many records no listing
 * had shown is known from the search for suspects; only where so many would be too many, it is counted record by record
 * what is gone by now, since questions and listings may have found some. Writes nothing.
 */
@Singleton
final class GuardDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(GuardDeletions.class);

    private final ExportSteps steps;
    private final FunctionSettings settings;
    private final Metrics metrics;

    GuardDeletions(ExportSteps steps, FunctionSettings settings, Metrics metrics) {
        this.steps = steps;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * What the guard decided.
     *
     * @param done false: invoke it again with this progress
     * @param progress what is counted so far, where it is not done
     * @param allowedDeletions what the input allowed, where the guard would have stopped the export without it
     */
    @Serdeable
    public record Decision(
            boolean done,
            @Nullable Counted progress,
            @Nullable Long allowedDeletions) {
        static final Decision PASSED = new Decision(true, null, null);
    }

    /**
     * What is counted so far.
     *
     * @param places how many kinds and shards are counted whole
     * @param lastOwner the sub of the last record counted of the next one; null is its beginning
     * @param gone by kind: how many records of the newest complete snapshot nobody saw
     * @param seen by kind: how many records were seen
     */
    @Serdeable
    public record Counted(
            int places,
            @Nullable String lastOwner,
            @Nullable Map<String, Long> gone,
            @Nullable Map<String, Long> seen) {
        static final Counted NOTHING = new Counted(0, null, Map.of(), Map.of());

        public Counted {
            // Empty maps are left out of the JSON.
            gone = gone == null ? Map.of() : new TreeMap<>(gone);
            seen = seen == null ? Map.of() : new TreeMap<>(seen);
        }

        Counted goneTo(Optional<String> owner, RecordKind kind, long more) {
            return new Counted(places, owner.orElse(null), plus(gone, kind, more), seen);
        }

        Counted placeDone(RecordKind kind, long moreGone, long moreSeen) {
            return new Counted(places + 1, null, plus(gone, kind, moreGone), plus(seen, kind, moreSeen));
        }

        private static Map<String, Long> plus(Map<String, Long> counts, RecordKind kind, long more) {
            Map<String, Long> sum = new TreeMap<>(counts);
            sum.merge(kind.name(), more, Long::sum);
            return sum;
        }
    }

    private record Place(RecordKind kind, Shard shard) {}

    /**
     * Lets an export go on, or not.
     *
     * @param allowDeletions what the input allows
     * @param workers everybody who saw something
     * @throws RefusedException where more is gone than the limits and the input allow; with the numbers
     */
    Decision guard(Run run, Optional<Long> allowDeletions, List<Progress> workers, Counted before, Deadline deadline) {
        ExportStep step = steps.begin(run, "guard", 1, Progress.NONE, deadline);
        Map<RecordKind, Long> atMost = new EnumMap<>(RecordKind.class);
        for (RecordKind kind : RecordKind.values()) {
            long unseen = Progress.unseen(workers, kind);
            if (unseen > 0) {
                atMost.put(kind, unseen);
            }
        }
        Optional<DeletionLimits> limits = atMost.isEmpty() ? Optional.empty() : limits(step.backup());
        if (limits.isEmpty() || !mayExceed(limits.get(), atMost)) {
            return Decision.PASSED;
        }
        List<Place> places = atMost.keySet().stream()
                .flatMap(kind -> shards(kind).map(shard -> new Place(kind, shard)))
                .toList();
        Counted counted = before;
        while (counted.places() < places.size()) {
            counted = count(step, places.get(counted.places()), workers, counted);
            if (deadline.passed() && counted.places() < places.size()) {
                return new Decision(false, counted, null);
            }
        }
        return decide(limits.get(), allowDeletions, counted);
    }

    private Optional<DeletionLimits> limits(Backup backup) {
        return backup.newestManifest()
                .map(newest -> RunId.at(newest.exportId().instant().minus(DeletionLimits.LOOKS_BACK)))
                .map(oldest -> DeletionLimits.of(backup.manifestsSince(oldest), settings.deletionGuardPercent()));
    }

    private static boolean mayExceed(DeletionLimits limits, Map<RecordKind, Long> atMost) {
        return atMost.entrySet().stream()
                .anyMatch(unseen -> limits.exceeded(
                        unseen.getKey(), unseen.getValue(), limits.counts().get(unseen.getKey()) - unseen.getValue()));
    }

    private static Stream<Shard> shards(RecordKind kind) {
        return kind.sharded() ? Shard.all().stream() : Stream.of(Shard.UNSHARDED);
    }

    /** To the end of a kind in a shard, or page by page until the deadline; group names stay out of the state. */
    private static Counted count(ExportStep step, Place place, List<Progress> workers, Counted before) {
        Seen seen = step.seen(workers, place.kind(), place.shard());
        var stored =
                new StoredPages(step.backup(), place.kind(), place.shard(), Optional.ofNullable(before.lastOwner()));
        long gone = 0;
        do {
            for (StoredRecord record : stored.next()) {
                gone += record.heldBy(step.lastComplete()) && !seen.contains(record.key()) ? 1 : 0;
            }
            if (!stored.ended() && place.kind().sharded() && step.deadline().passed()) {
                return before.goneTo(stored.lastOwner(), place.kind(), gone);
            }
        } while (!stored.ended());
        return before.placeDone(place.kind(), gone, seen.size());
    }

    private Decision decide(DeletionLimits limits, Optional<Long> allowDeletions, Counted counted) {
        List<RecordKind> exceeded = Stream.of(RecordKind.values())
                .filter(kind -> limits.exceeded(
                        kind,
                        counted.gone().getOrDefault(kind.name(), 0L),
                        counted.seen().getOrDefault(kind.name(), 0L)))
                .toList();
        long gone = counted.gone().values().stream().mapToLong(Long::longValue).sum();
        LOG.atInfo()
                .addKeyValue("gone", counted.gone())
                .addKeyValue("left", counted.seen())
                .addKeyValue("exceeded", exceeded)
                .addKeyValue("allowed", allowDeletions.orElse(0L))
                .log("counted what is gone");
        if (exceeded.isEmpty()) {
            return Decision.PASSED;
        }
        if (gone <= allowDeletions.orElse(0L)) {
            return new Decision(true, null, allowDeletions.get());
        }
        metrics.add(Metric.DELETION_GUARD_STOPS, 1);
        throw new RefusedException(message(limits, allowDeletions, counted, exceeded, gone));
    }

    /** The way out stands before the reasons, so that whoever cuts the message off leaves it in. */
    private static String message(
            DeletionLimits limits,
            Optional<Long> allowDeletions,
            Counted counted,
            List<RecordKind> exceeded,
            long gone) {
        String byKind = counted.gone().entrySet().stream()
                .filter(ofKind -> ofKind.getValue() > 0)
                .map(ofKind -> {
                    RecordKind kind = RecordKind.valueOf(ofKind.getKey());
                    return ofKind.getValue() + " of " + limits.counts().get(kind) + " " + words(kind)
                            + (exceeded.contains(kind) ? " (too many)" : "");
                })
                .collect(Collectors.joining(", "));
        return "The export would delete " + byKind + ", which the snapshot " + limits.newest()
                + " has. It was stopped before the first deletion, and that snapshot stays the newest. If these records are"
                + " gone on purpose, start the export again with allowDeletions: " + gone + "."
                + allowDeletions
                        .map(allowed -> " The input allowed " + allowed + ".")
                        .orElse("")
                + " Too many is more than " + DeletionLimits.ALWAYS_ALLOWED + " records and more than "
                + limits.percent() + " %, of that snapshot or, over its last "
                + DeletionLimits.LOOKS_BACK.toDays() + " days, of the largest ("
                + exceeded.stream()
                        .map(kind -> limits.highest().get(kind) + " " + words(kind) + ", of which "
                                + counted.seen().getOrDefault(kind.name(), 0L) + " would be left")
                        .collect(Collectors.joining("; "))
                + "), or all of a kind.";
    }

    private static String words(RecordKind kind) {
        return switch (kind) {
            case USER -> "users";
            case GROUP -> "groups";
            case MEMBERSHIP -> "memberships";
            case CONFIGURATION -> "parts of the configuration";
        };
    }
}
