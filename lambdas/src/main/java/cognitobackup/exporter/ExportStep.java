package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.RecordWriter;
import cognitobackup.backup.RecordWriter.Change;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Count;
import cognitobackup.backup.SeenParts.Recorder;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.cognito.SourcePool;
import cognitobackup.cognito.SourcePool.Oddity;
import cognitobackup.function.Deadline;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A step in one invocation: stores what it reads, keeps what it saw, and adds it all up. Whatever it writes, it first
 * checks that the run still holds the lock, and it notes a record as seen only after storing it: what is noted as seen
 * is then always stored.
 */
final class ExportStep {
    private final ExportInvocation invocation;
    private final Recorder recorder;
    private final Progress before;
    private final long apiCallsBefore;
    private final Map<String, Long> suspects;
    private final Map<String, Long> unseen;
    private final Map<String, Long> gone;
    private final Map<String, UnitSum> sums;
    private final Map<String, Long> findings;
    private Optional<RecordWriter> writer = Optional.empty();
    private final Map<String, Seen> seenByKind = new TreeMap<>();
    private Map<RecordKind, Map<Shard, Count>> recorded = Map.of();
    private boolean relistUsers;
    private boolean relistGroups;
    private Optional<RunId> listedWhole;

    ExportStep(ExportInvocation invocation, Recorder recorder, Progress before) {
        this.invocation = invocation;
        this.recorder = recorder;
        this.before = before;
        this.apiCallsBefore = invocation.pool().apiCalls();
        this.suspects = new TreeMap<>(before.suspects());
        this.unseen = new TreeMap<>(before.unseen());
        this.gone = new TreeMap<>(before.gone());
        this.sums = new TreeMap<>(before.sums());
        this.findings = new TreeMap<>(before.findings());
        this.relistUsers = before.relistUsers();
        this.relistGroups = before.relistGroups();
        this.listedWhole = Optional.ofNullable(before.listedWhole());
    }

    SourcePool pool() {
        return invocation.pool().get();
    }

    Backup backup() {
        return invocation.backup();
    }

    Deadline deadline() {
        return invocation.deadline();
    }

    private Run run() {
        return invocation.run();
    }

    private void checkLock() {
        invocation.lock().check(run());
    }

    /** Stores records as they are now, and notes them as seen. Of a record that comes twice the last is stored. */
    void store(Collection<? extends PoolRecord> live) {
        Map<RecordKey, PoolRecord> byKey = new LinkedHashMap<>();
        live.forEach(record -> byKey.put(record.key(), record));
        if (byKey.isEmpty()) {
            return;
        }
        seenByKind.clear();
        // What is stored may have more than what was listed, and what is stored counts.
        Map<RecordKey, Change> changes = writer().store(byKey.values(), recorder::add);
        changes.forEach((key, change) -> {
            if (change == Change.UNSTORABLE) {
                noteUnstorable(key);
            }
        });
    }

    /** Marks records as gone that are stored and are no longer in the pool. */
    void markGone(Collection<StoredRecord> stored) {
        if (!stored.isEmpty()) {
            writer().markGone(stored);
            stored.forEach(record -> gone.merge(record.key().kind().name(), 1L, Long::sum));
        }
    }

    void expireTombstones(Collection<StoredRecord> tombstones) {
        if (!tombstones.isEmpty()) {
            writer().expireRecordedTombstones(tombstones);
        }
    }

    void addFinding(String kind, String key) {
        checkLock();
        backup().addFinding(run(), kind, key);
    }

    List<String> findings(String kind, Optional<String> after, int limit) {
        return backup().findings(run(), kind, after, limit);
    }

    /**
     * What these workers and this one have seen of a kind in a shard; read once as long as nothing is added to it.
     *
     * @param workers those before this step, the same in every call
     */
    Seen seen(List<Progress> workers, RecordKind kind, Shard shard) {
        return seenByKind.computeIfAbsent(Progress.seenKey(kind, shard), any -> readSeen(workers, kind, shard));
    }

    /** What any worker has seen by now of a kind in a shard and written down; read each time. */
    Seen seenSoFar(RecordKind kind, Shard shard) {
        return backup().seen(run()).readSoFar(kind, shard);
    }

