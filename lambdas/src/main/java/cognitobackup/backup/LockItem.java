package cognitobackup.backup;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The run lock of one pool as its item says it is. The item stays when the lock is given back, for its term and last id.
 *
 * @param execution who holds the lock; empty where nobody does
 * @param term how often it has been taken
 * @param lastRun the id of the run that took it last
 * @param missingSince when the holder was first found to be unknown to Step Functions
 * @param died who held it last, where that execution died
 * @param freeFrom when the lock can be taken, where the last holder died
 */
record LockItem(
        Optional<String> execution,
        long term,
        RunId lastRun,
        Optional<Instant> missingSince,
        Optional<String> died,
        Optional<Instant> freeFrom) {
    static final String EXECUTION = "execution";
    static final String TERM = "term";
    static final String LAST_RUN = "lastRun";
    static final String MISSING_SINCE = "missingSince";
    static final String DIED = "died";
    static final String FREE_FROM = "freeFrom";

    static ItemKey key(String userPoolId) {
        return new ItemKey("LOCK#" + userPoolId, "RUN");
    }

    static LockItem read(Item item) {
        Fields fields = item.fields();
        return new LockItem(
                fields.findText(EXECUTION),
                fields.number(TERM),
                new RunId(fields.text(LAST_RUN)),
                fields.findText(MISSING_SINCE).map(Instant::parse),
                fields.findText(DIED),
                fields.findText(FREE_FROM).map(Instant::parse));
    }

    static Item first(Run run) {
        Map<String, AttributeValue> fields = new TreeMap<>();
        fields.put(EXECUTION, AttributeValue.fromS(run.execution()));
        fields.put(TERM, number(run.term()));
        fields.put(LAST_RUN, AttributeValue.fromS(run.id().value()));
        return Item.of(key(run.userPoolId()), fields);
    }

    /** A write that succeeds only while the run holds the lock. */
    static ConditionalWrite ifHeldBy(Run run) {
        return new ConditionalWrite(key(run.userPoolId()))
                .ifEquals(EXECUTION, AttributeValue.fromS(run.execution()))
                .ifEquals(TERM, number(run.term()));
    }

    static RunLockLostException lost(Run run) {
        return new RunLockLostException("The run lock of " + run.userPoolId() + " is no longer held by term "
                + run.term() + " of " + run.execution() + "; this run must not go on.");
    }

    boolean heldBy(Run run) {
        return execution.equals(Optional.of(run.execution())) && term == run.term();
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
