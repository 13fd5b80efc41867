package cognitobackup.importer;

import cognitobackup.importer.Difference.Change;
import cognitobackup.importer.DifferenceCounts.Numbers;
import cognitobackup.pool.Diff;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The diff of the two sides of a comparison in one unit. Only hashes of both sides are held, and of one side the records
 * that differ.
 */
@Singleton
class FindDifferences {
    private final ImportAccess access;
    private final JsonLines lines;

    FindDifferences(ImportAccess access, JsonLines lines) {
        this.access = access;
        this.lines = lines;
    }

    /** What a record is called among all of a unit. */
    private record Key(RecordKind kind, String key) {}

    /** One side: its records under their keys, always in the same order. */
    private static final class Side {
        private final JsonLines.Fetched<ComparedRecord> records;
        private final Map<Key, ComparedUser> owners = new HashMap<>();

        private record ComparedUser(String sub, Instant modified) {
            static final Comparator<ComparedUser> BY_AGE =
                    Comparator.comparing(ComparedUser::modified).thenComparing(ComparedUser::sub);

            ComparedUser newer(ComparedUser other) {
                return BY_AGE.compare(this, other) >= 0 ? this : other;
            }
        }

        Side(JsonLines.Fetched<ComparedRecord> records) {
            this.records = records;
            records.read(record -> {
                if (record.kind() == RecordKind.USER) {
                    owners.merge(
                            new Key(record.kind(), record.key()),
                            new ComparedUser(record.sub(), record.modified()),
                            ComparedUser::newer);
                }
            });
        }

        void read(BiConsumer<Key, ComparedRecord> reader) {
            records.read(record -> reader.accept(key(record), record));
        }

        /** As in an import, of several users who sign in with the same it is the newest who counts as the one. */
        private Key key(ComparedRecord record) {
            var key = new Key(record.kind(), record.key());
            return record.kind() != RecordKind.USER || owners.get(key).sub().equals(record.sub())
                    ? key
                    : new Key(record.kind(), record.key() + '\n' + record.sub());
        }

        Map<Key, String> hashes() {
            Map<Key, String> hashes = new LinkedHashMap<>();
            // Of what a listing shows twice, the later one.
            read((key, record) -> hashes.put(key, record.hash()));
            return hashes;
        }
    }

    DifferenceCounts find(ImportRun run, Shard unit) {
        access.checkLocks(run);
        Side snapshot = side(run, ComparedSides.snapshot(run), unit);
        Side other = side(run, ComparedSides.other(run), unit);
        Diff<Key> diff = Diff.between(other.hashes(), snapshot.hashes());
        try (JsonLines.Writer found = lines.writer()) {
            var counting = new Counting(found, ImportFiles.differences(run, unit));
            counting.add(other, diff.create(), Change.CREATED);
            counting.add(snapshot, diff.remove(), Change.GONE);
            counting.addChanged(snapshot, other, diff.change());
            found.store();
            return counting.counts();
        }
    }

    private Side side(ImportRun run, String side, Shard unit) {
        return new Side(lines.fetch(ImportFiles.compared(run, side, unit), ComparedRecord.class));
    }

    /** Writes differences down and counts them. */
    private static final class Counting {
        private final JsonLines.Writer found;
        private final String file;
        private DifferenceCounts counts = DifferenceCounts.NONE;

        Counting(JsonLines.Writer found, String file) {
            this.found = found;
            this.file = file;
            found.begin(file);
        }

        void add(Side side, Iterable<Key> keys, Change change) {
            Set<Key> wanted = set(keys);
            side.read((key, record) -> {
                if (wanted.remove(key)) {
                    add(Difference.of(record, change));
                }
            });
        }

        void addChanged(Side snapshot, Side other, Iterable<Key> keys) {
            Set<Key> changed = set(keys);
            Map<Key, ComparedRecord> after = new HashMap<>();
            other.read((key, record) -> {
                if (changed.contains(key)) {
                    after.put(key, record);
                }
            });
            Map<Key, ComparedRecord> before = new LinkedHashMap<>();
            snapshot.read((key, record) -> {
                if (changed.contains(key)) {
                    before.put(key, record);
                }
            });
            before.forEach((key, record) -> add(Difference.changed(record, after.get(key))));
        }

        private void add(Difference difference) {
            found.add(file, difference);
            counts = counts.plus(DifferenceCounts.of(
                    difference.kind(),
                    switch (difference.change()) {
                        case CREATED -> new Numbers(1, 0, 0);
                        case CHANGED -> new Numbers(0, 1, 0);
                        case GONE -> new Numbers(0, 0, 1);
                    }));
        }

        private static Set<Key> set(Iterable<Key> keys) {
            Set<Key> set = new HashSet<>();
            keys.forEach(set::add);
            return set;
        }

        DifferenceCounts counts() {
            return counts;
        }
    }
}
