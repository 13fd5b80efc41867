package cognitobackup.drill.cost;

import cognitobackup.local.cognito.QuotaCategory;
import java.util.List;

/**
 * What a month of backups of one pool uses in both Regions, in the units in which AWS bills it: from what was counted, for a
 * pool that has been backed up for as long as snapshots are kept.
 */
public final class Month {
    private static final double HOURS = 730;
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final double READ_BYTES = 4096;
    private static final double WRITE_BYTES = 1024;
    private static final double MILLISECONDS = 1000;
    private static final double MEBIBYTES_OF_GIGABYTE = 1024;

    /** Of what an export saw, in days: docs/data-format.md. */
    private static final double SEEN_DAYS = 14;

    /** An export may begin in one hour and end in the next; CloudWatch bills a metric for every hour in which it has a value. */
    private static final double HOURS_OF_AN_EXPORT = 2;

    /** Workers that list members each wait for their share of the quota. */
    private static final double WORKERS_THAT_WAIT = 2;

    /** After which a function that is not done yet is called again: its time limit, less a minute. */
    private static final double SECONDS_OF_A_CALL = 240;

    /** Half of the default quota of UserRead: each user is asked for by a request of its own. */
    private static final double USERS_ASKED_A_SECOND = QuotaCategory.USER_READ.defaultPerSecond() / 2;

    private static final double TRANSITIONS_OF_A_CALL = 2;

    /** What Lambda itself writes to the log of a call, about: start, end and report as JSON. */
    private static final double LOG_BYTES_OF_A_CALL = 1000;

    private final Habit habit;
    private final Rates rates;
    private final Rates ratesOfSecondary;
    private final CountedRuns counted;
    private final Usage export;

    private Month(CountedRuns counted, Habit habit) {
        this.counted = counted;
        this.habit = habit;
        this.rates = Rates.ofPrimary(counted);
        this.ratesOfSecondary = Rates.ofSecondary(counted);
        Usage withoutFactors = rates.export(habit.pool(), habit.changedUsers(), habit.changedMemberships());
        this.export = habit.capturesMfa()
                ? withoutFactors.with(
                        Counted.COGNITO_MILLISECONDS,
                        withoutFactors.of(Counted.COGNITO_MILLISECONDS)
                                + habit.pool().users() * MILLISECONDS / USERS_ASKED_A_SECOND)
                : withoutFactors;
    }

    /** The lines of the month's bill. */
    public static List<Line> of(CountedRuns counted, Habit habit) {
        return new Month(counted, habit).lines();
    }

    private List<Line> lines() {
        Usage watch = watch(rates);
        Usage watchElsewhere = watch(ratesOfSecondary);
        Usage exports = withCallsAgain(export).times(habit.exports());
        Usage all = exports.plus(watch);
        Bill bill = new Bill();
        dynamoDb(bill, exports, watch, watchElsewhere);
        bill.under("Lambda, Step Functions, EventBridge")
                .add("calls of functions", Price.INVOCATIONS, Counted.INVOCATIONS, all, watchElsewhere)
                .add("time of functions", Price.FUNCTION_SECONDS, seconds(all), seconds(watchElsewhere))
                .add("state transitions", Price.STATE_TRANSITIONS, Counted.STATE_TRANSITIONS, all, watchElsewhere)
                .add("scheduled starts", Price.SCHEDULED_STARTS, HOURS + habit.exports(), HOURS);
        bill.under("SQS, SNS, S3")
                .add("requests to queues", Price.QUEUE_REQUESTS, Counted.QUEUE_REQUESTS, all, watchElsewhere)
                .add("notifications", Price.PUBLICATIONS, Counted.PUBLICATIONS, all, watchElsewhere)
                .add("requests that write or list", Price.BUCKET_WRITES, Counted.BUCKET_WRITES, all, watchElsewhere)
                .add("requests that read", Price.BUCKET_READS, Counted.BUCKET_READS, all, watchElsewhere);
        cloudWatch(bill, all, watchElsewhere);
        bill.under("KMS")
                .add("keys", Price.KEYS, primary().keys(), secondary().keys())
                .add("requests", Price.KEY_REQUESTS, keyRequests(all), keyRequests(watchElsewhere));
        return bill.lines();
    }

