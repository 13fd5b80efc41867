package cognitobackup.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code Pulumi.<stack>.yaml} says, as Pulumi hands it to the program: text, with lists and objects as JSON. */
public final class StackConfiguration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAMBDA_JAR = "cognito-user-profiles-export:lambdaJar";

    private StackConfiguration() {}

    /** The configuration of a stack, by key with its namespace. */
    public static Map<String, String> of(String stack) throws IOException {
        String yaml = Files.readString(Project.directory().resolve("Pulumi." + stack + ".yaml"));
        Map<String, Map<String, Object>> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        Map<String, String> configuration = new HashMap<>();
        file.getOrDefault("config", Map.of()).forEach((key, value) -> configuration.put(key, text(value)));
        // The program looks for the jar from its own directory.
        Path program = Project.directory().resolve("stacks");
        configuration.merge(LAMBDA_JAR, Project.lambdaJar().toString(), (given, any) -> program.resolve(given)
                .normalize()
                .toString());
        return configuration;
    }

    private static String text(Object value) {
        try {
            return value instanceof String text ? text : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A value of a Pulumi stack's configuration cannot be written as JSON.", e);
        }
    }
}
