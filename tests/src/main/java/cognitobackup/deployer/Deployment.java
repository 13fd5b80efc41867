package cognitobackup.deployer;

import java.util.List;
import java.util.Map;

/**
 * A stack that has been deployed, or previewed.
 *
 * @param outputs what the program exported
 * @param resources what it registered, parts that only group others left out
 */
public record Deployment(String stack, Map<String, Object> outputs, List<Registration> resources) {
    public Deployment {
        outputs = Map.copyOf(outputs);
        resources = List.copyOf(resources);
    }

    /** An output that is a text. */
    public String text(String output) {
        Object value = outputs.get(output);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The stack " + stack + " has no output " + output + ", only " + outputs.keySet());
        }
        return String.valueOf(value);
    }
}
