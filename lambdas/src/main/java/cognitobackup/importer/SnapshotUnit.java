package cognitobackup.importer;

import cognitobackup.backup.Manifest;
import cognitobackup.backup.Snapshot;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads one unit of a snapshot and notes which kinds are not as the manifest says. */
final class SnapshotUnit {
    private final Manifest manifest;
    private final Snapshot snapshot;
    private final Shard shard;
    private final List<RecordKind> differing = new ArrayList<>();

    SnapshotUnit(Manifest manifest, Snapshot snapshot, Shard shard) {
        this.manifest = manifest;
        this.snapshot = snapshot;
        this.shard = shard;
    }

    Shard shard() {
        return shard;
    }

    <T extends PoolRecord> void read(RecordKind kind, Class<T> type, Consumer<T> records) {
        Manifest.Sum read = snapshot.read(kind, shard, record -> records.accept(type.cast(record)))
                .sum();
        if (!read.equals(manifest.sum(kind, shard))) {
            differing.add(kind);
        }
    }

    /** Empty where everything that was read is whole. */
    List<RecordKind> differing() {
        return List.copyOf(differing);
    }
}
