package cognitobackup.backup;

import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.function.Consumer;
import java.util.function.Function;

/** Gives on, of each record's {@link UnitVersions}, the one that was valid at the export. */
final class TableSnapshot implements Snapshot {
    private final BackupTable table;
    private final RecordItems items;
    private final RunId exportId;

    TableSnapshot(BackupTable table, RecordItems items, RunId exportId) {
        this.table = table;
        this.items = items;
        this.exportId = exportId;
    }

    @Override
    public RunId exportId() {
        return exportId;
    }

    @Override
    public Reading read(RecordKind kind, Shard shard, Consumer<PoolRecord> records) {
        UnitVersions<PoolRecord> unit = new UnitVersions<>(table, items, kind, shard, Function.identity());
        Manifest.Sum[] sum = {Manifest.Sum.ZERO};
        unit.read(exportId, versions -> DatedVersion.validAt(exportId, versions).ifPresent(record -> {
            sum[0] = sum[0].plus(Manifest.Sum.of(record));
            records.accept(record);
        }));
        return new Reading(sum[0], unit.unreadable(), unit.problem());
    }
}