    private void dynamoDb(Bill bill, Usage exports, Usage watch, Usage watchElsewhere) {
        double written = exports.of(Counted.WRITE_UNITS);
        double table = tableBytes() / GIGABYTE;
        double index = rates.first().of(habit.pool()).of(Counted.INDEX_BYTES) / GIGABYTE;
        bill.under("DynamoDB")
                .add("writes of exports, replicated", Price.WRITE_UNITS, written, written)
                .add("what has expired, replicated", Price.WRITE_UNITS, 0, exports.of(Counted.EXPIRING_WRITE_UNITS))
                .add("writes to the index", Price.WRITE_UNITS, Counted.INDEX_WRITE_UNITS, exports, exports)
                .add("reads of exports", Price.READ_UNITS, Counted.READ_UNITS, exports, Usage.NONE)
                .add("reads of the watch", Price.READ_UNITS, Counted.READ_UNITS, watch, watchElsewhere)
                .add("storage, the index too", Price.TABLE_STORAGE, table + index, table + index)
                .add("point-in-time recovery", Price.POINT_IN_TIME_RECOVERY, table, table)
                .add("transfer to the replica, at most", Price.TRANSFER, written * WRITE_BYTES / GIGABYTE, 0);
    }

    private void cloudWatch(Bill bill, Usage all, Usage watchElsewhere) {
        double logs = logBytes(all) / GIGABYTE;
        double logsElsewhere = logBytes(watchElsewhere) / GIGABYTE;
        double hoursOfExports = Math.min(HOURS, habit.exports() * HOURS_OF_AN_EXPORT);
        bill.under("CloudWatch")
                .add(
                        "metrics",
                        Price.METRICS,
                        rates.idle().of(Counted.METRICS) + export.of(Counted.METRICS) * hoursOfExports / HOURS,
                        ratesOfSecondary.idle().of(Counted.METRICS))
                .add(
                        "metrics of alarms",
                        Price.ALARMS,
                        primary().alarmMetrics(),
                        secondary().alarmMetrics())
                .add(
                        "dashboards",
                        Price.DASHBOARDS,
                        primary().dashboards(),
                        secondary().dashboards())
                .add("logs written", Price.LOG_INGESTION, logs, logsElsewhere)
                .add("logs kept for 30 days", Price.LOG_STORAGE, logs, logsElsewhere);
    }

    private StackParts primary() {
        return counted.stacks().get("primary");
    }

    private StackParts secondary() {
        return counted.stacks().get("secondary");
    }

    /** Every hour, and once for each export with its reading. */
    private Usage watch(Rates ofRegion) {
        Usage verifying =
                ofRegion.verifying().of(habit.pool()).minus(ofRegion.idle()).atLeastNothing();
        Usage watch = ofRegion.idle().times(HOURS).plus(verifying.times(habit.exports()));
        double manifests = habit.exportsIn(habit.retentionDays()) * rates.manifestBytes() / READ_BYTES;
        double history = Math.max(0, historyBytes() / READ_BYTES - manifests);
        return watch.with(
                Counted.READ_UNITS, watch.of(Counted.READ_UNITS) + HOURS * manifests + habit.exports() * history);
    }

    private double tableBytes() {
        Usage records = rates.first().of(habit.pool()).plus(rates.allChanged().of(habit.pool()));
        return records.of(Counted.RECORD_BYTES)
                + historyBytes()
                // What is gone stays as a tombstone for as long as snapshots do.
                + export.of(Counted.RECORD_BYTES) * habit.exportsIn(habit.retentionDays())
                + export.of(Counted.SEEN_BYTES) * habit.exportsIn(SEEN_DAYS);
    }

