package cognitobackup.deployer;

import java.util.HashMap;
import java.util.Map;

/**
 * What a provider answers when it has created a resource.
 *
 * @param id the resource's id
 * @param state its properties: the inputs, and what the provider adds
 */
record Outputs(String id, Map<String, Object> state) {
    static Outputs of(String id, Registration registration) {
        return new Outputs(id, Map.copyOf(registration.inputs()));
    }

    Outputs with(String property, Object value) {
        Map<String, Object> more = new HashMap<>(state);
        more.put(property, value);
        return new Outputs(id, Map.copyOf(more));
    }

    /** Without an input that is not among the properties, such as a file. */
    Outputs without(String property) {
        Map<String, Object> fewer = new HashMap<>(state);
        fewer.remove(property);
        return new Outputs(id, Map.copyOf(fewer));
    }

    Outputs withId(String other) {
        return new Outputs(other, state);
    }
}
