package cognitobackup.stacks;

import com.pulumi.aws.dynamodb.outputs.GetTableGlobalSecondaryIndex;
import com.pulumi.aws.dynamodb.outputs.GetTableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table lacks to be the backup's table. Restoring a table by point-in-time recovery brings back neither its
 * replicas nor its stream, time to live, recovery, protection and tags
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.Tutorial.html).
 *
 * @param name the table's name
 * @param region where it is
 * @param secondaryRegion where its replica is
 * @param key the customer managed key that it should have; empty for DynamoDB's own
 */
record TableCheck(String name, String region, String secondaryRegion, Optional<String> key) {
    /** @throws InvalidSettingsException where the table is of another form than a backup's */
    GetTableResult requireForm(GetTableResult table) {
        if (!"pk".equals(table.hashKey()) || !"sk".equals(table.rangeKey())) {
            throw new InvalidSettingsException(List.of(Settings.PROJECT + ":existingTable is '" + name
                    + "', whose keys are " + table.hashKey() + " and " + table.rangeKey()
                    + ". Allowed: a table that this project made, or a restored copy of one, with the keys pk and sk."
                    + " The table of the retired AWS architecture is read with retiredTable."));
        }
        return table;
    }

    /**
     * The functions may use the key that the configuration names: another one leaves them without the table. Of no key
     * it cannot be told whether it should be there, since DynamoDB's own has an ARN as well.
     *
     * @throws InvalidSettingsException where the table is encrypted with another key than the configured one
     */
    GetTableResult requireKey(GetTableResult table) {
        var actual = table.serverSideEncryption().kmsKeyArn();
        if (key.isPresent() && !key.get().equals(actual)) {
            throw new InvalidSettingsException(List.of(Settings.PROJECT + ":tableKey is '" + key.get()
                    + "', but the table '" + name + "' is encrypted with "
                    + (actual == null || actual.isEmpty() ? "a key of DynamoDB" : "'" + actual + "'")
                    + ". Set tableKey to the key that the table has. To encrypt it with another one, export into a new"
                    + " table: its key is chosen when it is made."));
        }
        return table;
    }

    /** What the table lacks in its own Region. */
    List<String> lacks(GetTableResult table) {
        var lacks = new ArrayList<String>();
        if (table.globalSecondaryIndexes().stream().noneMatch(TableCheck::findsIdentities)) {
            lacks.add("the index " + BackupTable.INDEX + ", without which imports cannot select users by name: "
                    + update("--attribute-definitions AttributeName=identity,AttributeType=S"
                            + " --global-secondary-index-updates '[{\"Create\":{\"IndexName\":\"" + BackupTable.INDEX
                            + "\",\"KeySchema\":[{\"AttributeName\":\"identity\",\"KeyType\":\"HASH\"}],"
                            + "\"Projection\":{\"ProjectionType\":\"KEYS_ONLY\"}}}]'"));
        }
        if (!table.streamEnabled() || !"NEW_AND_OLD_IMAGES".equals(table.streamViewType())) {
            lacks.add("a stream of new and old images, which replicas follow: "
                    + update("--stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES"));
        }
        if (table.replicas().stream().noneMatch(replica -> secondaryRegion.equals(replica.regionName()))) {
            lacks.add("a replica in " + secondaryRegion + ", so that no restore is possible there: "
                    + update("--replica-updates '[{\"Create\":{\"RegionName\":\"" + secondaryRegion + "\"}}]'"));
        }
        if (!table.ttl().enabled() || !BackupTable.EXPIRY.equals(table.ttl().attributeName())) {
            lacks.add("the time to live by " + BackupTable.EXPIRY + ", so that nothing is ever removed: "
                    + command("update-time-to-live", region)
                    + " --time-to-live-specification Enabled=true,AttributeName=" + BackupTable.EXPIRY);
        }
        lacks.addAll(lacksOfEach(table, region));
        if (!Objects.equals(BackupTable.TAGS.get(BackupTable.TAG), table.tags().get(BackupTable.TAG))) {
            lacks.add("the tag " + BackupTable.TAG + ": aws dynamodb tag-resource --region " + region
                    + " --resource-arn " + table.arn() + " --tags Key=" + BackupTable.TAG + ",Value="
                    + BackupTable.TAGS.get(BackupTable.TAG));
        }
        return lacks;
    }

    /** What the replica lacks in the other Region. */
    List<String> lacksOfReplica(GetTableResult replica) {
        return lacksOfEach(replica, secondaryRegion);
    }

    private List<String> lacksOfEach(GetTableResult table, String where) {
        var lacks = new ArrayList<String>();
        if (!table.pointInTimeRecovery().enabled()) {
            lacks.add("point-in-time recovery in " + where + ": " + command("update-continuous-backups", where)
                    + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true");
        }
        if (!table.deletionProtectionEnabled()) {
            lacks.add("deletion protection in " + where + ": " + command("update-table", where)
                    + " --deletion-protection-enabled");
        }
        return lacks;
    }

    private static boolean findsIdentities(GetTableGlobalSecondaryIndex index) {
        return BackupTable.INDEX.equals(index.name()) && "identity".equals(index.hashKey());
    }

    private String update(String change) {
        return command("update-table", region) + " " + change;
    }

    private String command(String operation, String where) {
        return "aws dynamodb " + operation + " --region " + where + " --table-name " + name;
    }
}
