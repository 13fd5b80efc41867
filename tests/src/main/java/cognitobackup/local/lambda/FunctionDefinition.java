package cognitobackup.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What makes a function.
 *
 * @param handler the class whose {@code handleRequest} is called
 * @param archive the jar that holds it, which nobody may change from then on
 * @param environment its own variables; those that Lambda sets come on top
 * @param timeout 1 to 900 s
 * @param memoryMegabytes 128 to 10,240; not enforced
 * @param role the ARN of the role whose policies say what its code may do
 * @param logGroup the name of the log group that its output goes to, as far as the role may write there
 * @param version {@link #LATEST}, or the number of one that was published
 */
public record FunctionDefinition(
        String name,
        String handler,
        Path archive,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes,
        String role,
        String logGroup,
        String version) {
    /** What a function is before, and between, its publications. */
    public static final String LATEST = "$LATEST";

    public FunctionDefinition {
        environment = Map.copyOf(environment);
    }

    /** One that is not published, with the log group that Lambda gives to a function for which none is named. */
    public FunctionDefinition(
            String name,
            String handler,
            Path archive,
            Map<String, String> environment,
            Duration timeout,
            int memoryMegabytes,
            String role) {
        this(name, handler, archive, environment, timeout, memoryMegabytes, role, "/aws/lambda/" + name);
    }

    /** One that is not published. */
    public FunctionDefinition(
            String name,
            String handler,
            Path archive,
            Map<String, String> environment,
            Duration timeout,
            int memoryMegabytes,
            String role,
            String logGroup) {
        this(name, handler, archive, environment, timeout, memoryMegabytes, role, logGroup, LATEST);
    }

    /** The same function with other code. */
    public FunctionDefinition withCode(String otherHandler, Path otherArchive) {
        return new FunctionDefinition(
                name, otherHandler, otherArchive, environment, timeout, memoryMegabytes, role, logGroup, version);
    }

    FunctionDefinition withVersion(String other) {
        return new FunctionDefinition(
                name, handler, archive, environment, timeout, memoryMegabytes, role, logGroup, other);
    }
}
