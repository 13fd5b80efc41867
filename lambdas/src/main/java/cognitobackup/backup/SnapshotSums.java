package cognitobackup.backup;

import cognitobackup.backup.Manifest.Sum;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds up what the snapshots of many exports hold of one kind in a shard, in one pass over its {@link UnitVersions}. From
 * one snapshot to the next only few records are in another version, so only these differences are added up.
 */
final class SnapshotSums {
    private final List<RunId> exportIds;
    private final Sum[] differences;

    private SnapshotSums(Collection<RunId> exportIds) {
        this.exportIds = exportIds.stream().sorted().distinct().toList();
        this.differences = new Sum[this.exportIds.size()];
        Arrays.fill(differences, Sum.ZERO);
    }

    /** By export the sum of its snapshot, from content hashes computed anew. */
    static NavigableMap<RunId, Sum> of(
            BackupTable table, RecordItems items, RecordKind kind, Shard shard, Collection<RunId> exportIds) {
        SnapshotSums sums = new SnapshotSums(exportIds);
        if (!exportIds.isEmpty()) {
            new UnitVersions<>(table, items, kind, shard, Sum::of).read(sums.exportIds.get(0), sums::add);
        }
        return sums.total();
    }

    private void add(List<DatedVersion<Sum>> versions) {
        Optional<Sum> before = Optional.empty();
        for (int index = 0; index < differences.length; index++) {
            Optional<Sum> valid = DatedVersion.validAt(exportIds.get(index), versions);
            if (!valid.equals(before)) {
                differences[index] =
                        differences[index].minus(before.orElse(Sum.ZERO)).plus(valid.orElse(Sum.ZERO));
                before = valid;
            }
        }
    }

    private NavigableMap<RunId, Sum> total() {
        NavigableMap<RunId, Sum> total = new TreeMap<>();
        Sum sum = Sum.ZERO;
        for (int index = 0; index < differences.length; index++) {
            sum = sum.plus(differences[index]);
            total.put(exportIds.get(index), sum);
        }
        return total;
    }
}
