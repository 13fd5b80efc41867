package cognitobackup.local.dynamodb;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Tags and point-in-time recovery, which DynamoDB Local does not know.
 *
 * <p>Point-in-time recovery is only remembered: no restore is built, so none can be asked for.
 */
final class TableExtras {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predicate<String> tableExists;
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    private final Map<String, Integer> recoveryDays = new ConcurrentHashMap<>();

    TableExtras(Predicate<String> tableExists) {
        this.tableExists = tableExists;
    }

    /** The answer, or nothing if the operation is not one of these. */
    Optional<JsonNode> call(String operation, JsonNode request) {
        return switch (operation) {
            case "TagResource" -> Optional.of(tag(request));
            case "UntagResource" -> Optional.of(untag(request));
            case "ListTagsOfResource" -> Optional.of(listTags(request));
            case "UpdateContinuousBackups" -> Optional.of(updateBackups(request));
            case "DescribeContinuousBackups" -> Optional.of(describeBackups(table(request, "TableName")));
            default -> Optional.empty();
        };
    }

    private JsonNode tag(JsonNode request) {
        Map<String, String> mine = tagsOf(table(request, "ResourceArn"));
        request.path("Tags")
                .forEach(tag ->
                        mine.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return JSON.createObjectNode();
    }

    private JsonNode untag(JsonNode request) {
        Map<String, String> mine = tagsOf(table(request, "ResourceArn"));
        request.path("TagKeys").forEach(key -> mine.remove(key.asText()));
        return JSON.createObjectNode();
    }

    private JsonNode listTags(JsonNode request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("Tags");
        tagsOf(table(request, "ResourceArn"))
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return answer;
    }

    private JsonNode updateBackups(JsonNode request) {
        String table = table(request, "TableName");
        JsonNode wanted = request.path("PointInTimeRecoverySpecification");
        if (wanted.path("PointInTimeRecoveryEnabled").asBoolean()) {
            recoveryDays.put(table, wanted.path("RecoveryPeriodInDays").asInt(35));
        } else {
            recoveryDays.remove(table);
        }
        return describeBackups(table);
    }

    private JsonNode describeBackups(String table) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode description =
                answer.putObject("ContinuousBackupsDescription").put("ContinuousBackupsStatus", "ENABLED");
        ObjectNode recovery = description.putObject("PointInTimeRecoveryDescription");
        Integer days = recoveryDays.get(table);
        recovery.put("PointInTimeRecoveryStatus", days == null ? "DISABLED" : "ENABLED");
        if (days != null) {
            recovery.put("RecoveryPeriodInDays", days);
        }
        return answer;
    }

    private Map<String, String> tagsOf(String table) {
        return tags.computeIfAbsent(table, any -> new TreeMap<>());
    }

    private String table(JsonNode request, String member) {
        String table = Arns.tableName(request.path(member).asText());
        if (!tableExists.test(table)) {
            throw AwsError.badRequest(
                    member.equals("TableName") ? "TableNotFoundException" : "ResourceNotFoundException",
                    "Table not found: " + table);
        }
        return table;
    }
}
