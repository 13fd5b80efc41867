package cognitobackup.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A change of one item together with what must be true of the item for it. Paths name attributes, with dots between
 * the levels of maps. Not thread-safe.
 */
final class ConditionalWrite {
    private final ItemKey key;
    private final List<String> sets = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    ConditionalWrite(ItemKey key) {
        this.key = key;
    }

    ConditionalWrite set(String path, AttributeValue value) {
        sets.add(name(path) + " = " + value(value));
        return this;
    }

    ConditionalWrite remove(String path) {
        removals.add(name(path));
        return this;
    }

    ConditionalWrite ifEquals(String path, AttributeValue value) {
        conditions.add(name(path) + " = " + value(value));
        return this;
    }

    ConditionalWrite ifAbsent(String path) {
        conditions.add("attribute_not_exists(" + name(path) + ")");
        return this;
    }

    ConditionalWrite ifPresent(String path) {
        conditions.add("attribute_exists(" + name(path) + ")");
        return this;
    }

    UpdateItemRequest asUpdate(String tableName) {
        String expression = updateExpression();
        return UpdateItemRequest.builder()
                .tableName(tableName)
                .key(key.attributes())
                .updateExpression(expression)
                .conditionExpression(condition())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
    }

    DeleteItemRequest asDelete(String tableName) {
        return DeleteItemRequest.builder()
                .tableName(tableName)
                .key(key.attributes())
                .conditionExpression(condition())
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .build();
    }

    TransactWriteItem asPartOfTransaction(String tableName) {
        if (sets.isEmpty() && removals.isEmpty()) {
            ConditionCheck check = ConditionCheck.builder()
                    .tableName(tableName)
                    .key(key.attributes())
                    .conditionExpression(condition())
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values.isEmpty() ? null : values)
                    .build();
            return TransactWriteItem.builder().conditionCheck(check).build();
        }
        String expression = updateExpression();
        Update update = Update.builder()
                .tableName(tableName)
                .key(key.attributes())
                .updateExpression(expression)
                .conditionExpression(condition())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    /** An update may create the item, so it always sets the format version. */
    private String updateExpression() {
        String version = name(FormatVersion.ATTRIBUTE) + " = " + value(FormatVersion.VALUE);
        List<String> allSets = new ArrayList<>(sets);
        allSets.add(version);
        String expression = "SET " + String.join(", ", allSets);
        return removals.isEmpty() ? expression : expression + " REMOVE " + String.join(", ", removals);
    }

    private String condition() {
        return conditions.isEmpty() ? null : String.join(" AND ", conditions);
    }

    /** Every name goes through a placeholder: many ordinary words are reserved in expressions. */
    private String name(String path) {
        List<String> placeholders = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            names.put("#" + part, part);
            placeholders.add("#" + part);
        }
        return String.join(".", placeholders);
    }

    private String value(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }
}
