package cognitobackup.stacks;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.TableReplica;
import com.pulumi.aws.dynamodb.TableReplicaArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TableGlobalSecondaryIndexArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableServerSideEncryptionArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import com.pulumi.core.Output;
import java.util.Map;
import java.util.Optional;

/** The table that holds the backups, and its replica in the secondary Region. Both outlive the stack. */
final class BackupTable extends Component {
    /** Finds what is held for an identity. */
    static final String INDEX = "byIdentity";

    /** The attribute by which items are removed in time. */
    static final String EXPIRY = "expiresAt";

    static final String TAG = "project";

    /** By which the table is known when its stack is gone. */
    static final Map<String, String> TAGS = Map.of(TAG, Settings.PROJECT);

    final Output<String> name;

    BackupTable(Site site, Settings settings) {
        super("BackupTable");
        var table = new Table(
                site.name("table"),
                TableArgs.builder()
                        .billingMode("PAY_PER_REQUEST")
                        .hashKey("pk")
                        .rangeKey("sk")
                        .attributes(text("pk"), text("sk"), text("identity"))
                        .globalSecondaryIndexes(TableGlobalSecondaryIndexArgs.builder()
                                .name(INDEX)
                                .hashKey("identity")
                                .projectionType("KEYS_ONLY")
                                .build())
                        // Replicas follow the stream, and need both images.
                        .streamEnabled(true)
                        .streamViewType("NEW_AND_OLD_IMAGES")
                        .ttl(TableTtlArgs.builder()
                                .attributeName(EXPIRY)
                                .enabled(true)
                                .build())
                        .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder()
                                .enabled(true)
                                .build())
                        // With a key in each Region, DynamoDB's own or given: the replica depends on no key of the
                        // primary.
                        .serverSideEncryption(encryption(settings.tableKey()))
                        .deletionProtectionEnabled(true)
                        .tags(site.tags())
                        .build(),
                // The replica is a resource of its own; without this, every update would take it for drift and remove
                // it.
                child().ignoreChanges("replicas")
                        .protect(true)
                        .retainOnDelete(true)
                        .build());
        var secondary = new Provider(
                "secondary-region",
                ProviderArgs.builder()
                        .region(settings.secondaryRegion().orElseThrow())
                        .build(),
                child().build());
        new TableReplica(
                site.name("table-replica"),
                replica(site, table.arn(), settings.replicaKey()),
                child().provider(secondary).protect(true).retainOnDelete(true).build());
        this.name = table.name();
        registerOutputs(Map.of("tableName", name));
    }

    private static TableServerSideEncryptionArgs encryption(Optional<String> key) {
        var encryption = TableServerSideEncryptionArgs.builder().enabled(true);
        key.ifPresent(encryption::kmsKeyArn);
        return encryption.build();
    }

    /** Its key cannot be changed: the replica would be made anew, which its protection refuses. */
    private static TableReplicaArgs replica(Site site, Output<String> tableArn, Optional<String> key) {
        var replica = TableReplicaArgs.builder()
                .globalTableArn(tableArn)
                .pointInTimeRecovery(true)
                .deletionProtectionEnabled(true)
                .tags(site.tags());
        key.ifPresent(replica::kmsKeyArn);
        return replica.build();
    }

    private static TableAttributeArgs text(String name) {
        return TableAttributeArgs.builder().name(name).type("S").build();
    }
}
