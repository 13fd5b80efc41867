package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members that an operation takes, with their constraints. Any other member is refused as not built. */
final class Members {
    private final Map<String, Constraint> constraints = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    static Members required(String... names) {
        Members members = new Members();
        for (String name : names) {
            members.required.add(name);
            members.constraints.put(name, ModelConstraints.of(name));
        }
        return members;
    }

    Members optional(String... names) {
        for (String name : names) {
            constraints.put(name, ModelConstraints.of(name));
        }
        return this;
    }

    /** Gives a member another constraint than the usual one. */
    Members constrained(String name, Constraint constraint) {
        constraints.put(name, constraint);
        return this;
    }

    /**
     * The request, once it satisfies the service model.
     *
     * @throws AwsError naming everything that is wrong with it
     */
    Request check(String operation, ObjectNode body) {
        ObjectNode given = body.deepCopy();
        List<String> absent = new ArrayList<>();
        given.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                absent.add(field.getKey());
            } else if (!constraints.containsKey(field.getKey())) {
                throw AwsError.notBuilt("Member " + field.getKey() + " of " + operation);
            }
        });
        given.remove(absent);
        List<String> violations = new ArrayList<>();
        constraints.forEach((name, constraint) -> {
            JsonNode value = given.get(name);
            if (value != null) {
                constraint.check(value, Constraint.lowerFirst(name), violations);
            } else if (required.contains(name)) {
                violations.add("Value null at '" + Constraint.lowerFirst(name)
                        + "' failed to satisfy constraint: Member must not be null");
            }
        });
        if (!violations.isEmpty()) {
            String detected = violations.size() == 1 ? " validation error detected: " : " validation errors detected: ";
            throw CognitoErrors.invalidParameter(violations.size() + detected + String.join("; ", violations));
        }
        return new Request(operation, given);
    }
}
