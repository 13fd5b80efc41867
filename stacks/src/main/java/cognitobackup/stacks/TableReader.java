package cognitobackup.stacks;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where the backups are: in a table of the stack's own, in one that is there already, or in another stack's. */
final class TableReader {
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");

    private static final Pattern STACK = Pattern.compile("[^/\\s]+/[^/\\s]+/[^/\\s]+");
    private static final String PRIMARY = "the primary stack";

    private final ConfiguredValues values;
    private final Settings.Role role;
    private final String region;

    TableReader(ConfiguredValues values, Settings.Role role, String region) {
        this.values = values;
        this.role = role;
        this.region = region;
    }

    /** A global table is in one partition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html. */
    Optional<String> secondaryRegion() {
        var allowed = "another AWS Region than this stack's, of its partition " + Arn.partition(region)
                + ", like eu-west-1 in the partition aws";
        if (isSecondary()) {
            return values.absent("secondaryRegion", PRIMARY);
        }
        var value = values.required("secondaryRegion", allowed);
        value.filter(text -> !Arn.REGION.matcher(text).matches()
                        || text.equals(region)
                        || !Arn.partition(text).equals(Arn.partition(region)))
                .ifPresent(text -> values.refuse("secondaryRegion", text, allowed));
        return value;
    }

    Optional<String> existingTable() {
        return isSecondary()
                ? values.absent("existingTable", PRIMARY)
                : values.matching("existingTable", NAME, "the name of a DynamoDB table, 3 to 255 of a-z A-Z 0-9 _ . -");
    }

    Optional<String> tableKey() {
        return KeysReader.key(values, "tableKey", region);
    }

    Optional<String> replicaKey() {
        if (isSecondary()) {
            return values.absent("replicaKey", PRIMARY);
        }
        if (values.text("replicaKey").isPresent() != values.text("tableKey").isPresent()) {
            values.problem(ConfiguredValues.named("tableKey") + " and " + ConfiguredValues.named("replicaKey")
                    + " must be set both or neither: a table and its replica have keys of one kind.");
        }
        return KeysReader.key(
                values, "replicaKey", values.text("secondaryRegion").orElse(""));
    }

    Optional<String> primaryStack() {
        var allowed = "the primary stack as organization/project/stack";
        if (!isSecondary()) {
            return values.absent("primaryStack", "the secondary stack");
        }
        values.required("primaryStack", allowed);
        return values.matching("primaryStack", STACK, allowed);
    }

    private boolean isSecondary() {
        return role == Settings.Role.SECONDARY;
    }
}
