package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
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
 * found right in one go, and else as everything is read back. What the search for suspects found right and summed is not
 * read again, unless more has been listed since.
 */
@Singleton
final class Reconcile {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);

    private final ExportSteps steps;

    Reconcile(ExportSteps steps) {
        this.steps = steps;
    }

    UnitsOutput reconcile(Run run, Units units, List<Progress> before, List<Progress> workers, Deadline deadline) {
        return steps.inTurn(
                run,
                units,
                "reconcile",
                before,
                deadline,
                (step, unit, position) -> reconcile(step, unit, position, workers));
    }

    private static StepOutput reconcile(ExportStep step, Shard unit, Optional<String> next, List<Progress> workers) {
        List<Position> stages = Stream.of(Phase.values())
                .flatMap(phase -> RecordKind.of(unit).stream().map(kind -> new Position(phase, kind, Optional.empty())))
                .toList();
        Optional<Position> position = next.map(Position::parse);
        Set<RecordKind> summed = takeOverSums(step, unit, workers);
        for (Position stage : stages) {
            boolean passed = position.filter(at -> stage.before(at)).isPresent();
            if (passed || summed.contains(stage.kind())) {
                continue;
            }
            Position from = position.filter(at -> !at.before(stage)).orElse(stage);
            Optional<Position> continued = stage.phase() == Phase.CORRECT
                    ? correct(step, unit, workers, from, summed)
                    : sum(step, unit, workers, from);
            if (continued.isPresent()) {
                return step.continueAt(continued.get().text());
            }
        }
        return step.done(unit);
    }

    /** Nobody but a listing writes between the search for suspects and this step. */
    private static Set<RecordKind> takeOverSums(ExportStep step, Shard unit, List<Progress> workers) {
        Set<RecordKind> summed = EnumSet.noneOf(RecordKind.class);
        if (workers.stream().noneMatch(worker -> worker.relistUsers() || worker.relistGroups())) {
            workers.stream()
                    .filter(worker -> unit.digit().equals(worker.unit()))
                    .forEach(worker -> worker.sums().forEach((name, sum) -> {
                        RecordKind kind = RecordKind.valueOf(name);
                        step.setSum(kind, sum);
                        summed.add(kind);
                    }));
        }
        return summed;
    }

    private static Optional<Position> correct(
            ExportStep step, Shard unit, List<Progress> workers, Position from, Set<RecordKind> summed) {
        Seen seen = step.seen(workers, from.kind(), unit);
        var stored = new StoredPages(step.backup(), from.kind(), unit, from.lastOwner());
        boolean right = from.lastOwner().isEmpty();
        UnitSum sum = UnitSum.ZERO;
        do {
            List<StoredRecord> page = stored.next();
            right &= correct(step, page, seen);
            sum = right ? sum.plus(page, seen, step.lastComplete()) : sum;
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
        PageDiff diff = PageDiff.of(page, seen);
        diff.doubtful().forEach(record -> readAgain(step, record.key()));
        step.markGone(diff.unseen());
        step.expireTombstones(diff.lasting());
        LOG.atInfo()
                .addKeyValue("stored", page.size())
                .addKeyValue("gone", diff.unseen().size())
                .log("reconciled a page");
        return diff.isEmpty();
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

    private static Optional<Position> sum(ExportStep step, Shard unit, List<Progress> workers, Position from) {
        RecordKind kind = from.kind();
        Seen seen = step.seen(workers, kind, unit);
        Optional<RunId> lastComplete = step.lastComplete();
        UnitSum sum = from.lastOwner().isPresent() ? step.sum(kind) : UnitSum.ZERO;
        var stored = new StoredPages(step.backup(), kind, unit, from.lastOwner());
        do {
            sum = sum.plus(stored.next(), seen, lastComplete);
            // Where a cursor would be a group's name, everything is summed at once: there are ten thousand at most.
            if (!stored.ended() && kind.sharded() && step.deadline().passed()) {
                step.setSum(kind, sum);
                return Optional.of(from.at(stored.lastOwner()));
            }
        } while (!stored.ended());
        step.setSum(kind, sum.ofSeen(seen.size()));
        return Optional.empty();
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
