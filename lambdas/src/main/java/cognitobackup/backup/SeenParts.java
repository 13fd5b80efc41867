package cognitobackup.backup;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.List;
import java.util.Map;

/** What one export saw of the pool, kept in the table so that any number of workers can add to it. */
public interface SeenParts {
    /**
     * Begins a part of what one worker sees.
     *
     * @param worker the worker's name, unique among the workers of the export that run at the same time
     * @param attempt unique to this invocation, so that a repeated invocation never overwrites a part
     */
    Recorder recorder(String worker, String attempt);

    /**
     * Reads what was seen of one kind in one shard, by all workers and attempts.
     *
     * @param expected how much the workers say they wrote; where that is nothing, what an invocation wrote that then
     *     died is not looked for: whoever repeated it saw nothing
     * @throws IncompleteSeenPartsException when less than that is there
     */
    Seen read(RecordKind kind, Shard shard, Count expected);

    /**
     * Reads what is there so far of one kind in one shard. Whatever it contains was stored in that state by this export;
     * what it does not contain may have been seen all the same.
     */
    Seen readSoFar(RecordKind kind, Shard shard);

    /** Collects entries and writes them, many to an item. Not thread-safe. */
    interface Recorder {
        void add(RecordKey key, ContentHash hash);

        /** An odd record that cannot be stored: it counts as seen, whatever its stored state. */
        void addUnstorable(RecordKey key);

        /** Writes what is not written yet, and returns what this recorder wrote in all, by kind and shard. */
        Map<RecordKind, Map<Shard, Count>> flush();
    }

    /** Parts (items) and the entries in them. */
    record Count(long parts, long entries) {
        public static final Count ZERO = new Count(0, 0);

        public Count plus(Count other) {
            return new Count(parts + other.parts, entries + other.entries);
        }
    }

    /** What was seen of one kind in one shard. */
    interface Seen {
        boolean contains(RecordKey key);

        /** Whether this very state was seen (or the record is one that cannot be stored). */
        boolean contains(RecordKey key, ContentHash hash);

        /** How many different keys were seen. */
        long size();

        /** Of these keys, those that were not seen. */
        List<RecordKey> missing(Iterable<RecordKey> keys);
    }
}
