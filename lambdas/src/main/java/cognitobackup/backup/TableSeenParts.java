package cognitobackup.backup;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Seen parts as items: entries packed one behind the other, 32 bytes each, or 16 for records that cannot be stored. */
final class TableSeenParts implements SeenParts {
    /** Well below 400 KB an item, and few enough to lose little memory to half-filled parts. */
    private static final int ENTRIES_PER_PART = 2_000;

    /** Days longer than any export may take. */
    private static final Duration KEPT_FOR = Duration.ofDays(14);

    private static final String ENTRIES = "entries";
    private static final String UNSTORABLE = "unstorable";

    private final BackupTable table;
    private final InParallel parallel;
    private final String partitions;

    TableSeenParts(BackupTable table, InParallel parallel, Run run) {
        this.table = table;
        this.parallel = parallel;
        this.partitions = "SEEN#" + run.userPoolId() + "#" + run.id() + "#";
    }

    @Override
    public Recorder recorder(String worker, String attempt) {
        return new TableRecorder(worker, attempt);
    }

    @Override
    public Seen read(RecordKind kind, Shard shard, Count expected) {
        if (expected.equals(Count.ZERO)) {
            return new PackedSeen(List.of(), Set.of());
        }
        Contents contents = contents(kind, shard);
        if (contents.count().parts() < expected.parts() || contents.count().entries() < expected.entries()) {
            throw new IncompleteSeenPartsException("Of what was seen of kind " + kind + " in shard " + shard + ", "
                    + contents.count().parts() + " parts with "
                    + contents.count().entries() + " entries can be read; the workers wrote " + expected.parts()
                    + " with " + expected.entries() + ".");
        }
        return contents.seen();
    }

    @Override
    public Seen readSoFar(RecordKind kind, Shard shard) {
        return contents(kind, shard).seen();
    }

    private record Contents(Seen seen, Count count) {}

    private Contents contents(RecordKind kind, Shard shard) {
        String prefix = RecordItems.name(kind) + "#";
        List<byte[]> entries = new ArrayList<>();
        Set<KeyHash> unstorable = new HashSet<>();
        long[] parts = new long[1];
        long[] count = new long[1];
        table.itemsAfter(partitions + shard, prefix)
                .takeWhile(item -> item.key().sort().startsWith(prefix))
                .forEach(item -> {
                    parts[0]++;
                    count[0] += PackedSeen.unpack(item.fields().bytes(ENTRIES), entries)
                            + PackedSeen.unpackKeys(item.fields().bytes(UNSTORABLE), unstorable);
                });
        return new Contents(new PackedSeen(entries, unstorable), new Count(parts[0], count[0]));
    }

    /** One recorder's parts of one kind and shard: what is not written yet, and what was. */
    private static final class Part {
        private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
        private final ByteArrayOutputStream unstorable = new ByteArrayOutputStream();
        private int unwritten;
        private Count written = Count.ZERO;
    }

    private record Place(RecordKind kind, Shard shard) {}

    private final class TableRecorder implements Recorder {
        private final String worker;
        private final String attempt;
        private final Map<Place, Part> parts = new HashMap<>();

        TableRecorder(String worker, String attempt) {
            this.worker = worker;
            this.attempt = attempt;
        }

        @Override
        public void add(RecordKey key, ContentHash hash) {
            Part part = part(key);
            part.entries.writeBytes(KeyHash.of(key).bytes());
            part.entries.writeBytes(hash.prefix());
            added(key, part);
        }

        @Override
        public void addUnstorable(RecordKey key) {
            Part part = part(key);
            part.unstorable.writeBytes(KeyHash.of(key).bytes());
            added(key, part);
        }

        private Part part(RecordKey key) {
            return parts.computeIfAbsent(new Place(key.kind(), key.shard()), place -> new Part());
        }

        private void added(RecordKey key, Part part) {
            part.unwritten++;
            if (part.unwritten == ENTRIES_PER_PART) {
                write(new Place(key.kind(), key.shard()), part);
            }
        }

        @Override
        public Map<RecordKind, Map<Shard, Count>> flush() {
            List<Place> unwritten = parts.keySet().stream()
                    .filter(place -> parts.get(place).unwritten > 0)
                    .toList();
            parallel.all(unwritten, place -> write(place, parts.get(place)));
            Map<RecordKind, Map<Shard, Count>> written = new EnumMap<>(RecordKind.class);
            parts.forEach((place, part) -> written.computeIfAbsent(place.kind(), kind -> new HashMap<>())
                    .put(place.shard(), part.written));
            return written;
        }

        private Count write(Place place, Part part) {
            String sort = String.join(
                    "#", RecordItems.name(place.kind()), worker, attempt, String.format("%06d", part.written.parts()));
            table.put(Item.of(
                    new ItemKey(partitions + place.shard(), sort),
                    Map.of(
                            ENTRIES,
                            AttributeValue.fromB(SdkBytes.fromByteArray(part.entries.toByteArray())),
                            UNSTORABLE,
                            AttributeValue.fromB(SdkBytes.fromByteArray(part.unstorable.toByteArray())),
                            Item.EXPIRES_AT,
                            Item.expiry(table.now().plus(KEPT_FOR)))));
            part.written = part.written.plus(new Count(1, part.unwritten));
            part.unwritten = 0;
            part.entries.reset();
            part.unstorable.reset();
            return part.written;
        }
    }
}
