package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The members of a call, each checked; a member that the operation here does not know is refused by name. */
final class Request {
    private final String operation;
    private final ObjectNode members;

    Request(String operation, ObjectNode members, String... known) {
        this.operation = operation;
        this.members = members;
        Set<String> unknown = new TreeSet<>();
        members.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.copyOf(Arrays.asList(known)));
        if (!unknown.isEmpty()) {
            throw AwsError.notBuilt("Step Functions " + operation + " with " + String.join(", ", unknown));
        }
    }

    String text(String member) {
        String text = textOr(member, null);
        if (text == null) {
            throw invalid("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    String textOr(String member, String otherwise) {
        JsonNode value = members.get(member);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw invalid("Value at '" + member + "' of " + operation + " is no string");
        }
        return value.textValue();
    }

    int whole(String member, int otherwise, int most) {
        JsonNode value = members.get(member);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
            throw invalid("Value at '" + member + "' of " + operation + " must be between 0 and " + most);
        }
        // Zero means the default, as at AWS.
        return value.intValue() == 0 ? otherwise : value.intValue();
    }

    boolean flag(String member, boolean otherwise) {
        return members.path(member).asBoolean(otherwise);
    }

    /** Those members of a call that are kept as they come. */
    ObjectNode pick(String... names) {
        ObjectNode picked = members.deepCopy();
        picked.retain(names);
        return picked;
    }

    static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }
}