    /** Older versions of records, and the manifests. */
    private double historyBytes() {
        return export.of(Counted.HISTORY_BYTES) * habit.exportsIn(habit.retentionDays());
    }

    /** With the calls by which functions of a large pool go on after their time. */
    private Usage withCallsAgain(Usage run) {
        double calls = Math.floor(seconds(run) / SECONDS_OF_A_CALL);
        return run.with(Counted.INVOCATIONS, run.of(Counted.INVOCATIONS) + calls)
                .with(Counted.STATE_TRANSITIONS, run.of(Counted.STATE_TRANSITIONS) + calls * TRANSITIONS_OF_A_CALL);
    }

    /** GB-seconds. */
    private double seconds(Usage usage) {
        return (usage.of(Counted.FUNCTION_MILLISECONDS) + WORKERS_THAT_WAIT * usage.of(Counted.COGNITO_MILLISECONDS))
                / MILLISECONDS
                * counted.stacks().get("primary").functionMebibytes()
                / MEBIBYTES_OF_GIGABYTE;
    }

    private static double logBytes(Usage usage) {
        return usage.of(Counted.LOG_BYTES) + usage.of(Counted.INVOCATIONS) * LOG_BYTES_OF_A_CALL;
    }

    /** No more than this: every call asks for the table's key, and whatever is sent or kept for its own. */
    private static double keyRequests(Usage usage) {
        return usage.of(Counted.INVOCATIONS)
                + usage.of(Counted.QUEUE_REQUESTS)
                + usage.of(Counted.BUCKET_WRITES)
                + usage.of(Counted.BUCKET_READS)
                + 2 * usage.of(Counted.PUBLICATIONS);
    }

    /** What an import of the whole pool into an empty one of the secondary Region uses. */
    public static List<Line> restore(CountedRuns counted, PoolSize pool) {
        Month month = new Month(counted, new Habit(pool, 0, 1, 1, false));
        Usage once = month.withCallsAgain(month.ratesOfSecondary.restore().of(pool));
        double written = once.of(Counted.WRITE_UNITS);
        return new Bill()
                .under("Import")
                // In the primary only while it is there.
                .add("writes, replicated", Price.WRITE_UNITS, written, written)
                .add("reads", Price.READ_UNITS, Counted.READ_UNITS, Usage.NONE, once)
                .add("calls of functions", Price.INVOCATIONS, Counted.INVOCATIONS, Usage.NONE, once)
                .add("time of functions", Price.FUNCTION_SECONDS, 0, month.seconds(once))
                .add("state transitions", Price.STATE_TRANSITIONS, Counted.STATE_TRANSITIONS, Usage.NONE, once)
                .add("requests to queues", Price.QUEUE_REQUESTS, Counted.QUEUE_REQUESTS, Usage.NONE, once)
                .add("requests that write or list", Price.BUCKET_WRITES, Counted.BUCKET_WRITES, Usage.NONE, once)
                .add("requests that read", Price.BUCKET_READS, Counted.BUCKET_READS, Usage.NONE, once)
                .add("logs written", Price.LOG_INGESTION, 0, logBytes(once) / GIGABYTE)
                .add("requests for keys", Price.KEY_REQUESTS, 0, keyRequests(once))
                .lines();
    }

    /** How many users an import of the whole pool makes active, at most. */
    public static double activatedByRestore(CountedRuns counted, PoolSize pool) {
        return Math.min(
                pool.users(), Rates.ofSecondary(counted).restore().of(pool).of(Counted.ACTIVE_USERS));
    }

    /** What writing every record anew in each export would use in each Region, as the retired architecture did. */
    public static double rewrittenUnits(CountedRuns counted, Habit habit) {
        Rates rates = Rates.ofPrimary(counted);
        Usage records = rates.first().of(habit.pool()).minus(rates.unchanged().of(habit.pool()));
        return habit.exports() * records.of(Counted.WRITE_UNITS);
    }
}
