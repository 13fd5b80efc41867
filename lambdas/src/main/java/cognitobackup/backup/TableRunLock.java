package cognitobackup.backup;

import cognitobackup.backup.Executions.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The run lock as an item. Every change of hands is one conditional write on the holder and term that were read. */
final class TableRunLock implements RunLock {
    /** Somebody else's write makes a try void; whoever loses this often is behind several others anyway. */
    private static final int MOST_TRIES = 5;

    private final BackupTable table;
    private final Executions executions;
    private final Duration functionTimeout;

    TableRunLock(BackupTable table, Executions executions, Duration functionTimeout) {
        this.table = table;
        this.executions = executions;
        this.functionTimeout = functionTimeout;
    }

    @Override
    public Attempt acquire(String userPoolId, String execution, Optional<String> breakLock) {
        String holder = "";
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<LockItem> lock = table.get(LockItem.key(userPoolId)).map(LockItem::read);
            if (lock.isPresent() && lock.get().execution().equals(Optional.of(execution))) {
                LockItem own = lock.get();
                return new Attempt.Acquired(new Run(userPoolId, own.lastRun(), execution, own.term()));
            }
            Optional<Attempt.Held> held = lock.flatMap(item -> held(userPoolId, item, breakLock));
            if (held.isPresent()) {
                return held.get();
            }
            Run run = new Run(
                    userPoolId,
                    nextId(lock),
                    execution,
                    lock.map(LockItem::term).orElse(0L) + 1);
            if (lock.isPresent() ? take(lock.get(), run) : table.create(LockItem.first(run))) {
                return new Attempt.Acquired(run);
            }
            holder = lock.flatMap(LockItem::execution).orElse("another execution");
        }
        return new Attempt.Held(holder, Optional.empty());
    }

    @Override
    public void check(Run run) {
        boolean held = table.get(LockItem.key(run.userPoolId()))
                .map(LockItem::read)
                .filter(lock -> lock.heldBy(run))
                .isPresent();
        if (!held) {
            throw LockItem.lost(run);
        }
    }

    @Override
    public void release(Run run) {
        table.update(LockItem.ifHeldBy(run).remove(LockItem.EXECUTION).remove(LockItem.MISSING_SINCE));
    }

    @Override
    public boolean releaseAfterDeath(String userPoolId, String execution) {
        return table.update(new ConditionalWrite(LockItem.key(userPoolId))
                .ifEquals(LockItem.EXECUTION, AttributeValue.fromS(execution))
                .remove(LockItem.EXECUTION)
                .remove(LockItem.MISSING_SINCE)
                .set(LockItem.DIED, AttributeValue.fromS(execution))
                .set(
                        LockItem.FREE_FROM,
                        AttributeValue.fromS(table.now().plus(functionTimeout).toString())));
    }

    /** Why the lock cannot be taken; empty where it can. */
    private Optional<Attempt.Held> held(String userPoolId, LockItem lock, Optional<String> breakLock) {
        Optional<String> holder = lock.execution().or(lock::died);
        if (holder.isEmpty() || holder.equals(breakLock)) {
            return Optional.empty();
        }
        if (lock.execution().isEmpty()) {
            return heldUntil(holder.get(), lock.freeFrom().orElse(Instant.MIN));
        }
        State state = executions.state(holder.get());
        if (state instanceof State.Ended ended) {
            return heldUntil(holder.get(), ended.at().plus(functionTimeout));
        }
        if (state instanceof State.DoesNotExist) {
            return heldUntil(holder.get(), missingSince(userPoolId, lock).plus(functionTimeout));
        }
        return Optional.of(new Attempt.Held(holder.get(), Optional.empty()));
    }

    private Optional<Attempt.Held> heldUntil(String holder, Instant freeFrom) {
        return freeFrom.isAfter(table.now())
                ? Optional.of(new Attempt.Held(holder, Optional.of(freeFrom)))
                : Optional.empty();
    }

    /**
     * Step Functions does not say since when it does not know an execution, and for some moments it does not know a new
     * one either. So the time begins when somebody first asks.
     */
    private Instant missingSince(String userPoolId, LockItem lock) {
        if (lock.missingSince().isPresent()) {
            return lock.missingSince().get();
        }
        Instant now = table.now();
        table.update(onlyIfStill(new ConditionalWrite(LockItem.key(userPoolId)), lock)
                .set(LockItem.MISSING_SINCE, AttributeValue.fromS(now.toString())));
        return now;
    }

    private boolean take(LockItem lock, Run run) {
        return table.update(onlyIfStill(new ConditionalWrite(LockItem.key(run.userPoolId())), lock)
                .set(LockItem.EXECUTION, AttributeValue.fromS(run.execution()))
                .set(LockItem.TERM, LockItem.number(run.term()))
                .set(LockItem.LAST_RUN, AttributeValue.fromS(run.id().value()))
                .remove(LockItem.MISSING_SINCE)
                .remove(LockItem.DIED)
                .remove(LockItem.FREE_FROM));
    }

    private static ConditionalWrite onlyIfStill(ConditionalWrite write, LockItem lock) {
        write.ifEquals(LockItem.TERM, LockItem.number(lock.term()));
        return lock.execution().isPresent()
                ? write.ifEquals(
                        LockItem.EXECUTION,
                        AttributeValue.fromS(lock.execution().get()))
                : write.ifAbsent(LockItem.EXECUTION);
    }

    private RunId nextId(Optional<LockItem> lock) {
        RunId now = RunId.at(table.now());
        return lock.map(item -> RunId.at(item.lastRun().instant().plusMillis(1)))
                .filter(next -> next.compareTo(now) > 0)
                .orElse(now);
    }
}
