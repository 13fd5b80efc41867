package cognitobackup.deployer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/** Tables of DynamoDB. Nothing is encrypted, but their users must be allowed to use a key that is given. */
final class TableHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 255);
        String arn = place.arn(registration, "dynamodb", "table/" + name);
        return Outputs.of(name, registration)
                .with("name", name)
                .with("arn", arn)
                .with("streamArn", arn + "/stream/2026-01-01T00:00:00.000");
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name", "replicas");
        String name = described.id();
        try (DynamoDbClient dynamoDb = target.clients(registration.region()).dynamoDb()) {
            dynamoDb.createTable(request(inputs, name));
            inputs.object("ttl")
                    .filter(ttl -> ttl.flag("enabled"))
                    .ifPresent(ttl -> dynamoDb.updateTimeToLive(
                            request -> request.tableName(name).timeToLiveSpecification(wanted -> wanted.enabled(true)
                                    .attributeName(ttl.requiredText("attributeName")))));
            inputs.object("pointInTimeRecovery")
                    .filter(recovery -> recovery.flag("enabled"))
                    .ifPresent(recovery -> dynamoDb.updateContinuousBackups(request -> request.tableName(name)
                            .pointInTimeRecoverySpecification(wanted -> wanted.pointInTimeRecoveryEnabled(true))));
            var table =
                    dynamoDb.describeTable(request -> request.tableName(name)).table();
            List<Tag> tags = tags(inputs);
            if (!tags.isEmpty()) {
                dynamoDb.tagResource(
                        request -> request.resourceArn(table.tableArn()).tags(tags));
            }
            inputs.object("serverSideEncryption")
                    .flatMap(encryption -> encryption.text("kmsKeyArn"))
                    .ifPresent(key -> target.iam().encrypt(table.tableArn(), key));
            inputs.requireAllSeen();
            Outputs created = described.with("arn", table.tableArn());
            return table.latestStreamArn() == null ? created : created.with("streamArn", table.latestStreamArn());
        }
    }

    private static CreateTableRequest request(Inputs inputs, String name) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(inputs.requiredText("billingMode"))
                .keySchema(keys(inputs.requiredText("hashKey"), inputs.text("rangeKey")))
                .attributeDefinitions(inputs.objects("attributes").stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.requiredText("name"))
                                .attributeType(attribute.requiredText("type"))
                                .build())
                        .toList())
                .deletionProtectionEnabled(inputs.flag("deletionProtectionEnabled"));
        List<GlobalSecondaryIndex> indexes = inputs.objects("globalSecondaryIndexes").stream()
                .map(TableHandler::index)
                .toList();
        if (!indexes.isEmpty()) {
            request.globalSecondaryIndexes(indexes);
        }
        Optional<String> view = inputs.text("streamViewType");
        if (inputs.flag("streamEnabled")) {
            request.streamSpecification(stream -> stream.streamEnabled(true).streamViewType(view.orElseThrow()));
        }
        return request.build();
    }

    private static GlobalSecondaryIndex index(Inputs index) {
        GlobalSecondaryIndex built = GlobalSecondaryIndex.builder()
                .indexName(index.requiredText("name"))
                .keySchema(keys(index.requiredText("hashKey"), index.text("rangeKey")))
                .projection(projection -> {
                    projection.projectionType(index.requiredText("projectionType"));
                    List<String> attributes = index.texts("nonKeyAttributes");
                    if (!attributes.isEmpty()) {
                        projection.nonKeyAttributes(attributes);
                    }
                })
                .build();
        index.requireAllSeen();
        return built;
    }

    private static List<KeySchemaElement> keys(String hash, Optional<String> range) {
        List<KeySchemaElement> keys = new ArrayList<>();
        keys.add(KeySchemaElement.builder()
                .attributeName(hash)
                .keyType(KeyType.HASH)
                .build());
        range.ifPresent(name -> keys.add(KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.RANGE)
                .build()));
        return keys;
    }

    private static List<Tag> tags(Inputs inputs) {
        List<Tag> tags = new ArrayList<>();
        inputs.any("tags").ifPresent(all -> ((Map<?, ?>) all)
                .forEach((key, value) -> tags.add(Tag.builder()
                        .key(String.valueOf(key))
                        .value(String.valueOf(value))
                        .build())));
        return tags;
    }
}