    private Seen readSeen(List<Progress> workers, RecordKind kind, Shard shard) {
        recorded = recorder.flush();
        Count own = Progress.seen(List.of(before), kind, shard)
                .plus(recorded.getOrDefault(kind, Map.of()).getOrDefault(shard, Count.ZERO));
        return backup().seen(run())
                .read(kind, shard, Progress.seen(workers, kind, shard).plus(own));
    }

    /** Whether this worker has counted the suspects of this kind. */
    boolean suspectsCounted(RecordKind kind) {
        return suspects.containsKey(kind.name());
    }

    void countSuspects(RecordKind kind, long count) {
        suspects.put(kind.name(), count);
    }

    /** Whether this worker has counted what of the newest complete snapshot was not seen of this kind. */
    boolean unseenCounted(RecordKind kind) {
        return unseen.containsKey(kind.name());
    }

    void countUnseen(RecordKind kind, long count) {
        unseen.put(kind.name(), count);
    }

    /** The newest complete export, which this one is compared with. */
    Optional<RunId> lastComplete() {
        return invocation.lastComplete();
    }

    /** @param export the newest that listed the users without a filter */
    void listsInPartitions(RunId export) {
        listedWhole = Optional.of(export);
    }

    boolean relistsUsers() {
        return relistUsers;
    }

    void relistUsers() {
        relistUsers = true;
    }

    void relistGroups() {
        relistGroups = true;
    }

    UnitSum sum(RecordKind kind) {
        return sums.getOrDefault(kind.name(), UnitSum.ZERO);
    }

    void setSum(RecordKind kind, UnitSum sum) {
        sums.put(kind.name(), sum);
    }

    StepOutput done(Shard unit) {
        return new StepOutput(true, progress(Optional.empty(), before.restarts(), Optional.of(unit.digit())));
    }

    StepOutput done() {
        return new StepOutput(true, progress(Optional.empty(), before.restarts(), Optional.empty()));
    }

    /** Goes on in the next invocation. */
    StepOutput continueAt(String position) {
        return new StepOutput(false, progress(Optional.of(position), before.restarts(), Optional.empty()));
    }

    /**
     * Begins a listing again because its token is too old.
     *
     * @param position where; empty is the beginning
     */
    StepOutput restartAt(Optional<String> position) {
        return new StepOutput(false, progress(position, before.restarts() + 1, Optional.empty()));
    }

    /** It checks the lock itself before each page that it writes. */
    private RecordWriter writer() {
        if (writer.isEmpty()) {
            writer = Optional.of(backup().writer(run(), pool().settings()));
        }
        return writer.get();
    }

    /** Its last good version, if there is one, stays valid; without one there is nothing that could be missed. */
    private void noteUnstorable(RecordKey key) {
        backup().addFinding(run(), Findings.UNSTORABLE, key.kind() + "#" + key.sortKey());
        StoredRecord stored = backup().read(List.of(key)).get(key);
        if (stored != null && !stored.current().tombstone()) {
            recorder.addUnstorable(key);
        }
    }

    /** What was left out or is doubtful is kept by its key, and its number goes on with the progress. */
    private void noteOddities() {
        List<Oddity> oddities = invocation.pool().takeOddities();
        if (!oddities.isEmpty()) {
            checkLock();
            oddities.forEach(oddity -> {
                backup().addFinding(run(), oddity.kind(), oddity.key());
                findings.merge(oddity.kind(), 1L, Long::sum);
            });
        }
    }

    private Progress progress(Optional<String> position, int restarts, Optional<String> unit) {
        noteOddities();
        recorded = recorder.flush();
        Map<String, Progress.Written> seen = new TreeMap<>(before.seen());
        recorded.forEach((kind, shards) -> shards.forEach((shard, count) -> seen.merge(
                Progress.seenKey(kind, shard),
                new Progress.Written(count.parts(), count.entries()),
                (one, other) -> new Progress.Written(one.parts() + other.parts(), one.entries() + other.entries()))));
        return new Progress(
                position.orElse(null),
                restarts,
                seen,
                before.apiCalls() + invocation.pool().apiCalls() - apiCallsBefore,
                invocation.clock().instant(),
                unit.orElse(null),
                suspects,
                unseen,
                gone,
                relistUsers,
                relistGroups,
                sums,
                listedWhole.orElse(null),
                findings);
    }
}
