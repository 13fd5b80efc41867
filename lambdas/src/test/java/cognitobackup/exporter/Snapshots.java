package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a snapshot holds and what a pool holds, in a form that can be compared: content hashes by key. */
final class Snapshots {
    private Snapshots() {}

    static Map<RecordKey, ContentHash> of(InMemoryUserPool pool) {
        List<PoolRecord> records = new ArrayList<>();
        records.addAll(pool.users());
        records.addAll(pool.groups());
        pool.groups().forEach(group -> pool.members(group.name())
                .forEach(sub -> records.add(new Membership(sub, group.name()))));
        records.addAll(pool.configuration());
        return hashes(records);
    }

    /** Reads a snapshot, and compares what it reads with the sums of its manifest. */
    static Map<RecordKey, ContentHash> of(Backup backup, RunId exportId) {
        Manifest manifest = backup.manifest(exportId).orElseThrow();
        List<PoolRecord> records = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            for (Shard shard : kind.sharded() ? Shard.all() : List.of(Shard.UNSHARDED)) {
                Manifest.Sum read = backup.snapshot(exportId)
                        .read(kind, shard, records::add)
                        .sum();
                Manifest.Sum expected = manifest.sum(kind, shard);
                if (!read.equals(expected)) {
                    throw new AssertionError(kind + " in shard " + shard + ": " + read + " read, " + expected
                            + " in the manifest of " + exportId);
                }
            }
        }
        return hashes(records);
    }

    private static Map<RecordKey, ContentHash> hashes(List<PoolRecord> records) {
        Map<RecordKey, ContentHash> hashes = new HashMap<>();
        records.forEach(record -> hashes.put(record.key(), ContentHash.of(record)));
        return hashes;
    }
}
