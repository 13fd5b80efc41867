package cognitobackup.stacks;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The metrics that the functions print, as far as alarms and the dashboard use them. The functions' own list is the one
 * that counts; a test holds these against the lines that the functions really print.
 */
enum Metric {
    EXPORTS_COMPLETED("ExportsCompleted", "Count", "UserPoolId"),
    EXPORTS_SKIPPED("ExportsSkipped", "Count"),
    EXPORTS_FAILED("ExportsFailed", "Count"),
    DELETION_GUARD_STOPS("DeletionGuardStops", "Count"),
    USERS("Users", "Count", "UserPoolId"),
    GROUPS("Groups", "Count", "UserPoolId"),
    MEMBERSHIPS("Memberships", "Count", "UserPoolId"),
    RECORDS_CREATED("RecordsCreated", "Count", "UserPoolId"),
    RECORDS_UPDATED("RecordsUpdated", "Count", "UserPoolId"),
    RECORDS_DELETED("RecordsDeleted", "Count", "UserPoolId"),
    RECORDS_MISSED_BY_LISTING("RecordsMissedByListing", "Count", "UserPoolId"),
    EXPORT_DURATION("ExportDuration", "Seconds", "UserPoolId"),
    API_CALLS("ApiCalls", "Count"),
    API_CALLS_BY_CATEGORY("ApiCalls", "Count", "Category"),
    THROTTLED_SHARE("ThrottledShare", "Percent"),
    THROTTLES("Throttles", "Count"),
    THROTTLES_BY_CATEGORY("Throttles", "Count", "Category"),
    IMPORTS_COMPLETED("ImportsCompleted", "Count"),
    IMPORTS_FAILED("ImportsFailed", "Count"),
    IMPORT_PROGRESS("ImportProgress", "Percent"),
    IMPORT_USERS_PLANNED("ImportUsersPlanned", "Count"),
    IMPORT_USERS_RESTORED("ImportUsersRestored", "Count"),
    IMPORT_USERS_FAILED("ImportUsersFailed", "Count"),
    IMPORT_USERS_SKIPPED("ImportUsersSkipped", "Count"),
    IMPORT_DURATION("ImportDuration", "Seconds"),
    NEWEST_EXPORT_AGE("NewestExportAge", "Seconds", "UserPoolId"),
    NEWEST_WHOLE_EXPORT_AGE("NewestWholeExportAge", "Seconds", "UserPoolId"),
    DEAD_LETTERS("DeadLetters", "Count", "Queue");

    static final String NAMESPACE = "CognitoBackup";

    private static final String STACK = "Stack";

    private final String awsName;
    private final String unit;
    private final Optional<String> by;

    Metric(String awsName, String unit) {
        this(awsName, unit, Optional.empty());
    }

    Metric(String awsName, String unit, String by) {
        this(awsName, unit, Optional.of(by));
    }

    Metric(String awsName, String unit, Optional<String> by) {
        this.awsName = awsName;
        this.unit = unit;
        this.by = by;
    }

    String awsName() {
        return awsName;
    }

    String unit() {
        return unit;
    }

    /** The dimensions of a metric of the whole stack. */
    Map<String, String> dimensions(String stack) {
        if (by.isPresent()) {
            throw new IllegalArgumentException("The metric " + this + " is told apart by " + by.get() + ".");
        }
        return Map.of(STACK, stack);
    }

    /** @param of the value of the dimension by which the metric is told apart */
    Map<String, String> dimensions(String stack, String of) {
        var dimensions = new TreeMap<String, String>();
        dimensions.put(STACK, stack);
        dimensions.put(by.orElseThrow(), of);
        return dimensions;
    }
}
