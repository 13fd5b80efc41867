package cognitobackup.exporter;

import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Count;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one worker of an export has done over all its invocations, and where it goes on. Passes through the state of the
 * workflow: ids, counts and cursors, never what is in the pool.
 *
 * @param position where the next invocation begins, in the words of the step; null at the beginning
 * @param restarts how often a listing had to begin again because its token was too old
 * @param seen how many seen parts and entries the worker wrote, by {@code <kind>/<shard>}
 * @param apiCalls how many requests it sent to Cognito
 * @param readUntil when it last read the pool; null before
 * @param unit the shard, once the work on a unit is done; null before, and where the work is no unit
 * @param suspects how many stored records no listing had shown, by kind
 * @param unseen how many records of the newest complete snapshot no listing had shown, by kind
 * @param gone how many of the suspects are gone indeed, by kind
 * @param relistUsers whether there are so many suspects that all users are listed once more
 * @param relistGroups whether there are groups whose members are listed once more
 * @param sums what a reconciled unit holds, by kind
 * @param listedWhole the newest export that listed the users without a filter, where this one lists them in partitions
 *     and the worker is the one that decides it
 * @param findings how many records were left out or are doubtful, by what about them is odd
 */
@Serdeable
public record Progress(
        @Nullable String position,
        int restarts,
        @Nullable Map<String, Written> seen,
        long apiCalls,
        @Nullable Instant readUntil,
        @Nullable String unit,
        @Nullable Map<String, Long> suspects,
        @Nullable Map<String, Long> unseen,
        @Nullable Map<String, Long> gone,
        boolean relistUsers,
        boolean relistGroups,
        @Nullable Map<String, UnitSum> sums,
        @Nullable RunId listedWhole,
        @Nullable Map<String, Long> findings) {
    static final Progress NONE = new Progress(
            null, 0, Map.of(), 0, null, null, Map.of(), Map.of(), Map.of(), false, false, Map.of(), null, Map.of());

    public Progress {
        // Empty maps are left out of the JSON.
        seen = seen == null ? Map.of() : new TreeMap<>(seen);
        suspects = suspects == null ? Map.of() : new TreeMap<>(suspects);
        unseen = unseen == null ? Map.of() : new TreeMap<>(unseen);
        gone = gone == null ? Map.of() : new TreeMap<>(gone);
        sums = sums == null ? Map.of() : new TreeMap<>(sums);
        findings = findings == null ? Map.of() : new TreeMap<>(findings);
    }

    /** Seen parts (items) and the entries in them. */
    @Serdeable
    public record Written(long parts, long entries) {
        Count count() {
            return new Count(parts, entries);
        }
    }

    static Progress orNone(@Nullable Progress progress) {
        return progress == null ? NONE : progress;
    }

    Optional<String> next() {
        return Optional.ofNullable(position);
    }

    static String seenKey(RecordKind kind, Shard shard) {
        return kind + "/" + shard;
    }

    /** How much all these workers say they saw of a kind in a shard. */
    static Count seen(List<Progress> workers, RecordKind kind, Shard shard) {
        return workers.stream()
                .map(worker -> worker.seen.get(seenKey(kind, shard)))
                .filter(written -> written != null)
                .map(Written::count)
                .reduce(Count.ZERO, Count::plus);
    }

    /** The newest export that listed without a filter, where this one lists in partitions. */
    static Optional<RunId> listedWhole(List<Progress> workers) {
        return workers.stream()
                .flatMap(worker -> Stream.ofNullable(worker.listedWhole))
                .findFirst();
    }

    /** How many records of a kind the newest complete snapshot has that no listing had shown, as these workers say. */
    static long unseen(List<Progress> workers, RecordKind kind) {
        return workers.stream()
                .mapToLong(worker -> worker.unseen.getOrDefault(kind.name(), 0L))
                .sum();
    }

    /** How many entries all these workers say they wrote for a kind. */
    static long entries(List<Progress> workers, RecordKind kind) {
        return Shard.units().stream()
                .mapToLong(shard -> seen(workers, kind, shard).entries())
                .sum();
    }
}
