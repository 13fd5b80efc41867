package cognitobackup.deployer;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;

/** Replicas of tables: created in the Region of the resource's provider. */
final class TableReplicaHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        TableArn table = TableArn.parse(Inputs.of(registration).requiredText("globalTableArn"));
        return Outputs.of(table.name() + ":" + table.region(), registration)
                .with("arn", place.arn(registration, "dynamodb", "table/" + table.name()));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("tableClassOverride", "tags");
        TableArn table = TableArn.parse(inputs.requiredText("globalTableArn"));
        try (DynamoDbClient original = target.clients(table.region()).dynamoDb();
                DynamoDbClient replica = target.clients(registration.region()).dynamoDb()) {
            original.updateTable(request -> request.tableName(table.name())
                    .replicaUpdates(List.of(ReplicationGroupUpdate.builder()
                            .create(create -> create.regionName(registration.region()))
                            .build())));
            if (inputs.flag("pointInTimeRecovery")) {
                replica.updateContinuousBackups(request -> request.tableName(table.name())
                        .pointInTimeRecoverySpecification(wanted -> wanted.pointInTimeRecoveryEnabled(true)));
            }
            if (inputs.flag("deletionProtectionEnabled")) {
                replica.updateTable(request -> request.tableName(table.name()).deletionProtectionEnabled(true));
            }
            inputs.text("kmsKeyArn").ifPresent(key -> target.iam()
                    .encrypt(String.valueOf(described.state().get("arn")), key));
            inputs.requireAllSeen();
            return described;
        }
    }

    private record TableArn(String region, String name) {
        static TableArn parse(String arn) {
            return new TableArn(arn.split(":", -1)[3], arn.substring(arn.indexOf('/') + 1));
        }
    }
}
