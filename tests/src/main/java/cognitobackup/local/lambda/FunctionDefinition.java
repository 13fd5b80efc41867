package cognitobackup.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What makes a function.
 *
 * @param handler the class whose {@code handleRequest} is called
 * @param archive the jar that holds it
 * @param environment its own variables; those that Lambda sets come on top
 * @param timeout 1 to 900 s
 * @param memoryMegabytes 128 to 10,240; not enforced
 */
public record FunctionDefinition(
        String name,
        String handler,
        Path archive,
        Map<String, String> environment,
        Duration timeout,
        int memoryMegabytes) {
    public FunctionDefinition {
        environment = Map.copyOf(environment);
    }
}
