package cognitobackup.exporter;

import cognitobackup.backup.Manifest.Changes;
import cognitobackup.backup.Manifest.Sum;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Checksum;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is stored of a unit to what was seen: marks as gone what nobody saw, reads again what is stored in a state
 * that nobody saw. Only then it sums, what is stored and what was seen apart: as it was read where all of a kind was
 * found right in one go, and else as everything is read back.
 */
@Singleton
final class Reconcile {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);

    private final ExportSteps steps;

    Reconcile(ExportSteps steps) {
        this.steps = steps;
    }

    StepOutput reconcile(Run run, Unit unit, Progress before, List<Progress> workers, Deadline deadline) {
        ExportStep step = steps.begin(run, "reconcile-" + unit.digit(), unit.sharers(), before, deadline);
        List<Position> stages = Stream.of(Phase.values())
                .flatMap(phase -> unit.kinds().stream().map(kind -> new Position(phase, kind, Optional.empty())))
                .toList();
        Optional<Position> position = before.next().map(Position::parse);
        Set<RecordKind> summed = EnumSet.noneOf(RecordKind.class);
        for (Position stage : stages) {
            boolean passed = position.filter(at -> stage.before(at)).isPresent();
            if (passed || (stage.phase() == Phase.SUM && summed.contains(stage.kind()))) {
                continue;
            }
            Position from = position.filter(at -> !at.before(stage)).orElse(stage);
            Optional<Position> next = stage.phase() == Phase.CORRECT
                    ? correct(step, unit, workers, from, summed)
                    : sum(step, unit, workers, from);
            if (next.isPresent()) {
                return step.continueAt(next.get().text());
            }
        }
        return step.done(unit);
    }

    private static Optional<Position> correct(
            ExportStep step, Unit unit, List<Progress> workers, Position from, Set<RecordKind> summed) {
        Seen seen = step.seen(workers, from.kind(), unit.shard());
        var stored = new StoredPages(step.backup(), from.kind(), unit.shard(), from.lastOwner());
        boolean right = from.lastOwner().isEmpty();
        UnitSum sum = UnitSum.ZERO;
        do {
            List<StoredRecord> page = stored.next();
            right &= correct(step, page, seen);
            sum = right ? add(sum, page, seen, step.lastComplete()) : sum;
            if (!stored.ended() && step.deadline().passed()) {
                return Optional.of(from.at(stored.lastOwner()));
            }
        } while (!stored.ended());
        if (right) {
            step.setSum(from.kind(), sum.ofSeen(seen.size()));
            summed.add(from.kind());
        }
        return Optional.empty();
    }

    /** False if anything was not as it was seen. */
    private static boolean correct(ExportStep step, List<StoredRecord> page, Seen seen) {
        List<StoredRecord> gone = new ArrayList<>();
        List<StoredRecord> tombstones = new ArrayList<>();
        List<RecordKey> doubtful = new ArrayList<>();
        for (StoredRecord record : page) {
            Optional<PoolRecord> content = record.current().content();
            if (!seen.contains(record.key())) {
                (content.isPresent() ? gone : tombstones).add(record);
            } else if (content.isEmpty() || !seen.contains(record.key(), ContentHash.of(content.get()))) {
                doubtful.add(record.key());
            }
        }
        List<StoredRecord> lasting = tombstones.stream()
                .filter(tombstone -> tombstone.expiresAt().isEmpty())
                .toList();
        doubtful.forEach(key -> readAgain(step, key));
        step.markGone(gone);
        step.expireTombstones(lasting);
        LOG.atInfo()
                .addKeyValue("stored", page.size())
                .addKeyValue("gone", gone.size())
                .log("reconciled a page");
        return doubtful.isEmpty() && gone.isEmpty() && lasting.isEmpty();
    }

    /** Somebody stored another state than this export's workers saw; what the pool says now counts. */
    private static void readAgain(ExportStep step, RecordKey key) {
        switch (key.kind()) {
            case USER -> step.pool().findUserBySub(key.owner()).ifPresent(user -> step.store(List.of(user)));
            case GROUP -> step.pool().findGroup(key.owner()).ifPresent(group -> step.store(List.of(group)));
            case MEMBERSHIP -> step.store(List.of(new Membership(key.owner(), key.detail())));
            case CONFIGURATION -> step.store(step.pool().configuration());
        }
    }

    private static Optional<Position> sum(ExportStep step, Unit unit, List<Progress> workers, Position from) {
        RecordKind kind = from.kind();
        Seen seen = step.seen(workers, kind, unit.shard());
        Optional<RunId> lastComplete = step.lastComplete();
        UnitSum sum = from.lastOwner().isPresent() ? step.sum(kind) : UnitSum.ZERO;
        var stored = new StoredPages(step.backup(), kind, unit.shard(), from.lastOwner());
        do {
            sum = add(sum, stored.next(), seen, lastComplete);
            // Where a cursor would be a group's name, everything is summed at once: there are ten thousand at most.
            if (!stored.ended() && kind.sharded() && step.deadline().passed()) {
                step.setSum(kind, sum);
                return Optional.of(from.at(stored.lastOwner()));
            }
        } while (!stored.ended());
        step.setSum(kind, sum.ofSeen(seen.size()));
        return Optional.empty();
    }

    private static UnitSum add(UnitSum sum, List<StoredRecord> page, Seen seen, Optional<RunId> lastComplete) {
        UnitSum all = sum;
        for (StoredRecord record : page) {
            all = add(all, record, seen, lastComplete);
        }
        return all;
    }

    private static UnitSum add(UnitSum sum, StoredRecord record, Seen seen, Optional<RunId> lastComplete) {
        Sum stored = sum.storedSum();
        Checksum seenChecksum = sum.seenSum().checksum();
        if (record.current().content().isPresent()) {
            // The hash of what is there now, not the one stored beside it.
            ContentHash hash = ContentHash.of(record.current().content().get());
            stored = stored.plus(new Sum(1, Checksum.ZERO.plus(hash.prefix())));
            if (seen.contains(record.key(), hash)) {
                seenChecksum = seenChecksum.plus(hash.prefix());
            }
        }
        return UnitSum.of(
                stored, new Sum(sum.seen(), seenChecksum), sum.changes().plus(change(record, lastComplete)));
    }

    /** How a record differs from the newest complete snapshot, whichever of the exports since then wrote it. */
    private static Changes change(StoredRecord record, Optional<RunId> lastComplete) {
        return switch (record.changeSince(lastComplete)) {
            case UNCHANGED, UNSTORABLE -> Changes.ZERO;
            case CREATED -> new Changes(1, 0, 0);
            case UPDATED -> new Changes(0, 1, 0);
            case DELETED -> new Changes(0, 0, 1);
        };
    }

    private enum Phase {
        CORRECT,
        SUM
    }

    /**
     * Where a unit is.
     *
     * @param lastOwner the sub of the last record dealt with; empty is the beginning
     */
    private record Position(Phase phase, RecordKind kind, Optional<String> lastOwner) {
        static Position parse(String text) {
            String[] parts = text.split(":", 3);
            return new Position(
                    Phase.valueOf(parts[0]),
                    RecordKind.valueOf(parts[1]),
                    Optional.of(parts[2]).filter(owner -> !owner.isEmpty()));
        }

        String text() {
            return phase + ":" + kind + ":" + lastOwner.orElse("");
        }

        /** Groups have their name for a cursor, which must not get into the state; they begin again. */
        Position at(Optional<String> owner) {
            return new Position(phase, kind, owner.filter(name -> kind.sharded()));
        }

        boolean before(Position other) {
            return phase != other.phase ? phase.compareTo(other.phase) < 0 : kind.compareTo(other.kind) < 0;
        }
    }
}
