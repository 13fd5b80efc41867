package cognitobackup.retired;

import cognitobackup.function.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** The retired architecture's table of one pool. All reads are strongly consistent; there are no writes. */
final class RetiredTable {
    /**
     * The parts in which the table is scanned, one at a time. The number of a part says where to go on, where the last
     * key that was read would be somebody's group. A table of 10 GB has parts of 40 MB.
     */
    static final int SEGMENTS = 256;

    private static final int MEMBERS_ON_A_PAGE = 100;

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html. */
    private static final int BATCH_GET_KEYS = 100;

    private final DynamoDbClient client;
    private final String name;
    private final Optional<Instant> lastExport;
    private final Optional<String> userType;

    /**
     * Opens a table.
     *
     * @throws RefusedException where there is no such table in this Region, or it is not the architecture's
     */
    RetiredTable(DynamoDbClient client, String name) {
        this.client = client;
        this.name = name;
        Optional<RetiredItem> last = lastExportItem();
        this.lastExport = last.flatMap(item -> item.time(RetiredItem.LAST_EXPORT_TIME));
        // Users have the installation's id in their type as well.
        this.userType = last.map(RetiredItem::type)
                .filter(type -> type.startsWith(RetiredItem.LAST_EXPORT_TYPE))
                .map(type -> RetiredItem.USER + type.substring(RetiredItem.LAST_EXPORT_TYPE.length()));
    }

    private Optional<RetiredItem> lastExportItem() {
        try {
            return byId(RetiredItem.LAST_EXPORT).stream()
                    .max(Comparator.comparing(
                            item -> item.time(RetiredItem.LAST_EXPORT_TIME).orElse(Instant.EPOCH)));
        } catch (ResourceNotFoundException e) {
            throw new RefusedException("There is no table '" + name + "' in this Region. Allowed as retiredTable: the"
                    + " backup table of the retired architecture, in the Region of the pool.");
        } catch (DynamoDbException e) {
            if (e.awsErrorDetails() != null
                    && "ValidationException".equals(e.awsErrorDetails().errorCode())) {
                throw new RefusedException("The table '" + name + "' has other keys than id and type. Allowed as"
                        + " retiredTable: the backup table of the retired architecture.");
            }
            throw e;
        }
    }

    /** When the last export that came to its end began, where one did. */
    Optional<Instant> lastExport() {
        return lastExport;
    }

    /** The items of one record: one, unless two installations wrote to the table. */
    List<RetiredItem> byId(String id) {
        // Two items at least are on a page.
        return client.query(ofId(id).build()).items().stream()
                .map(RetiredItem::new)
                .toList();
    }

    /** One of {@link #SEGMENTS} parts of the table, but only the items whose id begins with this. */
    void segment(int segment, String idPrefix, Consumer<RetiredItem> items) {
        client.scanPaginator(ScanRequest.builder()
                        .tableName(name)
                        .consistentRead(true)
                        .segment(segment)
                        .totalSegments(SEGMENTS)
                        .filterExpression("begins_with(#id, :prefix)")
                        .expressionAttributeNames(Map.of("#id", RetiredItem.ID))
                        .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(idPrefix)))
                        .build())
                .items()
                .forEach(item -> items.accept(new RetiredItem(item)));
    }

    /** The users who signed in with something else than their username, from the whole table, until told to stop. */
    void usersWithAnotherIdentity(Consumer<RetiredItem> users, BooleanSupplier enough) {
        for (var page : client.scanPaginator(ScanRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .filterExpression("begins_with(#id, :prefix) AND #username <> #signsInWith")
                .expressionAttributeNames(
                        Map.of("#id", RetiredItem.ID, "#username", "username", "#signsInWith", "pseudoUsername"))
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(RetiredItem.USER)))
                .build())) {
            page.items().forEach(item -> users.accept(new RetiredItem(item)));
            if (enough.getAsBoolean()) {
                return;
            }
        }
    }

    /**
     * Some memberships of a group, by sub.
     *
     * @param lastSub where to go on; empty is the end
     */
    record Members(List<RetiredItem> items, Optional<String> lastSub) {}

    /** A hundred memberships, or more where those do not say with a sub where to go on; fewer at the end. */
    Members members(String groupName, Optional<String> afterSub) {
        String id = RetiredItem.MEMBERSHIP + groupName;
        List<RetiredItem> members = new ArrayList<>();
        Optional<String> after = afterSub.map(sub -> RetiredItem.MEMBERSHIP + sub);
        while (true) {
            QueryRequest.Builder request = ofId(id).limit(MEMBERS_ON_A_PAGE);
            after.ifPresent(type -> request.exclusiveStartKey(
                    Map.of(RetiredItem.ID, AttributeValue.fromS(id), RetiredItem.TYPE, AttributeValue.fromS(type))));
            var answer = client.query(request.build());
            answer.items().forEach(item -> members.add(new RetiredItem(item)));
            if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
                return new Members(members, Optional.empty());
            }
            Optional<String> lastSub = members.get(members.size() - 1).subOfMembership();
            if (lastSub.isPresent()) {
                return new Members(members, lastSub);
            }
            after = Optional.of(answer.lastEvaluatedKey().get(RetiredItem.TYPE).s());
        }
    }

    /** The users with these subs, by sub. */
    Map<String, RetiredItem> users(Collection<String> subs) {
        Map<String, RetiredItem> users = new HashMap<>();
        userType.ifPresent(type -> {
            List<Map<String, AttributeValue>> keys = subs.stream()
                    .distinct()
                    .limit(BATCH_GET_KEYS)
                    .map(sub -> Map.of(
                            RetiredItem.ID,
                            AttributeValue.fromS(RetiredItem.USER + sub),
                            RetiredItem.TYPE,
                            AttributeValue.fromS(type)))
                    .toList();
            if (!keys.isEmpty()) {
                client.batchGetItem(batch -> batch.requestItems(Map.of(
                                name,
                                KeysAndAttributes.builder()
                                        .keys(keys)
                                        .consistentRead(true)
                                        .build())))
                        .responses()
                        .getOrDefault(name, List.of())
                        .forEach(item -> users.put(
                                item.get(RetiredItem.ID).s().substring(RetiredItem.USER.length()),
                                new RetiredItem(item)));
            }
        });
        // Whoever is left was too many, has another type, was left unprocessed, or is not there.
        subs.stream().filter(sub -> !users.containsKey(sub)).forEach(sub -> user(sub)
                .ifPresent(item -> users.put(sub, item)));
        return users;
    }

    Optional<RetiredItem> user(String sub) {
        return byId(RetiredItem.USER + sub).stream().max(RetiredItem.BY_CONFIRMATION);
    }

    Optional<RetiredItem> group(String groupName) {
        return byId(RetiredItem.GROUP + groupName).stream().max(RetiredItem.BY_CONFIRMATION);
    }

    private QueryRequest.Builder ofId(String id) {
        return QueryRequest.builder()
                .tableName(name)
                .consistentRead(true)
                .keyConditionExpression("#id = :id")
                .expressionAttributeNames(Map.of("#id", RetiredItem.ID))
                .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(id)));
    }
}
