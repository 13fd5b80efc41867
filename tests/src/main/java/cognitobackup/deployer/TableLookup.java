package cognitobackup.deployer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Answers the program's {@code aws.dynamodb.getTable} as AWS's provider does. Encryption is recorded only. */
final class TableLookup {
    private final Target target;

    TableLookup(Target target) {
        this.target = target;
    }

    Map<String, Object> table(String name, String region) {
        try (DynamoDbClient dynamoDb = target.clients(region).dynamoDb()) {
            TableDescription table =
                    dynamoDb.describeTable(request -> request.tableName(name)).table();
            boolean streams = table.streamSpecification() != null
                    && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
            Map<String, Object> answer = assumed(
                    name,
                    table.replicas().stream()
                            .map(ReplicaDescription::regionName)
                            .toList());
            answer.put("arn", table.tableArn());
            answer.put("hashKey", key(table.keySchema(), KeyType.HASH));
            answer.put("rangeKey", key(table.keySchema(), KeyType.RANGE));
            answer.put("deletionProtectionEnabled", Boolean.TRUE.equals(table.deletionProtectionEnabled()));
            answer.put(
                    "globalSecondaryIndexes",
                    table.globalSecondaryIndexes().stream()
                            .map(index -> index(
                                    index.indexName(),
                                    key(index.keySchema(), KeyType.HASH),
                                    index.projection().projectionTypeAsString()))
                            .toList());
            answer.put("streamEnabled", streams);
            answer.put("streamViewType", streams ? table.streamSpecification().streamViewTypeAsString() : "");
            answer.put("streamArn", streams ? table.latestStreamArn() : "");
            answer.put("ttl", timeToLive(dynamoDb, name));
            answer.put("pointInTimeRecovery", recovery(dynamoDb, name));
            answer.put("tags", tags(dynamoDb, table.tableArn()));
            return answer;
        }
    }

    /** A table as this project makes it, where there is no AWS to look at. */
    static Map<String, Object> assumed(String name, List<String> replicas) {
        Map<String, Object> table = new HashMap<>();
        table.put("id", name);
        table.put("name", name);
        table.put("arn", "arn:aws:dynamodb:::table/" + name);
        table.put("attributes", List.of());
        table.put("billingMode", "PAY_PER_REQUEST");
        table.put("deletionProtectionEnabled", true);
        table.put("globalSecondaryIndexes", List.of(index("byIdentity", "identity", "KEYS_ONLY")));
        table.put("hashKey", "pk");
        table.put("rangeKey", "sk");
        table.put("localSecondaryIndexes", List.of());
        table.put("onDemandThroughputs", List.of());
        table.put("pointInTimeRecovery", Map.of("enabled", true, "recoveryPeriodInDays", 35));
        table.put("readCapacity", 0);
        table.put("writeCapacity", 0);
        table.put(
                "replicas",
                replicas.stream()
                        .map(region -> Map.of("regionName", region, "kmsKeyArn", ""))
                        .toList());
        table.put("serverSideEncryption", Map.of("enabled", true, "kmsKeyArn", ""));
        table.put("streamArn", "");
        table.put("streamEnabled", true);
        table.put("streamLabel", "");
        table.put("streamViewType", "NEW_AND_OLD_IMAGES");
        table.put("tableClass", "STANDARD");
        table.put("tags", Map.of("project", "cognito-user-profiles-export"));
        table.put("ttl", Map.of("enabled", true, "attributeName", "expiresAt"));
        return table;
    }

    private static Map<String, Object> index(String name, String hashKey, String projection) {
        return Map.of(
                "name",
                name,
                "hashKey",
                hashKey,
                "rangeKey",
                "",
                "projectionType",
                projection,
                "nonKeyAttributes",
                List.of(),
                "onDemandThroughputs",
                List.of(),
                "readCapacity",
                0,
                "writeCapacity",
                0);
    }

    private static String key(List<KeySchemaElement> keys, KeyType type) {
        return keys.stream()
                .filter(key -> key.keyType() == type)
                .map(KeySchemaElement::attributeName)
                .findFirst()
                .orElse("");
    }

    private static Map<String, Object> timeToLive(DynamoDbClient dynamoDb, String name) {
        var description =
                dynamoDb.describeTimeToLive(request -> request.tableName(name)).timeToLiveDescription();
        boolean enabled = description.timeToLiveStatus() == TimeToLiveStatus.ENABLED;
        return Map.of("enabled", enabled, "attributeName", enabled ? description.attributeName() : "");
    }

    private static Map<String, Object> recovery(DynamoDbClient dynamoDb, String name) {
        var description = dynamoDb.describeContinuousBackups(request -> request.tableName(name))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
        boolean enabled = description.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED;
        return Map.of("enabled", enabled, "recoveryPeriodInDays", enabled ? description.recoveryPeriodInDays() : 0);
    }

    private static Map<String, Object> tags(DynamoDbClient dynamoDb, String arn) {
        Map<String, Object> tags = new HashMap<>();
        for (Tag tag :
                dynamoDb.listTagsOfResource(request -> request.resourceArn(arn)).tags()) {
            tags.put(tag.key(), tag.value());
        }
        return tags;
    }
}
