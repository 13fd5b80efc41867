package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a definition, all of it, each with where. */
final class Problems {
    private final List<String> problems = new ArrayList<>();

    /** @param path such as {@code /States/Work/Next} */
    void schema(String what, String path) {
        add("SCHEMA_VALIDATION_FAILED", what, path);
    }

    void add(String code, String what, String path) {
        problems.add(code + ": " + what + " at " + (path.isEmpty() ? "/" : path));
    }

    /** What AWS would take, and this local AWS does not: refused at once, by name. */
    static AwsError notBuilt(String what, String path) {
        return AwsError.notBuilt("Step Functions: " + what + " at " + (path.isEmpty() ? "/" : path));
    }

    /** @throws AwsError InvalidDefinition, if there is any problem */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw AwsError.badRequest(
                    "InvalidDefinition", "Invalid State Machine Definition: '" + String.join("', '", problems) + "'");
        }
    }
}
