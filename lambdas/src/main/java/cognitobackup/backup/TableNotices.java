package cognitobackup.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Notices as items, {@code NOTICE#<execution ARN>}, which expire long after any event could come again. */
final class TableNotices implements Notices {
    private static final String CLAIMED_UNTIL = "claimedUntil";
    private static final String TOLD = "told";
    private static final Duration KEPT = Duration.ofDays(14);

    private final BackupTable table;
    private final Duration functionTimeout;

    TableNotices(BackupTable table, Duration functionTimeout) {
        this.table = table;
        this.functionTimeout = functionTimeout;
    }

    @Override
    public Claim claim(String execution) {
        AttributeValue until =
                AttributeValue.fromS(table.now().plus(functionTimeout).toString());
        if (table.create(Item.of(
                key(execution),
                Map.of(
                        CLAIMED_UNTIL,
                        until,
                        Item.EXPIRES_AT,
                        Item.expiry(table.now().plus(KEPT)))))) {
            return Claim.GRANTED;
        }
        Optional<Item> notice = table.get(key(execution));
        if (notice.isEmpty()) {
            return Claim.CLAIMED;
        }
        Fields fields = notice.get().fields();
        if (fields.find(TOLD).isPresent()) {
            return Claim.TOLD;
        }
        Instant claimedUntil = fields.instant(CLAIMED_UNTIL);
        boolean taken = !claimedUntil.isAfter(table.now())
                && table.update(new ConditionalWrite(key(execution))
                        .ifEquals(CLAIMED_UNTIL, AttributeValue.fromS(claimedUntil.toString()))
                        .ifAbsent(TOLD)
                        .set(CLAIMED_UNTIL, until));
        return taken ? Claim.GRANTED : Claim.CLAIMED;
    }

    @Override
    public void told(String execution) {
        table.update(
                new ConditionalWrite(key(execution)).ifPresent(CLAIMED_UNTIL).set(TOLD, AttributeValue.fromBool(true)));
    }

    @Override
    public void giveBack(String execution) {
        table.delete(new ConditionalWrite(key(execution)).ifAbsent(TOLD));
    }

    private static ItemKey key(String execution) {
        return new ItemKey("NOTICE#" + execution, "ENDED");
    }
}
