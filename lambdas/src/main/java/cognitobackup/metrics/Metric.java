package cognitobackup.metrics;

import java.util.List;
import java.util.Optional;

/**
 * Every metric that the functions print. Alarms and dashboards name them, so changing a name, a unit or the dimensions of
 * one changes what people watch.
 */
public enum Metric {
    /** Exports that completed. */
    EXPORTS_COMPLETED("ExportsCompleted", Unit.COUNT, Dimension.USER_POOL),

    /** Starts that found another execution at work on the pool, and left it to that one. */
    EXPORTS_SKIPPED("ExportsSkipped", Unit.COUNT),

    /** Executions of the export workflow that failed, timed out or were stopped. */
    EXPORTS_FAILED("ExportsFailed", Unit.COUNT),

    /** Exports that were stopped because they would have deleted too much. */
    DELETION_GUARD_STOPS("DeletionGuardStops", Unit.COUNT),

    /** Users in the snapshot that was just completed. */
    USERS("Users", Unit.COUNT, Dimension.USER_POOL),

    /** Groups in the snapshot that was just completed. */
    GROUPS("Groups", Unit.COUNT, Dimension.USER_POOL),

    /** Memberships in the snapshot that was just completed. */
    MEMBERSHIPS("Memberships", Unit.COUNT, Dimension.USER_POOL),

    /** Users, groups and memberships that the snapshot before did not have. */
    RECORDS_CREATED("RecordsCreated", Unit.COUNT, Dimension.USER_POOL),

    /** Users, groups and memberships that the snapshot before had in another state. */
    RECORDS_UPDATED("RecordsUpdated", Unit.COUNT, Dimension.USER_POOL),

    /** Users, groups and memberships that the snapshot before had and that are gone. */
    RECORDS_DELETED("RecordsDeleted", Unit.COUNT, Dimension.USER_POOL),

    /** Records that a listing of Cognito's left out and that were there. */
    RECORDS_MISSED_BY_LISTING("RecordsMissedByListing", Unit.COUNT, Dimension.USER_POOL),

    /** From the start of an export until its manifest was written. */
    EXPORT_DURATION("ExportDuration", Unit.SECONDS, Dimension.USER_POOL),

    /** Requests sent to Cognito, by exports and imports, repeated ones as well. */
    API_CALLS("ApiCalls", Unit.COUNT, Dimension.CATEGORY, true),

    /** Requests that Cognito refused because there were too many, ours or others'. */
    THROTTLES("Throttles", Unit.COUNT, Dimension.CATEGORY, true),

    /** How many of an invocation's requests to Cognito were refused because there were too many. */
    THROTTLED_SHARE("ThrottledShare", Unit.PERCENT),

    /** Imports that restored everything that was planned. */
    IMPORTS_COMPLETED("ImportsCompleted", Unit.COUNT),

    /**
     * Executions of the import workflow that failed, timed out or were stopped, and imports that came to their end with
     * something missing.
     */
    IMPORTS_FAILED("ImportsFailed", Unit.COUNT),

    /** How many of the planned users need nothing more, as of the last comparison with the target. */
    IMPORT_PROGRESS("ImportProgress", Unit.PERCENT),

    /** Users of the plan of an import that has ended: restored, failed and skipped. */
    IMPORT_USERS_PLANNED("ImportUsersPlanned", Unit.COUNT),

    IMPORT_USERS_RESTORED("ImportUsersRestored", Unit.COUNT),

    IMPORT_USERS_FAILED("ImportUsersFailed", Unit.COUNT),

    IMPORT_USERS_SKIPPED("ImportUsersSkipped", Unit.COUNT),

    /** From the start of an import, or of the one that it resumes, until its report. */
    IMPORT_DURATION("ImportDuration", Unit.SECONDS),

    /** How long ago the newest complete export of a pool began that this Region knows of. */
    NEWEST_EXPORT_AGE("NewestExportAge", Unit.SECONDS, Dimension.USER_POOL),

    /** How long ago the newest export of a pool began that was found whole in this Region. */
    NEWEST_WHOLE_EXPORT_AGE("NewestWholeExportAge", Unit.SECONDS, Dimension.USER_POOL),

    /** Messages in a dead-letter queue, about. */
    DEAD_LETTERS("DeadLetters", Unit.COUNT, Dimension.QUEUE);

    private final String awsName;
    private final Unit unit;
    private final Optional<Dimension> by;
    private final boolean inTotalToo;

    Metric(String awsName, Unit unit) {
        this(awsName, unit, Optional.empty(), false);
    }

    Metric(String awsName, Unit unit, Dimension by) {
        this(awsName, unit, Optional.of(by), false);
    }

    Metric(String awsName, Unit unit, Dimension by, boolean inTotalToo) {
        this(awsName, unit, Optional.of(by), inTotalToo);
    }

    Metric(String awsName, Unit unit, Optional<Dimension> by, boolean inTotalToo) {
        this.awsName = awsName;
        this.unit = unit;
        this.by = by;
        this.inTotalToo = inTotalToo;
    }

    /** As it is written in CloudWatch. */
    public String awsName() {
        return awsName;
    }

    public Unit unit() {
        return unit;
    }

    /** What it is told apart by, beside the stack. */
    public Optional<Dimension> by() {
        return by;
    }

    /** The sets of dimensions under which it is published; each makes a metric of its own. */
    public List<List<Dimension>> dimensionSets() {
        List<Dimension> whole = List.of(Dimension.STACK);
        return by.map(dimension -> {
                    List<Dimension> apart = List.of(Dimension.STACK, dimension);
                    return inTotalToo ? List.of(apart, whole) : List.of(apart);
                })
                .orElse(List.of(whole));
    }
}
